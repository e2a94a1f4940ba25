package unrolled.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import unrolled.cell.State;
import unrolled.matrix.Matrix;

/**
 * The states of the layers of a {@link Stacked} network.
 *
 * @param states from the lowest layer to the top
 */
public record Levels<S extends State<S>>(List<S> states) implements State<Levels<S>> {
  public Levels {
    states = List.copyOf(states);
  }

  /** The state of the top layer, the one that is seen from above. */
  public S top() {
    return states.get(states.size() - 1);
  }

  @Override
  public Matrix h() {
    return top().h();
  }

  @Override
  public Levels<S> withH(Matrix h) {
    List<S> changed = new ArrayList<>(states);
    changed.set(states.size() - 1, top().withH(h));
    return new Levels<>(changed);
  }

  @Override
  public int size() {
    int size = 0;
    for (int k = 0; k < states.size(); k++) {
      size += states.get(k).size();
    }
    return size;
  }

  @Override
  public Matrix part(int i) {
    int k = 0;
    for (; i >= states.get(k).size(); k++) {
      i -= states.get(k).size();
    }
    return states.get(k).part(i);
  }

  @Override
  public Levels<S> map(UnaryOperator<Matrix> f) {
    return new Levels<>(states.stream().map(s -> s.map(f)).toList());
  }
}
