package unrolled.experiment;

import java.util.Arrays;
import java.util.function.IntFunction;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Model;

/**
 * Which word an answer would move with: the length of its gradient with respect to each word.
 *
 * <pre>{@code
 * raw       s_t = ‖∂z_y/∂x_t‖                            z the logits, y the answer
 * centred   s_t = ‖∂(z_y − mean z)/∂x_t − its mean over the words that may stand at t‖
 * }</pre>
 *
 * <p>What is centred leaves out two movements that change no answer: of all logits by the same
 * number, and of all words that may stand there by the same vector. Simonyan, Vedaldi and
 * Zisserman, "Deep inside convolutional networks", 2013, of pictures.
 */
public final class Saliency {
  private Saliency() {}

  /**
   * The raw saliency (N × T).
   *
   * @param xs one-hot words (T × N × D)
   * @param answers y, one for each sentence: the logits are those after its last word
   */
  public static Matrix raw(Model<Sequence, int[]> model, Sequence xs, int... answers) {
    Sequence dx = model.inputGradient(xs, chosen(model, xs, answers));
    return lengths(dx, t -> allOf(xs.features()), 0);
  }

  /**
   * The centred saliency (N × T).
   *
   * @param choices the numbers of the words that may stand at a step
   */
  public static Matrix centred(
      Model<Sequence, int[]> model, Sequence xs, int[] answers, IntFunction<int[]> choices) {
    Matrix dz = chosen(model, xs, answers);
    double mean = 1.0 / dz.cols();
    return lengths(model.inputGradient(xs, dz.map(one -> one - mean)), choices, 1);
  }

  /** 1 at the answer of each sentence, else 0: the gradient of z_y with respect to z. */
  private static Matrix chosen(Model<Sequence, int[]> model, Sequence xs, int... answers) {
    Matrix z = model.outputs(xs);
    if (answers.length != z.rows() || z.rows() != xs.batch()) {
      throw new IllegalArgumentException(
          "Saliency: expected a model that answers once, and an answer for each of %d sentences; got outputs %s and %d answers"
              .formatted(xs.batch(), z.shape(), answers.length));
    }
    Matrix dz = new Matrix(z.rows(), z.cols());
    for (int n = 0; n < answers.length; n++) {
      dz.set(n, answers[n], 1);
    }
    return dz;
  }

  private static int[] allOf(int words) {
    int[] all = new int[words];
    Arrays.setAll(all, f -> f);
    return all;
  }

  /** Of each gradient over {@code choices}, less {@code share} of its mean there. */
  private static Matrix lengths(Sequence dx, IntFunction<int[]> choices, double share) {
    Matrix s = new Matrix(dx.batch(), dx.steps());
    for (int t = 0; t < dx.steps(); t++) {
      int[] words = choices.apply(t);
      for (int n = 0; n < dx.batch(); n++) {
        int step = t;
        int row = n;
        double[] d = Arrays.stream(words).mapToDouble(f -> dx.get(step, row, f)).toArray();
        double mean = share * Arrays.stream(d).average().orElse(0);
        s.set(n, t, Math.sqrt(Arrays.stream(d).map(v -> (v - mean) * (v - mean)).sum()));
      }
    }
    return s;
  }

  /** The share of each step in the sum over all sentences and steps; the shares sum to 1 (T). */
  public static double[] shares(Matrix saliency) {
    double[] sums = saliency.sumRows().data();
    double all = Arrays.stream(sums).sum();
    return Arrays.stream(sums).map(v -> v / all).toArray();
  }
}
