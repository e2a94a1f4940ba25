package unrolled.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The means of comparison compare rightly. */
class HarnessTest {
  private static final Pace SHORT =
      new Pace(
          Duration.ZERO, Duration.ZERO, 6, Duration.ofSeconds(9), Duration.ZERO, Duration.ZERO);

  private static Line line(double ratio, double goal) {
    return new Line("t", "r", "c", new Ratio(ratio, ratio, ratio), goal, 1, 1, "");
  }

  @Test
  void a_ratio_is_of_neighbours_in_time_and_not_of_medians() {
    // The machine is three times as slow in the last round, for both.
    var ratio = Ratio.of(new double[] {6, 6, 3, 8, 2}, new double[] {3, 3, 1, 4, 2});
    assertEquals(new Ratio(2, 2, 2), ratio);
  }

  @Test
  void quartiles_are_linear_between_neighbours() {
    assertEquals(
        new Ratio(1.75, 2.5, 3.25), Ratio.of(new double[] {4, 1, 3, 2}, new double[] {1, 1, 1, 1}));
  }

  @Test
  void rates_of_different_numbers_of_rounds_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> Ratio.of(new double[2], new double[3]));
  }

  @Test
  void contestants_take_turns_in_an_order_that_is_reversed_each_time() {
    var turns = new ArrayList<String>();
    double[][] rates =
        Race.run(
            SHORT,
            List.of(
                new Contestant("a", 1, () -> turns.add("a")),
                new Contestant("b", 1, () -> turns.add("b"))));
    assertEquals(2, rates.length);
    assertEquals(6, rates[0].length);
    assertEquals("abbaabba", String.join("", turns.subList(turns.size() - 8, turns.size())));
  }

  @Test
  void a_goal_is_reached_or_missed_as_the_printed_figures_say() {
    assertTrue(line(1.1, 1.1).isReached());
    assertTrue(line(1.0951, 1.1).isReached());
    assertFalse(line(1.0949, 1.1).isReached());
    assertEquals("1.09 (1.09–1.09), **missed** 1.10", line(1.09, 1.1).text());
    assertEquals("1.20 (1.20–1.20), reached 1.10", line(1.2, 1.1).text());
    assertEquals("1.20 (1.20–1.20)", line(1.2, Double.NaN).text());
    assertEquals("19.99, **missed** 20.00", Line.rate("t", "r", "c", 19.99, 20).text());
    assertTrue(Line.rate("t", "r", "c", 20, 20).isReached());
    assertEquals("0.31", Line.rate("t", "r", "c", 0.31, Double.NaN).text());
  }

  @Test
  void a_line_survives_the_way_from_one_process_to_the_other() {
    var raced = new Line("a, b", "say \"so\"", "", new Ratio(1, 2, 3), Double.NaN, 4, 5, "x");
    assertEquals(raced, Line.of(raced.csv()));
    var note = Line.note("t", "r", "c", "is not here, because");
    assertEquals(note, Line.of(note.csv()));
    assertEquals(10, Csv.fields(Line.HEAD).size());
  }

  @Test
  void a_table_has_a_row_and_a_column_for_each_name_and_holes_for_what_was_not_measured() {
    String table =
        Table.all(
            List.of(
                Line.note("size", "1", "peer", "x"), Line.note("size", "2", "other peer", "y")));
    assertEquals(
        """
        | size | peer | other peer |
        | ---- | ---- | ---------- |
        | 1    | x    |            |
        | 2    |      | y          |
        """,
        table);
  }

  @Test
  void a_topic_that_does_not_exist_is_named() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Main.topic("gem"));
    assertTrue(refused.getMessage().startsWith("bench: there is no topic \"gem\", only [gemm"));
  }

  @Test
  void every_multiplier_is_compared_with_ours_before_it_runs() {
    Multiplier wrong =
        new Multiplier() {
          @Override
          public String name() {
            return "wrong";
          }

          @Override
          public Ready ready(Product product) {
            return new OurKernel.OnHeap(() -> {}, new double[product.m * product.n]);
          }
        };
    for (Product.Form form : Product.Form.values()) {
      var product = new Product(form, 3, 5, 7);
      for (Multiplier peer : List.of(new OpenBlas(), new Ejml(), new Netlib()))
        assertEquals(210, peer.contestant(product).work());
      assertThrows(IllegalStateException.class, () -> wrong.contestant(product));
    }
  }
}
