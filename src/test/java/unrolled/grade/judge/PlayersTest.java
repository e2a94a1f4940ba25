package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Compiler;
import unrolled.grade.compile.Compilation;
import unrolled.grade.compile.Compilers;
import unrolled.grade.sandbox.Protection;
import unrolled.grade.sandbox.Stage;
import unrolled.player.host.Lambdas;

/** A player that others have had is as good as a fresh one, or is not handed on. */
class PlayersTest {
  private static final int WAITING = 3;

  /** A call that does not end closes its player: one of them is tried below. */
  private static final Pattern SLOW = Pattern.compile("endless|hanging|huge-output");

  /** Recurses until the stack is full, where the matrices are used for the first time. */
  private static final String FULL_STACK =
      "return down(x); } static Matrix down(Matrix x) { return down(x.plus(x)).plus(x);";

  private static final String COUNTS =
      "calls++; return x.matmul(Wx).scale(calls); } static int calls; static void none() {";

  private static final String ENDLESS = "while (x.rows() > 0) { b.set(0, 0, 1); } return b;";
  private static final String TELLS_IDENTITY = "System.out.println(new double[3]);";

  /** What stands in the attacks for places and numbers of this machine: none is reached. */
  private static final Map<String, String> WORDS =
      Stream.of(
              "NONCE SLEEP OPEN PRIVATE SECRET STAGE HOME PORT UDP GRADER VICTIM SESSION"
                  .split(" "))
          .collect(Collectors.toMap(word -> word, word -> "7"));

  private static Stage stage;
  private static Protection protection;
  private static Compilers compilers;

  private final Players shared = new Players(stage, protection, WAITING);

  @BeforeAll
  static void set() {
    stage = Stage.set(List.of(Rnn.EXERCISE));
    protection = Protection.here();
    compilers = Compilers.on(stage, protection.sandbox());
  }

  @AfterAll
  static void clear() {
    compilers.close();
    stage.close();
  }

  @AfterEach
  void close() {
    shared.close();
  }

  @Test
  void answers_are_judged_as_in_a_player_of_their_own_whoever_was_there_before() {
    List<String> sources =
        new ArrayList<>(
            List.of(
                Rnn.solution(),
                Rnn.solutionAfter("System.out.println(\"rows \" + x.rows());"),
                Rnn.zerosAfter(""),
                Rnn.answer("return x.matmul(Wx).plusRow(b).map(Math::tanh);"),
                Rnn.answer("throw new IllegalStateException(\"no \" + x.rows());"),
                Rnn.answer(COUNTS),
                Rnn.answer(FULL_STACK),
                Rnn.answer("double[] all = new double[1 << 28]; return Matrix.row(all);"),
                Rnn.answer(
                    "return Matrix.row(new double[] {kept == null ? 1 : 2}); } "
                        + "static double[] kept = new double[1 << 24]; static void none() {"),
                Rnn.solutionAfter(TELLS_IDENTITY),
                Rnn.solutionAfter("System.setProperty(\"line.separator\", \"!\");"),
                Rnn.solutionAfter("try { x.get(-1, 0); } catch (Throwable e) { }")));
    List<Verdict> alone = judged(new Players(stage, protection, 0), sources);
    assertTrue(alone.get(0).passed(), () -> alone.get(0).toString());
    var random = new Random(5);
    for (int round = 0; round < 2; round++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        order.addAll(Collections.nCopies(2, i));
      }
      Collections.shuffle(order, random);
      List<Verdict> verdicts = judged(shared, order.stream().map(sources::get).toList());
      for (int i = 0; i < order.size(); i++) {
        int number = order.get(i);
        assertEquals(alone.get(number), verdicts.get(i), () -> sources.get(number));
      }
    }
  }

  /**
   * Attacks on the marks and on the limits, mostly: what reaches further does more than compute.
   */
  @Test
  void what_an_attack_that_only_computes_leaves_is_nothing() throws Exception {
    Verdict honest = judge(shared).judge(Rnn.answerOf(Rnn.solution()));
    int tried = 0;
    for (Attack attack : Attack.all()) {
      Map<String, String> sources = attack.answer(WORDS).sources();
      if (attack.isOnTheCompiler()
          || SLOW.matcher(attack.name()).lookingAt()
          || sources.isEmpty()) {
        continue;
      }
      var compiled = Compiler.compile(sources, stage.classPath(Rnn.EXERCISE));
      Map<String, byte[]> classes = Lambdas.asNamedClasses(compiled.classes());
      if (compiled.errors().isEmpty() && PureComputation.isAllOf(Rnn.EXERCISE, classes)) {
        judge(shared).play(new Compilation(classes, "", ""));
        assertEquals(honest, judge(shared).judge(Rnn.answerOf(Rnn.solution())), attack.name());
        tried++;
      }
    }
    assertTrue(tried > 10, "only " + tried + " attacks compute alone");
  }

  @Test
  void an_answer_that_only_computes_leaves_its_player_to_the_next() {
    judge(shared).judge(Rnn.answerOf(Rnn.solution()));
    long first = waiting().orElseThrow();
    judge(shared).judge(Rnn.answerOf(Rnn.zerosAfter("System.out.println(x.rows());")));
    assertEquals(Optional.of(first), waiting());
  }

  @Test
  void one_that_could_do_more_has_a_player_of_its_own() {
    judge(shared).judge(Rnn.answerOf(Rnn.solution()));
    long first = waiting().orElseThrow();
    judge(shared).judge(Rnn.answerOf(Rnn.solutionAfter("System.gc();")));
    assertEquals(Optional.of(first), waiting());
  }

  @Test
  void a_player_in_which_stack_or_memory_was_full_or_a_call_did_not_end_is_not_handed_on() {
    for (String body : List.of(FULL_STACK, ENDLESS)) {
      judge(shared).judge(Rnn.answerOf(Rnn.solution()));
      judge(shared).judge(Rnn.answerOf(Rnn.answer(body)));
      assertEquals(Optional.empty(), waiting(), body);
    }
  }

  @Test
  void there_are_no_more_that_wait_than_are_allowed() {
    List<Players.Turn> turns = new ArrayList<>();
    for (int i = 0; i < WAITING + 2; i++) {
      turns.add(shared.fresh(Rnn.EXERCISE));
    }
    for (Players.Turn turn : turns) {
      turn.keep();
      turn.close();
    }
    assertEquals(WAITING, turns.stream().filter(turn -> !turn.player().isEnded()).count());
    shared.close();
    assertTrue(turns.stream().allMatch(turn -> turn.player().isEnded()));
  }

  /** The process that waits for the next answer, which goes on to wait. */
  private Optional<Long> waiting() {
    return shared
        .again(Rnn.EXERCISE)
        .map(
            turn -> {
              turn.keep();
              turn.close();
              return turn.player().pid();
            });
  }

  private static List<Verdict> judged(Players players, List<String> sources) {
    return sources.stream().map(source -> judge(players).judge(Rnn.answerOf(source))).toList();
  }

  private static Judge judge(Players players) {
    return new Judge(Rnn.EXERCISE, Optional.empty(), new Secret("a test"), 1, players, compilers);
  }
}
