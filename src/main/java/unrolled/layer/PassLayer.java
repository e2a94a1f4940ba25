package unrolled.layer;

import unrolled.cell.State;
import unrolled.nn.Parameter;

/** A layer whose passes follow the one rule of {@link Passes}. In each call, null means zeros. */
abstract class PassLayer<S extends State<S>> implements Layer<S>, KeptPass {
  final Passes passes = new Passes();

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence backward(Sequence dh) {
    return backward(dh, null);
  }

  @Override
  public Sequence backward(S dLast) {
    return backward(null, dLast);
  }

  @Override
  public void requireBackward(Sequence dh) {
    passes.requireBackward(dh);
  }

  @Override
  public boolean isAt(Sequence mark) {
    return passes.isAt(mark);
  }

  @Override
  public void settle() {
    passes.settle();
  }

  @Override
  public Sequence outputs() {
    return passes.outputs("outputs");
  }

  @Override
  public Layer<S> training(boolean on) {
    passes.training(on);
    return this;
  }

  @Override
  public boolean isTraining() {
    return passes.isTraining();
  }

  @Override
  public String toString() {
    return Parameter.text(this, inputSize(), hiddenSize(), parameters());
  }
}
