package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.State;
import unrolled.layer.Samples.Pass;
import unrolled.matrix.gemm.ThreadTeam;
import unrolled.reference.Agreement;
import unrolled.reference.Subject;

/** The same numbers to the last bit, however many parts the work is cut into. */
class PartsTest {
  private static final int N = 11;
  private static final int T = 5 * Stretch.ROWS / N / 2; // two stretches and a half

  static Stream<Subject<?>> cells() {
    return Subject.all(21, 45);
  }

  @ParameterizedTest
  @MethodSource("cells")
  <S extends State<S>> void the_number_of_parts_changes_no_bit(Subject<S> subject) {
    RandomGenerator rng = new SplittableRandom(3);
    for (boolean padded : new boolean[] {false, true}) {
      Sequence full = Samples.sequence(T, N, 21, rng);
      Sequence xs = padded ? full.withLengths(Samples.lengths(T, N, rng)) : full;
      Sequence dh = Samples.like(xs, 45, rng);
      S initial = Samples.state(subject.cell().zeroState(N), rng);
      S dLast = Samples.state(subject.cell().zeroState(N), rng);
      Pass one = Pass.of(cut(subject, 1), xs, initial, dh, dLast);
      for (int parts : new int[] {2, 3, 5, N, 100}) {
        Agreement exact = new Agreement(subject + " in " + parts + " parts", 0);
        Pass several = Pass.of(cut(subject, parts), xs, initial, dh, dLast);
        one.compareForward(exact, several);
        one.compareBackward(exact, several);
        exact.verify();
      }
    }
  }

  @Test
  void stretches_cover_every_step_once_in_both_directions() {
    for (int T : new int[] {1, 5, 23, 24, 46, 60}) {
      for (int N : new int[] {1, 11, 300}) {
        Stretch stretch = new Stretch();
        stretch.shape(T, N);
        List<String> there = new ArrayList<>();
        List<String> back = new ArrayList<>();
        int steps = 0;
        for (stretch.toStart(); stretch.next(); steps += stretch.end - stretch.first) {
          there.add(stretch.first + " to " + stretch.end);
        }
        for (stretch.toEnd(); stretch.previous(); ) {
          back.add(0, stretch.first + " to " + stretch.end);
        }
        assertEquals(T, steps);
        assertEquals(there, back);
      }
    }
  }

  private static <S extends State<S>> Layer<S> cut(Subject<S> subject, int parts) {
    Layer<S> layer = Samples.fused(subject.cell());
    ((FusedLayer<S>) layer).parts.threads = parts;
    return layer;
  }

  @Test
  void parts_cover_everything_once() {
    Parts parts = new Parts();
    parts.threads = 7;
    parts.choose(1_000_000, 5);
    int[] cuts = IntStream.rangeClosed(0, 5).map(part -> parts.cut(12, part)).toArray();
    assertTrue(cuts[0] == 0 && cuts[5] == 12, "from the first to the last");
    for (int part = 0; part < 5; part++) {
      assertTrue(cuts[part] < cuts[part + 1]);
    }
  }

  @Test
  void little_work_is_not_shared() {
    Parts parts = new Parts();
    parts.threads = 7;
    parts.choose(1000, 5);
    assertTrue(parts.cut(12, 1) == 12);
    assertTrue(ThreadTeam.shared().threads() >= 1);
  }
}
