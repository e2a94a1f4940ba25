package unrolled.experiment;

import java.util.Random;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.LossValue;
import unrolled.nn.SoftmaxCrossEntropy;
import unrolled.train.Adam;
import unrolled.train.Trainer;

/**
 * What a hidden state still knows. A cell that never learnt anything reads random words; then a
 * linear decoder learns to name, from the last hidden state alone, the word that was read k steps
 * before.
 *
 * <p>The decoder is the only thing trained, so its accuracy on new sentences measures what the
 * state holds in a form that the next layer could use. Chance is 1 / words.
 */
public final class StateMemory {
  private static final int SENTENCES = 1_000; // to learn from, and as many to be tested on
  private static final int STEPS = 200;
  private static final double RATE = 0.05;

  private StateMemory() {}

  /**
   * The accuracy of the decoder for lags 0 … {@code lags} − 1, each from 0 to 1.
   *
   * @param cell reads one-hot words; its input size is the number of words
   */
  public static <S extends State<S>> double[] accuracyByLag(Cell<S> cell, int lags, long seed) {
    Random rng = new Random(seed);
    int[][] train = sentences(cell.inputSize(), lags, rng);
    int[][] test = sentences(cell.inputSize(), lags, rng);
    Matrix trainStates = lastStates(cell, train);
    Matrix testStates = lastStates(cell, test);
    double[] accuracy = new double[lags];
    for (int k = 0; k < lags; k++) {
      Dense decoder = new Dense(cell.hiddenSize(), cell.inputSize(), rng);
      learn(decoder, trainStates, wordsAtLag(train, k));
      accuracy[k] = accuracy(decoder, testStates, wordsAtLag(test, k));
    }
    return accuracy;
  }

  /** Longer than the longest lag, so that no word is special for being the first. */
  private static int[][] sentences(int words, int lags, Random rng) {
    int[][] all = new int[SENTENCES][2 * lags];
    for (int[] sentence : all) {
      for (int t = 0; t < sentence.length; t++) {
        sentence[t] = rng.nextInt(words);
      }
    }
    return all;
  }

  private static <S extends State<S>> Matrix lastStates(Cell<S> cell, int[][] sentences) {
    return new Unrolled<>(cell).forward(Sequence.oneHot(sentences, cell.inputSize())).last().h();
  }

  private static int[] wordsAtLag(int[][] sentences, int k) {
    int[] words = new int[sentences.length];
    for (int n = 0; n < words.length; n++) {
      words[n] = sentences[n][sentences[n].length - 1 - k];
    }
    return words;
  }

  private static void learn(Dense decoder, Matrix states, int[] words) {
    new Trainer(decoder.parameters(), new Adam(RATE), Double.POSITIVE_INFINITY, event -> {})
        .train(
            STEPS,
            step -> {
              LossValue loss = SoftmaxCrossEntropy.of(decoder.forward(states), words);
              decoder.backward(loss.gradient(), states);
              return loss.mean();
            });
  }

  private static double accuracy(Dense decoder, Matrix states, int[] words) {
    Matrix logits = decoder.forward(states);
    int right = 0;
    for (int n = 0; n < words.length; n++) {
      int best = 0;
      for (int k = 1; k < logits.cols(); k++) {
        if (logits.get(n, k) > logits.get(n, best)) {
          best = k;
        }
      }
      if (best == words[n]) {
        right++;
      }
    }
    return (double) right / words.length;
  }
}
