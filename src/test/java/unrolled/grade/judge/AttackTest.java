package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.grade.compile.Compilation;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;
import unrolled.grade.sandbox.Sandbox;
import unrolled.grade.sandbox.Traces;
import unrolled.player.Bounds;

/**
 * Every attack in the strongest sandbox that works here, without the scan that would refuse most of
 * them; with {@code UNROLLED_ATTACK_LEVELS=all} in the environment, or a list such as {@code
 * limits,process}, in these. None earns a mark more than the honest work in it, none learns a
 * hidden input, and what it reaches is what its README says, no more and no less.
 */
class AttackTest {
  /** The ladder's, and one of the teacher's own. */
  private static final int TESTS = Rnn.EXERCISE.rungs().size() + 1;

  private static final int WORKERS = 3;
  private static final int LOOKS = 50;

  private static final Map<String, Future<Attempts.Outcome>> OUTCOMES = new TreeMap<>();
  private static final Map<Level, List<Future<Verdict>>> NEIGHBOURS = new TreeMap<>();
  private static final AttackTable TABLE = new AttackTable();

  private static Attempts attempts;
  private static ExecutorService workers;
  private static Host before;

  /** What of this process an attack might change. */
  record Host(Properties properties, Locale locale, TimeZone zone, Object out, Object err) {
    static Host now() {
      TimeZone zone = TimeZone.getDefault(); // Sets a property when it is first asked for.
      var properties = (Properties) System.getProperties().clone();
      return new Host(properties, Locale.getDefault(), zone, System.out, System.err);
    }
  }

  /** All are begun here, a few at a time; the tests wait for them and look at them. */
  @BeforeAll
  static void attack() {
    before = Host.now();
    attempts = new Attempts();
    workers = Executors.newFixedThreadPool(WORKERS);
    for (Level level : Level.values()) {
      if (!problem(level).isEmpty()) {
        continue;
      }
      NEIGHBOURS.put(level, new ArrayList<>());
      int count = 0;
      for (Attack attack : attacks()) {
        OUTCOMES.put(
            attack.name() + " " + level,
            workers.submit(() -> attempts.unscanned(attack, Attempts.sandbox(level))));
        if (count++ % 10 == 0) {
          NEIGHBOURS.get(level).add(workers.submit(() -> attempts.honest(level, Rnn.solution())));
        }
      }
    }
  }

  @AfterAll
  static void clear() throws Exception {
    workers.shutdownNow();
    attempts.close();
    TABLE.write();
  }

  static List<Attack> attacks() {
    return Attack.all().stream()
        .filter(attack -> !attack.isOnTheCompiler() && !attack.says("by") && !attack.says("slow"))
        .toList();
  }

  static List<Arguments> attacksAndLevels() {
    List<Arguments> all = new ArrayList<>();
    for (Attack attack : attacks()) {
      for (Level level : Level.values()) {
        all.add(Arguments.of(attack.name(), level, attack));
      }
    }
    return all;
  }

  /** Why a level is not tried; empty if it is. */
  private static String problem(Level level) {
    return wanted().contains(level)
        ? attempts.problem(level)
        : "UNROLLED_ATTACK_LEVELS does not name it, and it is not the strongest that works";
  }

  private static List<Level> wanted() {
    String named = System.getenv("UNROLLED_ATTACK_LEVELS");
    if (named == null) {
      return Stream.of(Level.values()).filter(l -> attempts.problem(l).isEmpty()).limit(1).toList();
    }
    return named.equals("all")
        ? List.of(Level.values())
        : Stream.of(named.split(",")).map(Level::of).toList();
  }

  private static void assumeWorks(Level level) {
    String problem = problem(level);
    assumeTrue(problem.isEmpty(), level.word() + " is not tried: " + problem);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("attacksAndLevels")
  void it_comes_to_what_its_README_says(String name, Level level, Attack attack) throws Throwable {
    if (!problem(level).isEmpty()) {
      TABLE.put(attack, level.word(), "skipped");
    }
    assumeWorks(level);
    Attempts.Outcome outcome;
    try {
      outcome = OUTCOMES.get(name + " " + level).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
    // What is open must be seen to be: a busy machine may end the attack before it gets there.
    for (int again = 0; again < 3 && attack.isOpen(level) && outcome.reached().isEmpty(); again++) {
      outcome = attempts.unscanned(attack, Attempts.sandbox(level));
    }
    TABLE.put(attack, level.word(), outcome);
    Verdict verdict = outcome.verdict();
    if (attack.says("loads")) {
      assertTrue(verdict.problem().startsWith("It cannot be loaded"), verdict::problem);
      return;
    }
    if (attack.says("compiles")) {
      assertEquals(0, verdict.points(), verdict::toString);
      assertTrue(verdict.problem().startsWith("It does not compile"), verdict::problem);
      return;
    }
    assertEquals("", verdict.problem());
    assertEquals(TESTS, verdict.rows().size(), "every test is there");
    assertTrue(outcome.counting() <= attack.honest(level), outcome::toString);
    assertEquals(attack.isOpen(level), !outcome.reached().isEmpty(), outcome::toString);
    assertFitToBeShown(verdict);
    if (!attack.isOpen(level)) {
      assertTellsNothingHidden(verdict);
    }
  }

  private static void assertFitToBeShown(Verdict verdict) {
    for (Verdict.Row row : verdict.rows()) {
      assertTrue(row.passed() || !row.message().isEmpty(), "a reason is given");
      assertTrue(row.message().length() <= 2002, "of bounded length");
    }
    assertTrue(verdict.printed().length() <= Bounds.PRINTED_BYTES + 2);
    boolean strange =
        verdict.toString().codePoints().anyMatch(c -> c != '\n' && Character.isISOControl(c));
    assertFalse(strange, verdict::toString);
  }

  private static void assertTellsNothingHidden(Verdict verdict) {
    var told = new StringBuilder(verdict.printed()).append(verdict.diagnosis());
    verdict.rows().forEach(row -> told.append(row.told()));
    assertFalse(told.toString().contains(Attempts.HIDDEN_INPUT), told::toString);
    assertFalse(verdict.rows().get(TESTS - 1).passed() && verdict.points() == 0);
  }

  static List<Attack> attacksOnTheCompiler() {
    return Attack.all().stream().filter(Attack::isOnTheCompiler).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacksOnTheCompiler")
  void the_compiler_comes_to_an_end_and_the_next_hand_in_compiles(Attack attack) throws Exception {
    Compilation compilation = attempts.compiled(attack.answer(Map.of()));
    boolean isOpen = attack.says("scan", "refuses").equals("passes");
    TABLE.put(attack, "scan", isOpen ? "passes" : "refused");
    assertEquals(isOpen, compilation.isUsable(), compilation::problem);
    assertTrue(attempts.compiled(Rnn.answerOf(Rnn.solution())).isUsable());
  }

  static List<Attack> attacksOnALayer() {
    return attacks().stream().filter(attack -> attack.layer().isPresent()).toList();
  }

  /** The third of three: without the box it is open, in it it is not, nor without one layer. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("attacksOnALayer")
  void it_is_open_again_with_only_its_layer_left_out(Attack attack) throws Exception {
    assumeWorks(attack.box());
    assumeFalse(!Protection.isRoot() && attack.isOpen(attack.box()), "only root can have it");
    assumeTrue(attack.isOpen(Level.PROCESS), "this JDK itself stands in its way");
    assertFalse(attack.isOpen(attack.box()));
    Sandbox sandbox = Attempts.sandbox(attack.box()).without(attack.layer().get());
    Attempts.Outcome outcome = attempts.unscanned(attack, sandbox);
    for (int again = 0; again < 3 && outcome.reached().isEmpty(); again++) {
      outcome = attempts.unscanned(attack, sandbox);
    }
    TABLE.put(
        attack,
        "without",
        attack.layer().get() + ": " + (outcome.reached().isEmpty() ? "held" : "reached"));
    assertFalse(outcome.reached().isEmpty(), outcome::toString);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void the_honest_neighbours_have_full_marks(Level level) throws Exception {
    assumeWorks(level);
    for (Future<Verdict> neighbour : NEIGHBOURS.get(level)) {
      Verdict verdict = neighbour.get();
      assertTrue(verdict.passed(), verdict::toString);
      assertEquals(10, verdict.points());
      assertEquals(level.word(), verdict.sandbox());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void zeros_hold_what_zeros_hold_and_have_no_points(Level level) throws Exception {
    assumeWorks(level);
    Verdict verdict = attempts.honest(level, Rnn.zerosAfter(""));
    assertEquals(3, verdict.rows().stream().filter(Verdict.Row::passed).count());
    assertEquals(0, verdict.points());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void the_scan_says_what_its_README_says(Attack attack) throws Exception {
    try (Arena arena = new Arena(attempts.stage)) {
      Compilation compilation = attempts.compiled(attack.answer(arena.words()));
      TABLE.put(attack, "scan", compilation.isUsable() ? "passes" : "refused");
      assertEquals(
          attack.says("scan", "refuses"),
          compilation.isUsable() ? "passes" : "refuses",
          compilation::problem);
    }
  }

  @Test
  void this_process_is_as_it_was() throws Exception {
    for (var outcome : OUTCOMES.values()) {
      outcome.get();
    }
    assertEquals(before, Host.now());
  }

  @Test
  void nothing_is_left_of_any_player() throws Exception {
    for (var outcome : OUTCOMES.values()) {
      outcome.get();
    }
    List<String> left = Traces.left();
    // A test class beside this one has players of its own, which come and go.
    for (int look = 0; look < LOOKS && !left.isEmpty(); look++) {
      Thread.sleep(100);
      left.retainAll(Traces.left());
    }
    assertEquals(List.of(), left);
  }
}
