package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.grade.compile.Compilation;
import unrolled.grade.compile.Compilers;
import unrolled.grade.intake.Answer;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;
import unrolled.grade.sandbox.Sandbox;
import unrolled.grade.sandbox.Stage;
import unrolled.player.host.Archive;
import unrolled.player.host.Box;
import unrolled.player.host.PlayerProcess;
import unrolled.player.host.Program;
import unrolled.player.host.Remote;

/** Players start from the archive, and play as without it. */
class ArchiveTest {
  /** The JVM keeps them in no archive. */
  private static final String EVENTS = "jdk.internal.event.";

  /** Arrays and a record go over the wire of the second, and numbers over that of the first. */
  @ParameterizedTest
  @ValueSource(strings = {"e05", "e11"})
  void a_player_takes_all_but_the_answer_from_the_archive(String id, @TempDir Path folder)
      throws IOException {
    Exercise exercise = Exercise.of(id);
    Path log = folder.resolve("classes.txt");
    try (Stage stage = Stage.set(List.of(exercise));
        Compilers compilers = Compilers.on(stage, new Sandbox(Level.PROCESS, false))) {
      List<Path> jars = stage.classPath(exercise);
      assertEquals(Optional.empty(), Archive.beside(jars));
      assertTrue(stage.rehearse(exercise));
      Compilation answer = Compilation.of(exercise, ourAnswer(exercise), compilers, jars);
      try (var player = PlayerProcess.start(logging(log), stage.wings(), jars)) {
        var remote =
            Remote.load(player, exercise.contract(), exercise.answerName(), answer.classes());
        CheckResult result = Check.judge(exercise, remote::instance, exercise.tests(), 1);
        assertTrue(result.passed(), result::toString);
      }
    }
    List<String> ofThePlayer = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      boolean isAnswer = line.contains("] " + exercise.answerName());
      if (line.contains("source: shared objects file")) {
        ofThePlayer.add(line);
      } else if (line.contains("source: ") && !isAnswer && !line.contains(EVENTS)) {
        elsewhere.add(line);
      }
    }
    assertTrue(ofThePlayer.stream().anyMatch(line -> line.contains("unrolled.player.Wire")));
    assertEquals(List.of(), elsewhere, "what starts slowly in every player");
  }

  private static Answer ourAnswer(Exercise exercise) throws IOException {
    String file = exercise.answerName().replace('.', '/') + ".java";
    String source = Files.readString(Home.path().resolve("solutions").resolve(file));
    return new Answer(new TreeMap<>(Map.of(file, source)));
  }

  /** No box, but a JVM that says where it takes each class from. */
  private static Box logging(Path log) {
    return new Box() {
      @Override
      public List<String> command(Path folder, List<Path> jars, Program program) {
        List<String> command = new ArrayList<>(Box.NONE.command(folder, jars, program));
        command.add(command.indexOf("-cp"), "-Xlog:class+load:file=" + log);
        return command;
      }

      @Override
      public boolean endsWithItsProgram() {
        return Box.NONE.endsWithItsProgram();
      }

      @Override
      public void sweep() {
        // As without a box, there is nothing to sweep.
      }

      @Override
      public void close() {
        Box.NONE.close();
      }
    };
  }

  @Test
  void an_answer_is_judged_alike_with_it() {
    Protection protection = Protection.here();
    try (Stage stage = Stage.set(List.of(Rnn.EXERCISE));
        Compilers compilers = Compilers.on(stage, protection.sandbox())) {
      Secret secret = new Secret("a test");
      Judge judge =
          new Judge(
              Rnn.EXERCISE,
              Optional.empty(),
              secret,
              1,
              new Players(stage, protection, 0),
              compilers);
      Verdict without = judge.judge(Rnn.answerOf(Rnn.solution()));
      stage.rehearse(Rnn.EXERCISE);
      assertEquals(without, judge.judge(Rnn.answerOf(Rnn.solution())));
      assertTrue(without.passed(), without::toString);
    }
  }
}
