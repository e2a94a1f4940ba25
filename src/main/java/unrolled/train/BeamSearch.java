package unrolled.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import unrolled.layer.Next;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A search for the most likely text that does not only follow the likeliest next token.
 *
 * <pre>{@code
 * log P(y)  = Σ_t log P(y_t | y_1 … y_(t−1))
 * score(y)  = log P(y) / |y|^α         α = 0: log P itself; α = 1: its mean per token
 * }</pre>
 *
 * <p>At each length the {@code width} likeliest open texts are kept and extended by every token. A
 * text that reaches the end token is finished and kept apart; one that reaches the greatest length
 * is cut off there. The best of both are returned. Every token costs log P, so without α short
 * texts win. Width 1 is the greedy choice, apart from texts that ended early; a width that drops
 * nothing is an exhaustive search. A token whose logit is −∞ is forbidden, and never written; a
 * text after which all are forbidden is dropped. Sutskever, Vinyals and Le, "Sequence to sequence
 * learning with neural networks", 2014; the division by length in this form is by Wu and others,
 * 2016.
 */
public final class BeamSearch {
  private final int width;
  private final int end;
  private final int longest;
  private final double alpha;

  /**
   * A search with these settings.
   *
   * @param end the token that finishes a text
   * @param longest tokens of a text, the end token counted
   * @param alpha the exponent of the length, from 0 on
   */
  public BeamSearch(int width, int end, int longest, double alpha) {
    Positive.require("BeamSearch", "width", width);
    Positive.require("BeamSearch", "longest", longest);
    if (end < 0 || !(alpha >= 0 && alpha <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "BeamSearch: end and alpha must not be negative, got %d and %s".formatted(end, alpha));
    }
    this.width = width;
    this.end = end;
    this.longest = longest;
    this.alpha = alpha;
  }

  /**
   * A text that was found.
   *
   * @param tokens without the one it started from, and with the end token if it got there
   * @param logProbability in nats
   * @param score what it is ranked by
   */
  public record Found(List<Integer> tokens, double logProbability, double score) {}

  /** A text that goes on: its last token is still to be read. */
  private record Open<S>(List<Integer> tokens, int last, double logProbability, S state) {}

  /**
   * The best texts after {@code start}, at most {@code width}, the best first.
   *
   * @param next reads a token in a state: the logits (1 × K) of what follows, and the new state
   */
  public <S> List<Found> search(int start, S initial, BiFunction<Integer, S, Next<S>> next) {
    List<Found> found = new ArrayList<>();
    List<Open<S>> open = List.of(new Open<>(List.of(), start, 0, initial));
    for (int length = 1; length <= longest && !open.isEmpty(); length++) {
      List<Open<S>> extended = new ArrayList<>();
      for (Open<S> text : open) {
        extend(text, next, extended);
      }
      List<Open<S>> goOn = new ArrayList<>();
      for (Open<S> text : extended) {
        if (text.last == end || length == longest) {
          found.add(found(text));
        } else {
          goOn.add(text);
        }
      }
      open = best(goOn, Comparator.comparingDouble(Open::logProbability));
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "search: expected a text that ends, but each one came to a step at which all tokens are"
              + " forbidden");
    }
    return best(found, Comparator.comparingDouble(Found::score));
  }

  private <T> List<T> best(List<T> all, Comparator<T> order) {
    return all.stream().sorted(order.reversed()).limit(width).toList();
  }

  private Found found(Open<?> text) {
    double score = text.logProbability / Math.pow(text.tokens.size(), alpha);
    return new Found(text.tokens, text.logProbability, score);
  }

  private <S> void extend(
      Open<S> text, BiFunction<Integer, S, Next<S>> next, List<Open<S>> extended) {
    Next<S> following = next.apply(text.last, text.state);
    Matrix z = following.logits();
    if (z.rows() != 1 || end >= z.cols()) {
      throw new IllegalArgumentException(
          "search: expected one row of logits with the end token %d, got %s"
              .formatted(end, z.shape()));
    }
    if (Logits.max("search", z, 0) == Double.NEGATIVE_INFINITY) {
      return;
    }
    int top = Metrics.largest(z, 0);
    double logSum = z.get(0, top) + SoftmaxCrossEntropy.of(z, new int[] {top}).mean();
    for (int token = 0; token < z.cols(); token++) {
      if (z.get(0, token) == Double.NEGATIVE_INFINITY) {
        continue;
      }
      List<Integer> tokens = new ArrayList<>(text.tokens);
      tokens.add(token);
      double logProbability = text.logProbability + z.get(0, token) - logSum;
      extended.add(new Open<>(List.copyOf(tokens), token, logProbability, following.state()));
    }
  }
}
