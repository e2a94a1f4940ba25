package unrolled.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unrolled.matrix.Matrix;

/**
 * A tensor in a file of weights.
 *
 * @param value its numbers; a tensor of one dimension is a row, one of none a single entry
 * @param dimensions it has in the file, from 0 to 2
 */
public record Tensor(Matrix value, int dimensions) {
  private static final int SHOWN = 6; // of what does not fit

  public Tensor {
    if (dimensions < 0 || dimensions > 2 || value.rows() != 1 && dimensions < 2) {
      throw new IllegalArgumentException(
          "a tensor of %d dimensions cannot hold %s".formatted(dimensions, value.shape()));
    }
  }

  /** Of two dimensions. */
  public static Tensor matrix(Matrix value) {
    return new Tensor(value, 2);
  }

  /** Of one dimension, from a row. */
  public static Tensor vector(Matrix row) {
    return new Tensor(row, 1);
  }

  /** Sizes of the dimensions, as the file has them. */
  List<Integer> shape() {
    return List.of(value.rows(), value.cols()).subList(2 - dimensions, 2);
  }

  /** Refuses, in one sentence, a file whose names or sizes are not those of the model. */
  public static void requireSame(
      String file, Map<String, Tensor> expected, Map<String, Tensor> found) {
    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (name, tensor) -> {
          if (!found.containsKey(name)) {
            wrong.add("no " + name);
          } else if (!found.get(name).shape().equals(tensor.shape())) {
            wrong.add(name + found.get(name).shape() + " in place of " + tensor.shape());
          }
        });
    for (String name : found.keySet()) {
      if (!expected.containsKey(name)) {
        wrong.add(name + ", which the model has not");
      }
    }
    if (!wrong.isEmpty()) {
      int more = wrong.size() - SHOWN;
      throw new IllegalArgumentException(
          "%s does not fit the model: it has %s%s"
              .formatted(
                  file,
                  String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size()))),
                  more > 0 ? "; and so on, %d more".formatted(more) : ""));
    }
  }
}
