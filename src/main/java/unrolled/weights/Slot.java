package unrolled.weights;

import java.util.function.Consumer;
import java.util.function.Supplier;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * One tensor of a weights file: how it is read from the model, and how it is written back.
 *
 * @param get the tensor as the file has it
 * @param set takes numbers of the same shape
 * @param after the name of the tensor to which this one is added, and which is set before; empty if
 *     it stands by itself
 */
public record Slot(Supplier<Tensor> get, Consumer<Matrix> set, String after) {
  /** A tensor that stands by itself. */
  public Slot(Supplier<Tensor> get, Consumer<Matrix> set) {
    this(get, set, "");
  }

  /** A parameter as it is, of two dimensions. */
  public static Slot matrix(Parameter p) {
    return new Slot(() -> Tensor.matrix(p.value), m -> p.value.copyFrom(m));
  }

  /** A parameter whose rows are the file's columns. */
  public static Slot transposed(Parameter p) {
    return new Slot(() -> Tensor.matrix(p.value.transpose()), m -> p.value.copyFrom(m.transpose()));
  }

  /** A parameter of one row, of one dimension. */
  public static Slot vector(Parameter p) {
    return new Slot(() -> Tensor.vector(p.value), m -> p.value.copyFrom(m));
  }
}
