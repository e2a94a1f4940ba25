package unrolled.experiment;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Model;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * Which word an answer hangs on: put another word in its place, and see what becomes of the
 * probability of the answer.
 *
 * <pre>{@code
 * e_t = P(y | sentence) − P(y | sentence with another word at t)
 * }</pre>
 *
 * <p>Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2013, cover a part
 * of a picture in this way. Another word that may stand there keeps the sentence one of those that
 * the network knows.
 */
public final class Exchange {
  private Exchange() {}

  /**
   * What the probability of the answer loses (N × T), from −1 to 1; 0 where no other word may
   * stand.
   *
   * @param xs one-hot words (T × N × D), which are not changed
   * @param answers y, one for each sentence, asked after its last word
   * @param choices the numbers of the words that may stand at a step; the other word is drawn from
   *     them
   */
  public static Matrix losses(
      Model<Sequence, int[]> model,
      Sequence xs,
      int[] answers,
      IntFunction<int[]> choices,
      RandomGenerator rng) {
    Matrix losses = new Matrix(xs.batch(), xs.steps());
    Matrix before = SoftmaxCrossEntropy.softmax(model.outputs(xs));
    for (int t = 0; t < xs.steps(); t++) {
      Sequence other = exchanged(xs, t, choices.apply(t), rng);
      Matrix after = SoftmaxCrossEntropy.softmax(model.outputs(other));
      for (int n = 0; n < xs.batch(); n++) {
        losses.set(n, t, before.get(n, answers[n]) - after.get(n, answers[n]));
      }
    }
    return losses;
  }

  /** A copy of {@code xs} with another word at step {@code t} of each sentence. */
  public static Sequence exchanged(Sequence xs, int t, int[] choices, RandomGenerator rng) {
    Sequence copy = xs.copy();
    for (int n = 0; n < xs.batch(); n++) {
      int row = n;
      int[] others = Arrays.stream(choices).filter(f -> xs.get(t, row, f) != 1).toArray();
      if (others.length == 0) {
        continue;
      }
      for (int f = 0; f < xs.features(); f++) {
        copy.set(t, n, f, 0);
      }
      copy.set(t, n, others[rng.nextInt(others.length)], 1);
    }
    return copy;
  }

  /** The mean size of the losses at each step (T). */
  public static double[] means(Matrix losses) {
    return losses.map(Math::abs).sumRows().scale(1.0 / losses.rows()).data();
  }
}
