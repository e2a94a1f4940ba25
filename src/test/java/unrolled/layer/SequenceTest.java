package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import unrolled.matrix.Matrix;
import unrolled.nn.Mask;

class SequenceTest {
  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private final Matrix first = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
  private final Matrix second = first.scale(10);
  private final Sequence sequence = Sequence.of(List.of(first, second));

  @Test
  void time_comes_first_then_the_batch() {
    assertEquals("Sequence (2 steps × 2 rows × 3)", sequence.toString());
    assertArrayEquals(
        new double[] {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60}, sequence.flat().data());
    assertEquals("(4 × 3)", sequence.flat().shape());
    assertEquals(2, sequence.steps());
    assertEquals(2, sequence.batch());
    assertEquals(3, sequence.features());
  }

  @Test
  void a_step_is_a_copy() {
    Matrix step = sequence.step(1);
    assertArrayEquals(second.data(), step.data());
    step.set(0, 0, -1);
    assertEquals(10, sequence.flat().get(2, 0));
  }

  @Test
  void a_step_is_overwritten_and_its_neighbours_are_not() {
    sequence.setStep(0, new Matrix(2, 3));
    assertArrayEquals(new double[6], sequence.step(0).data());
    assertArrayEquals(second.data(), sequence.step(1).data());
    refused(
        "setStep: step 1 must be (2 × 3), got (3 × 2)",
        () -> sequence.setStep(1, new Matrix(3, 2)));
    refused("step 2 of a sequence of 2", () -> sequence.setStep(2, first));
    refused("step -1 of a sequence of 2", () -> sequence.step(-1));
  }

  @Test
  void class_numbers_become_unit_vectors() {
    Sequence s = Sequence.oneHot(new int[][] {{2, 0, 1}, {1, 1, 0}}, 4);
    assertEquals("Sequence (3 steps × 2 rows × 4)", s.toString());
    assertArrayEquals(new double[] {0, 0, 1, 0, 0, 1, 0, 0}, s.step(0).data());
    assertArrayEquals(new double[] {1, 0, 0, 0, 0, 1, 0, 0}, s.step(1).data());
    assertArrayEquals(new double[] {0, 1, 0, 0, 1, 0, 0, 0}, s.step(2).data());
  }

  @Test
  void class_numbers_that_do_not_fit_are_named() {
    refused(
        "oneHot: row 1 has 1 steps, row 0 has 2",
        () -> Sequence.oneHot(new int[][] {{0, 1}, {0}}, 2));
    refused(
        "oneHot: class 2 in row 1 at step 0; the classes are 0 to 1",
        () -> Sequence.oneHot(new int[][] {{0, 1}, {2, 0}}, 2));
    refused(
        "oneHot: class -1 in row 0 at step 1; the classes are 0 to 1",
        () -> Sequence.oneHot(new int[][] {{0, -1}}, 2));
  }

  @Test
  void a_sequence_of_nothing_is_refused() {
    String message = "a Sequence needs at least one step and one row, got %d steps of %d rows";
    refused(message.formatted(0, 3), () -> new Sequence(0, 3, 2));
    refused(message.formatted(3, 0), () -> new Sequence(3, 0, 2));
    refused(message.formatted(0, 0), () -> Sequence.oneHot(new int[0][], 2));
    refused(message.formatted(0, 2), () -> Sequence.oneHot(new int[2][0], 2));
    refused("a Sequence needs at least one step, got 0", () -> Sequence.of(List.of()));
  }

  @Test
  void steps_of_different_shapes_are_refused() {
    refused(
        "setStep: step 1 must be (2 × 3), got (2 × 2)",
        () -> Sequence.of(List.of(first, new Matrix(2, 2))));
  }

  @Test
  void a_head_keeps_steps_and_batch() {
    Matrix logits = new Matrix(4, 7);
    Sequence other = sequence.withFlat(logits);
    assertSame(logits, other.flat());
    assertEquals("Sequence (2 steps × 2 rows × 7)", other.toString());
    refused("withFlat: expected 4 rows, got (3 × 7)", () -> sequence.withFlat(new Matrix(3, 7)));
  }

  @Test
  void batch_major_values_become_time_major_and_come_back() {
    double[][][] values = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}}};
    Sequence s = Sequence.fromBatchMajor(values);
    assertEquals("Sequence (3 steps × 2 rows × 2)", s.toString());
    assertArrayEquals(new double[] {1, 2, 7, 8, 3, 4, 0, 0, 5, 6, 0, 0}, s.flat().data());
    assertEquals(3, s.length(0));
    assertEquals(1, s.length(1));
    assertArrayEquals(values, s.toBatchMajor());
  }

  @Test
  void batch_major_values_that_are_empty_or_ragged_in_features_are_refused() {
    refused(
        "a Sequence needs at least one step and one row, got 0 steps of 0 rows",
        () -> Sequence.fromBatchMajor(new double[0][][]));
    refused(
        "fromBatchMajor: row 0 of 2 is empty; expected at least one step in each row",
        () -> Sequence.fromBatchMajor(new double[2][0][]));
    refused(
        "fromBatchMajor: row 0 is null at step 0; expected its features",
        () -> Sequence.fromBatchMajor(new double[2][3][]));
    refused(
        "fromBatchMajor: row 1 has no features at step 0, row 0 has 2 at step 0",
        () -> Sequence.fromBatchMajor(new double[][][] {{{1, 2}}, {null}}));
    refused(
        "oneHot: row 1 of 2 is null; expected its classes",
        () -> Sequence.oneHot(new int[][] {{1}, null}, 3));
    refused("of: row 1 is null", () -> Matrix.of(new double[][] {{1}, null}));
    refused("step 2 of row 0 of Sequence (2 steps × 2 rows × 3)", () -> sequence.isReal(2, 0));
    refused(
        "real: Sequence (2 steps × 2 rows × 3) needs an array of 4, got one of 3",
        () -> sequence.real(new boolean[3]));
    refused(
        "fromBatchMajor: row 1 of 2 is empty; expected at least one step in each row",
        () -> Sequence.fromBatchMajor(new double[][][] {{{1}}, {}}));
    refused(
        "fromBatchMajor: row 1 has 2 features at step 0, row 0 has 1 at step 0",
        () -> Sequence.fromBatchMajor(new double[][][] {{{1}}, {{1, 2}}}));
  }

  @Test
  void lengths_are_T_unless_told_and_say_what_is_real() {
    assertTrue(sequence.isFull());
    assertArrayEquals(new boolean[] {true, true, true, true}, sequence.real());
    Sequence shorter = sequence.withLengths(2, 1);
    assertFalse(shorter.isFull());
    assertArrayEquals(new boolean[] {true, true, true, false}, shorter.real());
    assertTrue(shorter.isReal(1, 0));
    assertFalse(shorter.isReal(1, 1));
    assertSame(sequence.flat(), shorter.flat());
    assertEquals(1, shorter.withFlat(new Matrix(4, 7)).length(1));
  }

  @Test
  void lengths_out_of_range_are_refused() {
    refused("withLengths: expected 2 lengths, got 1", () -> sequence.withLengths(2));
    refused("withLengths: length 0 of row 1; expected 1 to 2", () -> sequence.withLengths(2, 0));
    refused("withLengths: length 3 of row 0; expected 1 to 2", () -> sequence.withLengths(3, 2));
  }

  @Test
  void lengths_are_copied_in() {
    int[] lengths = {2, 1};
    Sequence shorter = sequence.withLengths(lengths);
    lengths[1] = 2;
    assertEquals(1, shorter.length(1));
  }

  @Test
  void a_sequence_is_reversed_within_its_length_and_padding_becomes_zero() {
    Sequence s = Sequence.fromBatchMajor(new double[][][] {{{1}, {2}, {3}}, {{4}, {5}}});
    s.flat().set(5, 0, Double.NaN);
    assertArrayEquals(new double[] {3, 5, 2, 4, 1, 0}, reversed(s).flat().data());
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 0}, reversed(reversed(s)).flat().data());
  }

  private static Sequence reversed(Sequence s) {
    Sequence to = s.zeros();
    s.reverseTo(to);
    return to;
  }

  @Test
  void tokens_of_rows_of_different_lengths() {
    Tokens tokens = new Tokens(new int[][] {{5, 2, 7}, {4}});
    assertArrayEquals(new int[] {5, 4, 2, Mask.PADDING, 7, Mask.PADDING}, tokens.ids());
    assertArrayEquals(new boolean[] {true, true, true, false, true, false}, tokens.real());
    Sequence s = tokens.sequence(new Matrix(6, 9));
    assertEquals("Sequence (3 steps × 2 rows × 9)", s.toString());
    assertEquals(1, s.length(1));
    refused("Tokens: expected at least one row, got none", () -> new Tokens(new int[0][]));
    refused(
        "Tokens: row 0 of 2 is empty; expected at least one token in each row",
        () -> new Tokens(new int[][] {{}, {1}}));
    refused(
        "Tokens: row 1 is padded at step 1; give each row in its own length",
        () -> new Tokens(new int[][] {{2, 3}, {1, Mask.PADDING}}));
  }

  @Test
  void numbers_are_read_and_written_in_their_place_and_sequences_picked() {
    Sequence s = new Sequence(3, 4, 2).withLengths(3, 1, 2, 1);
    s.set(2, 0, 1, 7.5);
    s.set(1, 2, 0, -4);
    assertEquals(7.5, s.get(2, 0, 1));
    assertEquals(7.5, s.flat().get(2 * 4, 1));
    refused("step 3 of row 0 of Sequence (3 steps × 4 rows × 2)", () -> s.get(3, 0, 0));
    refused("step 0 of row 4 of Sequence (3 steps × 4 rows × 2)", () -> s.set(0, 4, 0, 1));
    Sequence picked = s.pick(2, 1, 2);
    assertEquals("Sequence (2 steps × 3 rows × 2)", picked.toString());
    assertEquals(-4, picked.get(1, 0, 0));
    assertEquals(-4, picked.get(1, 2, 0));
    assertEquals(1, picked.length(1));
    assertEquals(7.5, s.pick(0).get(2, 0, 1));
  }
}
