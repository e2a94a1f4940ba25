package unrolled.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.data.Pair;
import unrolled.layer.EncoderDecoder.Looking;

/** The figures of the project can be reached, and not without what the task is about. */
@Tag("slow")
class ProjectClaimsTest {
  /** The share without a mistake of each seed. */
  private static double[] exact(Supplier<OwnNetwork> network) {
    return LongStream.of(11, 12, 13)
        .parallel()
        .mapToDouble(
            seed -> {
              OwnNetwork own = network.get();
              return new Examination(own.task(), seed).run(own, point -> {}).exact();
            })
        .toArray();
  }

  private static void reaches(Supplier<OwnNetwork> network) {
    double[] exact = exact(network);
    double figure = network.get().task().figure();
    assertTrue(Arrays.stream(exact).min().orElseThrow() >= figure, Arrays.toString(exact));
  }

  private static void staysBelow(double share, Supplier<OwnNetwork> network) {
    double[] exact = exact(network);
    assertTrue(Arrays.stream(exact).max().orElseThrow() < share, Arrays.toString(exact));
  }

  @Test
  void word_starts_need_both_directions() {
    reaches(() -> new LibraryNetworks.WordStarts(true));
    staysBelow(ProjectTask.WORD_STARTS.figure(), () -> new LibraryNetworks.WordStarts(false));
  }

  @Test
  void the_language_of_a_name_can_be_read_from_the_last_state() {
    reaches(LibraryNetworks.Languages::new);
  }

  /** Counts pieces of one to four letters, each language's share of them: no network at all. */
  private static final class Table implements OwnNetwork {
    private final Map<String, double[]> counts = new HashMap<>();
    private final double[] all = new double[10];

    @Override
    public ProjectTask task() {
      return ProjectTask.LANGUAGES;
    }

    @Override
    public void begin(String sourceLetters, String targetLetters, RandomGenerator rng) {}

    private static List<String> pieces(String name) {
      String text = "<" + name + ">";
      return IntStream.rangeClosed(1, 4)
          .boxed()
          .flatMap(
              n ->
                  IntStream.rangeClosed(0, text.length() - n)
                      .mapToObj(i -> text.substring(i, i + n)))
          .toList();
    }

    @Override
    public double learn(List<Pair> batch) {
      for (Pair pair : batch) {
        int language = pair.target().charAt(0) - '0';
        for (String piece : pieces(pair.source())) {
          counts.computeIfAbsent(piece, p -> new double[10])[language]++;
          all[language]++;
        }
      }
      return 0;
    }

    private double logP(String name, int language) {
      return pieces(name).stream()
          .mapToDouble(
              p ->
                  Math.log(
                      (counts.getOrDefault(p, new double[10])[language] + 0.1)
                          / (all[language] + 0.1 * counts.size())))
          .sum();
    }

    @Override
    public List<String> answer(List<String> sources) {
      return sources.stream()
          .map(
              name ->
                  IntStream.range(0, 6)
                      .boxed()
                      .max(Comparator.comparingDouble(language -> logP(name, language)))
                      .orElseThrow()
                      .toString())
          .toList();
    }
  }

  /** So the figure alone does not say that there is a network. */
  @Test
  void a_table_of_pieces_knows_the_language_as_well() {
    double[] exact = exact(Table::new);
    System.out.println("a table of pieces: " + Arrays.toString(exact));
    assertTrue(Arrays.stream(exact).allMatch(share -> share > 0.7), Arrays.toString(exact));
  }

  @Test
  void dates_need_a_look_back() {
    reaches(() -> new LibraryNetworks.Dates(Looking.AT_EACH_STEP));
    staysBelow(0.5, () -> new LibraryNetworks.Dates(Looking.NEVER));
  }

  @Test
  void our_own_network_passes_with_pieces_of_the_exercises() {
    OwnSources sources = OwnSources.read(unrolled.exercise.Home.path().resolve("solutions"));
    assertEquals(6, sources.exercises().size());
    reaches(sources.compile());
  }
}
