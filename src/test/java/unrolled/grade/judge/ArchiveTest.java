package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unrolled.grade.compile.Compilers;
import unrolled.grade.sandbox.Protection;
import unrolled.grade.sandbox.Stage;
import unrolled.player.host.Archive;
import unrolled.player.host.Program;

/** Players start from the archive, and play as without it. */
class ArchiveTest {
  @Test
  void a_player_of_any_exercise_takes_its_classes_from_the_archive() throws Exception {
    try (Stage stage = Stage.set(List.of(Rnn.EXERCISE))) {
      List<Path> jars = stage.classPath(Rnn.EXERCISE);
      assertEquals(Optional.empty(), Archive.beside(jars));
      assertTrue(stage.rehearse(Rnn.EXERCISE));
      List<String> command = new ArrayList<>(Program.PLAYER.java(jars));
      command.add(command.indexOf("-cp"), "-Xlog:class+load:stdout");
      Process player = new ProcessBuilder(command).start();
      player.getOutputStream().close();
      String loaded = new String(player.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      for (String type : List.of("unrolled.player.Player", "unrolled.player.Message")) {
        assertTrue(loaded.contains(type + " source: shared objects file (top)"), loaded);
      }
    }
  }

  @Test
  void an_answer_is_judged_alike_with_it() {
    Protection protection = Protection.here();
    try (Stage stage = Stage.set(List.of(Rnn.EXERCISE));
        Compilers compilers = Compilers.on(stage, protection.sandbox())) {
      Secret secret = new Secret("a test");
      Judge judge =
          new Judge(Rnn.EXERCISE, Optional.empty(), secret, 1, stage, protection, compilers);
      Verdict without = judge.judge(Rnn.answerOf(Rnn.solution()));
      stage.rehearse(Rnn.EXERCISE);
      assertEquals(without, judge.judge(Rnn.answerOf(Rnn.solution())));
      assertTrue(without.passed(), without::toString);
    }
  }
}
