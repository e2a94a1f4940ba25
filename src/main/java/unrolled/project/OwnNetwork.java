package unrolled.project;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.data.Pair;

/**
 * A network of the learner's own: it reads texts and writes texts.
 *
 * <p>The methods are called in this order, and by one thread: {@link #task}, {@link #begin}, then
 * {@link #learn} for each step of training. {@link #answer} is called between steps and at the end.
 * A new object is made for each seed.
 */
public interface OwnNetwork {
  /** The task that it is for. */
  ProjectTask task();

  /**
   * Makes the weights.
   *
   * @param sourceLetters the letters that occur in the texts to read, each once
   * @param targetLetters the letters that occur in the texts to write, each once
   * @param rng draws the weights; draw nothing in any other way, so that a seed repeats a run
   */
  void begin(String sourceLetters, String targetLetters, RandomGenerator rng);

  /**
   * Takes one step of training.
   *
   * @param batch what it reads and what it should write: {@link ProjectTask#BATCH} pairs
   * @return the loss before the step, in nats; it only goes into the report
   */
  double learn(List<Pair> batch);

  /**
   * Answers. It must not learn anything from this.
   *
   * @param sources texts that were never in a batch
   * @return an answer for each text, in the same order
   */
  List<String> answer(List<String> sources);
}
