package unrolled.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
