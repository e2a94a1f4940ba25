package unrolled.data;

import java.util.random.RandomGenerator;

/**
 * A task that is made up: as many examples as anyone wants, and a known score for knowing nothing.
 *
 * @param <T> what must be answered: {@code int[]}, the number of a class, judged by its
 *     cross-entropy; or {@code Matrix}, numbers, judged by their mean squared error
 */
public interface Task<T> {
  /** New examples; the same source of randomness in the same state gives the same ones. */
  Batch<T> draw(int count, RandomGenerator rng);

  /** D, the features of an input. */
  int inputSize();

  /** The number of classes, or of numbers in an answer. */
  int outputSize();

  /**
   * The expected loss of the best answer that takes no notice of what the task is about; the class
   * says which answer that is. In nats if the answer is a class, else a mean square.
   */
  double baseline();
}
