package unrolled.layer;

import java.util.List;
import java.util.stream.Stream;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Two layers over the same sequence, one of which reads it from its end.
 *
 * <pre>{@code
 * h_t = (forward h_t, backward h_t)      side by side: (N × 2H)
 * }</pre>
 *
 * <p>Each sequence is reversed within its own length, so that the backward direction begins at the
 * last real step and not in the padding. Its last state is the one after step 0, whereas its output
 * at the last real step has seen that step only: a classifier wants {@code last().h()}, not the
 * output of the last step. Schuster and Paliwal, "Bidirectional recurrent neural networks", 1997.
 *
 * @param <S> the state of either direction
 */
public final class Bidirectional<S extends State<S>> implements Layer<BothWays<S>> {
  private final Layer<S> forward;
  private final Layer<S> backward;

  /** Two layers with the same sizes and weights of their own. */
  public Bidirectional(Layer<S> forward, Layer<S> backward) {
    if (forward == backward
        || forward.inputSize() != backward.inputSize()
        || forward.hiddenSize() != backward.hiddenSize())
      throw new IllegalArgumentException(
          "Bidirectional: expected two layers of the same sizes, got %d to %d and %d to %d%s"
              .formatted(
                  forward.inputSize(),
                  forward.hiddenSize(),
                  backward.inputSize(),
                  backward.hiddenSize(),
                  forward == backward ? ", one layer twice" : ""));
    this.forward = forward;
    this.backward = backward;
  }

  @Override
  public Sequence forward(Sequence xs, BothWays<S> initial) {
    Checks.forward(xs, initial, inputSize(), zeroState(1));
    forward.forward(xs, initial.forward());
    backward.forward(xs.reversed(), initial.backward());
    return outputs();
  }

  @Override
  public Sequence outputs() {
    Sequence left = forward.outputs();
    return left.withFlat(Matrix.beside(left.flat(), backward.outputs().reversed().flat()));
  }

  @Override
  public Sequence backward(Sequence dh, BothWays<S> dLast) {
    Sequence shape = outputs();
    Checks.backward(dh, dLast, shape, zeroState(1));
    int H = forward.hiddenSize();
    Sequence left = shape.withFlat(dh.flat().columns(0, H));
    Sequence right = shape.withFlat(dh.flat().columns(H, 2 * H));
    Sequence dx = forward.backward(left, dLast.forward());
    Sequence dxReversed = backward.backward(right.reversed(), dLast.backward());
    return dx.withFlat(dx.flat().plus(dxReversed.reversed().flat()));
  }

  @Override
  public BothWays<S> last() {
    return new BothWays<>(forward.last(), backward.last());
  }

  @Override
  public BothWays<S> dInitial() {
    return new BothWays<>(forward.dInitial(), backward.dInitial());
  }

  @Override
  public BothWays<S> zeroState(int batch) {
    return new BothWays<>(forward.zeroState(batch), backward.zeroState(batch));
  }

  /** Of the forward direction, then of the backward one. */
  @Override
  public List<Parameter> parameters() {
    return Parameter.distinct(
        Stream.of(forward, backward).flatMap(layer -> layer.parameters().stream()).toList());
  }

  @Override
  public int inputSize() {
    return forward.inputSize();
  }

  /** 2H: the outputs of both directions. */
  @Override
  public int hiddenSize() {
    return forward.hiddenSize() + backward.hiddenSize();
  }
}
