package e30_beam_search;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * A search for the likeliest texts that keeps several beginnings.
 *
 * <pre>{@code
 * log P(y) = logP_1[y_0, y_1] + logP_2[y_1, y_2] + … + logP_L[y_(L−1), y_L]       y_0 = 0
 * score(y) = log P(y) / L^α
 * }</pre>
 *
 * <p>K tokens, of which 0 ends a text; T tokens at most, L of them in a text, the end counted. A
 * table stands for the network: it knows the place in the text and the token before. Sutskever,
 * Vinyals and Le, "Sequence to sequence learning with neural networks", 2014; the division by length
 * as in Wu and others, 2016, but simpler.
 */
@About(
    title = "Beam search",
    points = 15,
    notebook = "11",
    buildsOn = {"e29"})
public interface BeamSearch {
  /**
   * The texts that were found, the best first.
   *
   * @param tokens a text in a row, T columns; −1 behind its end
   * @param score what the texts are ranked by
   */
  record Found(Matrix tokens, double[] score) {}

  /**
   * Finds at most {@code width} texts. Writes into none of its inputs.
   *
   * @param logP a table for each place: in row a and column c the logarithm of the probability that c
   *     stands there, if a stands before it
   * @param width how many beginnings are kept at each length, and how many texts are returned at most
   * @param alpha α, the exponent of the length
   */
  Found search(
      @Shape("T × K × K") @Range(low = -3, high = 0) Matrix[] logP,
      @Range(low = 2, high = 5) int width,
      @Range(low = 0, high = 2) double alpha);
}
