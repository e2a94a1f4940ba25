package unrolled.cell;

import java.util.List;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * One time step of a recurrent network, forward and backward.
 *
 * <p>A cell owns weights and nothing else: state goes in and comes out, so the same cell can read
 * many sequences at once, stop, and go on where it stopped. Implement this interface and {@code
 * unrolled.layer.Unrolled} will carry your own cell through time.
 *
 * @param <S> the state it hands on
 */
public interface Cell<S extends State<S>> {
  /** Reads the input {@code x} (N × D) in the state {@code previous}. */
  Step<S> forward(Matrix x, S previous);

  /**
   * The gradients of a loss with respect to what came into {@code step}, given {@code dState}, its
   * gradient with respect to the state that went out. Adds to the gradients of the parameters.
   */
  StepGradient<S> backward(S dState, Step<S> step);

  /** The state before anything was read: all zeros, for a batch of {@code batch} sequences. */
  S zeroState(int batch);

  List<Parameter> parameters();

  /** D, the number of features of an input. */
  int inputSize();

  /** H, the number of units of the hidden state. */
  int hiddenSize();
}
