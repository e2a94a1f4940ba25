package unrolled.grade.judge;

import e05_rnn_step.RnnStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Graded;
import unrolled.grade.compile.Compilation;
import unrolled.grade.compile.Compilers;
import unrolled.grade.intake.Answer;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;
import unrolled.grade.sandbox.Sandbox;
import unrolled.grade.sandbox.Stage;
import unrolled.matrix.Matrix;

/** Carries attacks out, and sees what they have come to. */
public final class Attempts implements AutoCloseable {
  /** An input of the hidden test, which nobody is to be told. */
  static final String HIDDEN_INPUT = "0.123456789";

  /** The teacher's own test. */
  @Graded
  static final class Hidden {
    private final RnnStep step = Exercise.subject(RnnStep.class);

    @Test
    @Order(1)
    void a_hidden_value_comes_out() {
      double input = Double.parseDouble(HIDDEN_INPUT);
      Matrix one = Matrix.row(1);
      Matrix h = step.forward(Matrix.row(input), Matrix.row(0), one, one, Matrix.row(0));
      Expect.close("h", Matrix.row(Math.tanh(input)), h, "for the input " + HIDDEN_INPUT);
    }
  }

  /**
   * What has become of an attack.
   *
   * @param verdict what was found of it
   * @param reached what it has reached outside of its process; empty if nothing
   */
  record Outcome(Verdict verdict, List<String> reached) {
    int counting() {
      return (int) verdict.rows().stream().filter(Verdict.Row::counts).count();
    }
  }

  final Stage stage = Stage.set(List.of(Rnn.EXERCISE));
  private final Map<Sandbox, Compilers> compilers = new ConcurrentHashMap<>();
  private final Map<Level, String> problems = new EnumMap<>(Level.class);

  public Attempts() {
    for (Level level : Level.values()) {
      problems.put(level, Protection.problem(stage, level));
    }
  }

  /** Why nothing can be tried at this level; empty if it can. */
  String problem(Level level) {
    return problems.get(level);
  }

  Judge judge(Sandbox sandbox) {
    var protection = new Protection(sandbox, List.of());
    var hidden = new HiddenTests(Hidden.class, Map.of());
    return new Judge(
        Rnn.EXERCISE,
        Optional.of(hidden),
        new Secret("a test"),
        1,
        new Players(stage, protection, 0),
        compilers(sandbox));
  }

  /** Compiles and scans. */
  public Compilation compiled(Answer answer) {
    Compilers compilers = compilers(sandbox(strongest()));
    return Compilation.of(Rnn.EXERCISE, answer, compilers, stage.classPath(Rnn.EXERCISE));
  }

  private Compilers compilers(Sandbox sandbox) {
    return compilers.computeIfAbsent(sandbox, around -> Compilers.on(stage, around));
  }

  /** The strongest level that works here. */
  Level strongest() {
    return problems.entrySet().stream()
        .filter(one -> one.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  static Sandbox sandbox(Level level) {
    return new Sandbox(level, Protection.isRoot());
  }

  /** Hands in honest work. */
  Verdict honest(Level level, String source) {
    return judge(sandbox(level)).judge(Rnn.answerOf(source));
  }

  /** Carries an attack out as if the scan had let it through. */
  Outcome unscanned(Attack attack, Sandbox sandbox) throws IOException, InterruptedException {
    try (Arena arena = new Arena(stage)) {
      var sources = attack.answer(arena.words()).sources();
      var compiled = Compiler.compile(sources, stage.classPath(Rnn.EXERCISE));
      if (!compiled.errors().isEmpty()) {
        String problem = "It does not compile: " + compiled.errors();
        return outcome(Verdict.unplayed("e05", 10, problem), arena);
      }
      Verdict verdict = judge(sandbox).play(new Compilation(compiled.classes(), "", ""));
      return outcome(verdict, arena);
    }
  }

  private static Outcome outcome(Verdict verdict, Arena arena)
      throws IOException, InterruptedException {
    var reached = new ArrayList<String>();
    verdict.printed().lines().filter(line -> line.contains("REACHED")).forEach(reached::add);
    reached.addAll(arena.reached());
    return new Outcome(verdict, reached);
  }

  @Override
  public void close() {
    compilers.values().forEach(Compilers::close);
    stage.close();
  }
}
