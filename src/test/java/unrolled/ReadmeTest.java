package unrolled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.exercise.NotNoted;
import unrolled.jupyter.ShellRunner;
import unrolled.notebook.CellOutput.Printed;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;
import unrolled.notebook.NotebookRun;

/** The front page: short, and its code runs. */
@ExtendWith(NotNoted.class)
class ReadmeTest {
  private static final String IMPORTS =
      "import unrolled.cell.*; import unrolled.data.*; import unrolled.layer.*;"
          + " import static unrolled.notebook.Workbook.*;\n";

  private static String page() throws IOException {
    return Files.readString(Home.path().resolve("README.md"));
  }

  @Test
  void it_is_at_most_ten_thousand_bytes() throws IOException {
    int size = page().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    assertTrue(size <= 10_240, "README.md has " + size + " bytes");
  }

  @Test
  void its_message_is_what_the_check_says() throws IOException {
    RnnStep transposed =
        (x, hPrev, Wx, Wh, b) ->
            x.matmul(Wx).plus(hPrev.matmul(Wh.transpose())).plusRow(b).map(Math::tanh);
    CheckResult result = Check.run(transposed);
    String shown = "```\n" + result.headline() + "\n" + result.diagnosis() + "\n```";
    assertTrue(page().contains(shown), shown);
  }

  @Test
  void each_exercise_is_named_beside_its_notebook() throws IOException {
    List<String> lines = page().lines().toList();
    for (Exercise exercise : Exercise.all()) {
      String notebook = "| [" + exercise.about().notebook() + " ";
      String row = lines.stream().filter(line -> line.startsWith(notebook)).findAny().orElse("");
      assertTrue(row.contains(exercise.id()), exercise.id() + " is not in the row: " + row);
    }
  }

  @Test
  void its_code_runs() throws IOException {
    Matcher code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page());
    assertTrue(code.find());
    var cell = new NotebookCell("readme", Kind.CODE, IMPORTS + code.group(1), Set.of());
    NotebookRun run =
        new ShellRunner(Duration.ofMinutes(1))
            .run(new Notebook("readme", List.of(cell)), (done, all) -> {});
    assertEquals(Optional.empty(), run.failure());
    Printed said = (Printed) run.notebook().cells().get(0).outputs().get(0);
    assertTrue(said.text().startsWith("LstmCell(4 → 4), 144 parameters\n"), said.text());
    assertTrue(said.text().contains("step 2 of 5: dog\n"), said.text());
  }
}
