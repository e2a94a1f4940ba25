package unrolled.layer;

import unrolled.cell.State;
import unrolled.nn.Parameter;

/**
 * A layer whose passes follow the one rule of {@link Passes}.
 *
 * <p>The passes themselves do not begin here: the compiler could not build a call that leads to
 * several kinds of layers into its caller, and a step of training would allocate.
 */
abstract class PassLayer<S extends State<S>> implements Layer<S>, KeptPass {
  final Passes passes = new Passes();

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
