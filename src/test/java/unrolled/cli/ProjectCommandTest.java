package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unrolled.experiment.LearningCurve;
import unrolled.notebook.ShowcaseCard;
import unrolled.project.Examination;
import unrolled.project.OwnNetwork;
import unrolled.project.OwnSources;
import unrolled.project.ProjectTask;

class ProjectCommandTest {
  private static Examination.Result result(long seed, double exact) {
    List<LearningCurve.Point> points =
        IntStream.rangeClosed(1, 10)
            .mapToObj(i -> new LearningCurve.Point(100 * i, exact * i / 10))
            .toList();
    return new Examination.Result(
        ProjectTask.WORD_STARTS, seed, new LearningCurve(points, false), 0.1, exact, List.of());
  }

  @Test
  void the_card_says_the_task_the_network_and_the_worst_of_the_seeds() {
    OwnNetwork starter = OwnSources.read().compile().get();
    ShowcaseCard card =
        ProjectCommand.cardOf(
            ProjectTask.WORD_STARTS, List.of(result(5, 0.81), result(6, 0.72)), starter);
    assertEquals("Where a word begins", card.title());
    assertEquals(
        List.of("texts without a mistake, the worst of 2 seeds: 0.72, held at or above 0.65"),
        card.claims());
    String html = card.mime().get("text/html");
    assertTrue(html.contains("a network of my own"), html);
    assertTrue(html.contains("class names of the JDK"), html);
  }

  @Test
  void the_starter_is_told_that_it_is_not_written() {
    var err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertEquals(Problem.FAILED, Main.execute("project"));
    } finally {
      System.setErr(before);
    }
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("MyNetwork is not written yet (MyNetwork.java, line"), said);
    assertTrue(said.contains("exercises/project/README.md"), said);
  }
}
