package unrolled.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;

class OwnSourcesTest {
  private static final String NETWORK =
      """
      package project;
      import java.util.List;
      import java.util.random.RandomGenerator;
      import unrolled.data.Pair;
      import unrolled.project.*;
      public class MyNetwork implements OwnNetwork {
        public ProjectTask task() { return ProjectTask.LANGUAGES; }
        public void begin(String source, String target, RandomGenerator rng) {}
        public double learn(List<Pair> batch) { %s return 1; }
        public List<String> answer(List<String> sources) { return sources; }
      }
      """;

  @TempDir Path answers;

  private OwnSources sources(String file, String text) throws IOException {
    write(file, text);
    return OwnSources.read(answers);
  }

  private void write(String file, String text) throws IOException {
    Path path = answers.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String refused(OwnSources sources) {
    return assertThrows(IllegalStateException.class, sources::compile).getMessage();
  }

  @Test
  void ours_uses_six_exercises() {
    OwnSources ours = OwnSources.read(Home.path().resolve("solutions"));
    assertEquals(
        List.of("e01", "e06", "e07", "e11", "e13", "e14"),
        ours.exercises().stream().map(Exercise::id).toList());
    assertEquals(ProjectTask.WORD_STARTS, ours.compile().get().task());
  }

  @Test
  void the_starter_compiles_and_says_that_it_is_not_written() {
    OwnNetwork starter = OwnSources.read(Home.path().resolve("exercises")).compile().get();
    var missing =
        assertThrows(
            UnsupportedOperationException.class,
            () -> new Examination(starter.task(), 1).run(starter, point -> {}));
    assertEquals("the project: not written yet", missing.getMessage());
  }

  @Test
  void the_library_does_not_do_the_project() throws IOException {
    String message =
        refused(
            sources(
                "project/MyNetwork.java",
                NETWORK.formatted("new unrolled.cell.GruCell(2, 3, new java.util.Random(1));")));
    assertTrue(
        message.startsWith("The project cannot use unrolled.cell.GruCell: that would do the"),
        message);
    assertTrue(message.contains("your own classes of the exercises"), message);
  }

  @Test
  void files_and_reflection_are_closed() throws IOException {
    String message =
        refused(
            sources(
                "project/MyNetwork.java",
                NETWORK.formatted("new java.io.File(\"a\").delete(); getClass().getMethods();")));
    assertTrue(
        message.contains(
            "cannot use java.io.File: that needs files, which are not available in a project."),
        message);
    assertTrue(message.contains("java.lang.Class.getMethods: that uses reflection"), message);
  }

  @Test
  void a_second_file_and_an_answer_that_uses_another_answer_come_along() throws IOException {
    write(
        "e05_rnn_step/MyRnnStep.java",
        "package e05_rnn_step; public class MyRnnStep { public int two() { return 2; } }");
    write(
        "e06_rnn_sequence/MyRnnSequence.java",
        "package e06_rnn_sequence; public class MyRnnSequence {"
            + " public int two() { return new e05_rnn_step.MyRnnStep().two(); } }");
    write(
        "project/Part.java",
        "package project; class Part { int two() {"
            + " return new e06_rnn_sequence.MyRnnSequence().two(); } }");
    OwnSources own = sources("project/MyNetwork.java", NETWORK.formatted("new Part().two();"));
    assertEquals(List.of("e05", "e06"), own.exercises().stream().map(Exercise::id).toList());
    OwnNetwork network = own.compile().get();
    assertThrows(IllegalStateException.class, own::requireRecurrent);
    assertEquals(1, network.learn(List.of()));
    own.requireRecurrent();
  }

  @Test
  void a_table_that_only_names_a_recurrent_answer_is_no_network() throws IOException {
    write("e05_rnn_step/MyRnnStep.java", "package e05_rnn_step; public class MyRnnStep {}");
    OwnSources own =
        sources(
            "project/MyNetwork.java",
            NETWORK.formatted("if (batch == null) { new e05_rnn_step.MyRnnStep(); }"));
    own.compile().get().learn(List.of());
    String message = assertThrows(IllegalStateException.class, own::requireRecurrent).getMessage();
    assertTrue(message.contains("learns without a recurrent network of yours"), message);
    assertTrue(message.contains("at least one of e05, e06, e18,"), message);
  }

  @Test
  void what_is_missing_is_said() throws IOException {
    String nothing =
        assertThrows(IllegalStateException.class, () -> OwnSources.read(answers)).getMessage();
    assertTrue(nothing.contains("MyNetwork.java is not there"), nothing);
    String wrong = refused(sources("project/MyNetwork.java", "package project; class Other {}"));
    assertEquals("MyNetwork.java holds no class MyNetwork in the package project.", wrong);
    String broken = refused(sources("project/MyNetwork.java", NETWORK.formatted("int x = \"\";")));
    assertTrue(broken.contains("MyNetwork.java") && broken.contains("incompatible types"), broken);
    String other =
        refused(sources("project/MyNetwork.java", "package project; public class MyNetwork {}"));
    assertTrue(other.contains("does not implement unrolled.project.OwnNetwork"), other);
    String closed =
        refused(
            sources(
                "project/MyNetwork.java",
                NETWORK
                    .formatted("")
                    .replace("OwnNetwork {", "OwnNetwork { MyNetwork(int units) {}")));
    assertTrue(closed.contains("a public constructor without parameters"), closed);
  }
}
