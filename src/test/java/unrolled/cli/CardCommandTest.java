package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardCommandTest {
  private static final String NOTEBOOK =
      """
      {"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {},
        "outputs": [], "source": ["import unrolled.notebook.*;\\n",
        "import static unrolled.notebook.Workbook.*;\\n",
        "show(claim(\\"it learns\\", 0.5, atMost(0.6)));\\n", "%s"]}],
       "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
      """;

  @TempDir Path folder;

  private int run(String cell) throws Exception {
    Path notebook = Files.writeString(folder.resolve("99-own.ipynb"), NOTEBOOK.formatted(cell));
    return Main.execute("card", notebook.toString(), "--to", folder.toString());
  }

  @Test
  void it_writes_the_card_of_a_notebook_with_the_claims_that_were_passed() throws Exception {
    assertEquals(0, run("show(new ShowcaseCard(\\\"Mine\\\", \\\"a cell\\\", \\\"words\\\", 3))"));
    String page = Files.readString(folder.resolve("99-own.html"));
    assertTrue(page.contains("<title>Mine</title>"), page);
    assertTrue(page.contains("<li>it learns: 0.5, held at or below 0.6</li>"), page);
  }

  @Test
  void a_notebook_without_a_card_is_told_how_to_make_one() throws Exception {
    assertEquals(Problem.FAILED, run("1"));
    assertEquals(Problem.FAILED, run("claim(\\\"no\\\", 2, atMost(1))"));
  }
}
