package unrolled.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.data.Pair;

class ExaminationTest {
  /** Learns by heart: the answers that it has seen, and the last one for what it has not. */
  private static class ByHeart implements OwnNetwork {
    final ProjectTask task;
    final Map<String, String> seen = new HashMap<>();
    final Set<String> asked = new HashSet<>();
    String last = "";
    String letters;

    ByHeart(ProjectTask task) {
      this.task = task;
    }

    @Override
    public ProjectTask task() {
      return task;
    }

    @Override
    public void begin(String sourceLetters, String targetLetters, RandomGenerator rng) {
      letters = sourceLetters;
    }

    @Override
    public double learn(List<Pair> batch) {
      for (Pair pair : batch) {
        seen.put(pair.source(), pair.target());
        last = pair.target();
      }
      return 1;
    }

    @Override
    public List<String> answer(List<String> sources) {
      asked.addAll(sources);
      return sources.stream().map(source -> seen.getOrDefault(source, last)).toList();
    }
  }

  private static Examination.Result run(OwnNetwork network, long seed) {
    return new Examination(network.task(), seed).run(network, point -> {});
  }

  @ParameterizedTest
  @EnumSource(ProjectTask.class)
  void what_is_asked_was_never_in_a_batch_and_learning_by_heart_does_not_pass(ProjectTask task) {
    var network = new ByHeart(task);
    Examination.Result result = run(network, 5);
    assertTrue(network.asked.size() > 500, "asked: " + network.asked.size());
    assertTrue(Collections.disjoint(network.asked, network.seen.keySet()));
    assertTrue(result.exact() < 0.4, "exact: " + result.exact());
    assertFalse(result.passed());
  }

  @ParameterizedTest
  @EnumSource(ProjectTask.class)
  void another_seed_exchanges_the_letters_in_another_way(ProjectTask task) {
    List<Pair> one = task.drawn(3);
    List<Pair> same = task.drawn(3);
    assertEquals(one, same);
    Set<String> known = new HashSet<>(one.stream().map(Pair::source).toList());
    long shared = task.drawn(4).stream().filter(pair -> known.contains(pair.source())).count();
    assertTrue(shared < one.size() / 50, shared + " of " + one.size());
  }

  /** Read back, a text is one of the plain ones, with its own target. */
  @ParameterizedTest
  @EnumSource(value = ProjectTask.class, names = "DATES", mode = EnumSource.Mode.EXCLUDE)
  void the_letters_are_exchanged_and_nothing_else(ProjectTask task) {
    List<Pair> plain = task.plain(null);
    List<Pair> drawn = task.drawn(7);
    assertEquals(plain.size(), drawn.size());
    assertEquals(shapes(plain), shapes(drawn));
    assertNotEquals(
        Set.copyOf(plain.stream().map(Pair::source).toList()),
        Set.copyOf(drawn.stream().map(Pair::source).toList()));
  }

  /** Which letters of a text are the same, with its target: "noon" and "abba" have one shape. */
  private static List<String> shapes(List<Pair> pairs) {
    return pairs.stream()
        .map(
            pair ->
                Arrays.toString(pair.source().chars().map(pair.source()::indexOf).toArray())
                    + pair.target())
        .sorted()
        .toList();
  }

  @Test
  void targets_have_the_form_that_the_statement_says() {
    for (Pair pair : ProjectTask.WORD_STARTS.drawn(1)) {
      assertEquals(pair.source().length(), pair.target().length(), pair.toString());
      assertTrue(pair.target().matches("1[01]*"), pair.toString());
    }
    for (Pair pair : ProjectTask.LANGUAGES.drawn(1)) {
      assertTrue(pair.target().matches("[0-5]"), pair.toString());
    }
    for (Pair pair : ProjectTask.DATES.drawn(1)) {
      assertTrue(pair.target().matches("(19|20)\\d\\d-\\d\\d-\\d\\d"), pair.toString());
    }
  }

  @Test
  void a_network_that_answers_right_passes_with_a_curve_of_ten_points() {
    Map<String, String> answers = new HashMap<>();
    ProjectTask.LANGUAGES.drawn(9).forEach(pair -> answers.put(pair.source(), pair.target()));
    var points = new ArrayList<Examination.Point>();
    var network =
        new ByHeart(ProjectTask.LANGUAGES) {
          @Override
          public List<String> answer(List<String> sources) {
            return sources.stream().map(answers::get).toList();
          }
        };
    Examination.Result result = new Examination(network.task(), 9).run(network, points::add);
    assertEquals(1, result.exact());
    assertTrue(result.passed());
    assertEquals(10, points.size());
    assertEquals(ProjectTask.LANGUAGES.steps(), points.get(9).step());
    assertEquals(3, result.examples().size());
    assertTrue(result.examples().get(0).endsWith("(right)"), result.examples().get(0));
  }

  private static String refused(OwnNetwork network) {
    return assertThrows(IllegalStateException.class, () -> run(network, 2)).getMessage();
  }

  @Test
  void a_loss_that_is_no_number_ends_the_run_with_the_step() {
    var network =
        new ByHeart(ProjectTask.LANGUAGES) {
          int steps;

          @Override
          public double learn(List<Pair> batch) {
            return ++steps < 4 ? 1 : Double.NaN;
          }
        };
    assertEquals(
        "The loss of step 4 is NaN; a finite number was expected. Look for a logarithm of 0 or a"
            + " 0 / 0; if the numbers only grew too large, clip the gradients or use a smaller"
            + " learning rate.",
        refused(network));
  }

  @Test
  void answers_that_are_missing_are_said() {
    assertTrue(refused(answering(null)).contains("200 texts and gave null;"));
    assertTrue(refused(answering(List.of("0"))).contains("200 texts and gave 1 answers;"));
    assertTrue(refused(answering(Arrays.asList(new String[200]))).contains("gave null for one;"));
  }

  @Test
  void answers_that_all_have_the_wrong_length_are_remarked_on() {
    var points = new ArrayList<Examination.Point>();
    var network = answering(Collections.nCopies(200, "19"));
    // The test has more texts than the validation, so it ends there.
    assertThrows(
        IllegalStateException.class,
        () -> new Examination(network.task(), 3).run(network, points::add));
    assertEquals(10, points.size());
    assertTrue(
        points.get(0).remark().matches("no answer has the length of the right one: “19” for “\\d”"),
        points.get(0).remark());
  }

  private static OwnNetwork answering(List<String> answers) {
    return new ByHeart(ProjectTask.LANGUAGES) {
      @Override
      public List<String> answer(List<String> sources) {
        return answers;
      }
    };
  }
}
