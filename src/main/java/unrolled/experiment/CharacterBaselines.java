package unrolled.experiment;

/**
 * What is possible without a network, in nats per character: counts of single characters and of
 * pairs.
 *
 * <pre>{@code
 * unigram  P(b)     = (count(b) + 1) / (characters + K)
 * bigram   P(b | a) = (count(a b) + 1) / (count(a) + K)
 * }</pre>
 *
 * <p>Adding one to every count keeps a pair that was never seen from being impossible.
 */
final class CharacterBaselines {
  private final int[] single;
  private final int[][] pairs;
  private final int total;

  CharacterBaselines(int[] text, int characters) {
    single = new int[characters];
    pairs = new int[characters][characters];
    total = text.length;
    for (int id : text) {
      single[id]++;
    }
    for (int t = 1; t < text.length; t++) {
      pairs[text[t - 1]][text[t]]++;
    }
  }

  /** Over all characters of {@code text} but the first, as the models are judged. */
  double unigram(int[] text) {
    double nats = 0;
    for (int t = 1; t < text.length; t++) {
      nats -= log(single[text[t]], total);
    }
    return nats / (text.length - 1);
  }

  double bigram(int[] text) {
    double nats = 0;
    for (int t = 1; t < text.length; t++) {
      nats -= log(pairs[text[t - 1]][text[t]], single[text[t - 1]]);
    }
    return nats / (text.length - 1);
  }

  private double log(int count, int of) {
    return Math.log((count + 1.0) / (of + single.length));
  }
}
