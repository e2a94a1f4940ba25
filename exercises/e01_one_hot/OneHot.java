package e01_one_hot;

import unrolled.exercise.About;
import unrolled.exercise.Below;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Words as rows of numbers.
 *
 * <pre>{@code
 * row t is 0 everywhere, and 1 in column ids[t]          (T × K)
 * }</pre>
 *
 * <p>T words, K of them different in the whole vocabulary.
 */
@About(title = "One-hot rows", points = 5, notebook = "01")
public interface OneHot {
  /**
   * Encodes the words of a sentence. Does not write into {@code ids}.
   *
   * @param ids the number of each word, from 0 to K − 1, in the order of the sentence
   * @param classes K, the number of words in the vocabulary
   * @return one row for each word
   * @throws IllegalArgumentException if an id is not from 0 to K − 1
   */
  @Shape("T × classes")
  Matrix encode(@Shape("T") @Below("classes") int[] ids, @Range(low = 5, high = 9) int classes);
}
