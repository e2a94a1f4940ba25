package unrolled.bench;

import java.util.List;
import unrolled.cell.State;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.layer.Stacked;
import unrolled.nn.Parameter;

/** A training step of ours: gradients forgotten, forward, backward to every weight and to x. */
final class OurStep<S extends State<S>> implements Runnable {
  private final Layer<?> layer;
  private final Runnable step;
  private final List<Parameter> parameters;
  private final Sequence x;
  private final Sequence dh;
  private Sequence h;
  private Sequence dx;

  OurStep(Step size, List<Layer<S>> layers) {
    x = size.sequence(size.input());
    dh = size.sequence(size.gradient());
    // A stack of one would measure the stack too.
    if (layers.size() == 1) {
      layer = layers.get(0);
      step = step(layers.get(0));
    } else {
      var stack = new Stacked<>(layers);
      layer = stack;
      step = step(stack);
    }
    parameters = layer.parameters();
  }

  private <R extends State<R>> Runnable step(Layer<R> layer) {
    R zeros = layer.zeroState(x.batch());
    return () -> {
      h = layer.forward(x, zeros);
      dx = layer.backward(dh, zeros);
    };
  }

  @Override
  public void run() {
    for (int i = 0; i < parameters.size(); i++) parameters.get(i).zeroGrad();
    step.run();
  }

  Layer<?> layer() {
    return layer;
  }

  double[] h() {
    return h.flat().data();
  }

  double[] dx() {
    return dx.flat().data();
  }
}
