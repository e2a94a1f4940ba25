package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unrolled.notebook.NotebookCell.Kind;

class NotebookFileTest {
  /** What Debian's nbformat 5.5 writes for this notebook, character for character. */
  private static final String CANONICAL =
      """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "id": "title",
         "metadata": {},
         "source": [
          "# Order\\n",
          "\\n",
          "It is \\"<b>\\" & é."
         ]
        },
        {
         "cell_type": "code",
         "execution_count": null,
         "id": "first",
         "metadata": {
          "tags": [
           "raises-exception"
          ]
         },
         "outputs": [],
         "source": [
          "int n = 1;"
         ]
        }
       ],
       "metadata": {
        "kernelspec": {
         "display_name": "Java",
         "language": "java",
         "name": "java"
        },
        "language_info": {
         "file_extension": ".jshell",
         "mimetype": "text/x-java-source",
         "name": "java"
        }
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @TempDir Path folder;

  private static final Notebook NOTEBOOK =
      new Notebook(
          "01-order",
          List.of(
              new NotebookCell("title", Kind.MARKDOWN, "# Order\n\nIt is \"<b>\" & é.", Set.of()),
              new NotebookCell("first", Kind.CODE, "int n = 1;", Set.of("raises-exception"))));

  @Test
  void the_canonical_form_is_that_of_nbformat() {
    assertEquals(CANONICAL, NotebookFile.canonical(NOTEBOOK));
  }

  @Test
  void a_canonical_file_is_read_back_as_it_was_written() throws IOException {
    Path file = Files.writeString(folder.resolve("01-order.ipynb"), CANONICAL);
    assertEquals(NOTEBOOK, NotebookFile.read(file));
    assertTrue(NotebookFile.isCanonical(file));
  }

  @Test
  void outputs_counts_and_stray_metadata_are_not_canonical_and_are_dropped() throws IOException {
    String saved =
        CANONICAL
            .replace("\"execution_count\": null", "\"execution_count\": 7")
            .replace("\"outputs\": []", "\"outputs\": [" + PRINTED + "]")
            .replace("\"tags\"", "\"collapsed\": true, \"tags\"");
    Path file = Files.writeString(folder.resolve("01-order.ipynb"), saved);
    assertFalse(NotebookFile.isCanonical(file));
    assertEquals(CANONICAL, NotebookFile.canonical(NotebookFile.read(file)));
  }

  private static final String PRINTED =
      "{\"name\": \"stdout\", \"output_type\": \"stream\", \"text\": [\"a\\n\"]}";

  @Test
  void a_notebook_of_another_order_or_line_ending_is_not_canonical() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ipynb"), CANONICAL.replace("\n", "\r\n"));
    assertFalse(NotebookFile.isCanonical(file));
    assertEquals(CANONICAL, NotebookFile.canonical(NotebookFile.read(file)));
  }

  @Test
  void the_outputs_of_a_run_are_read_back_as_they_were_written() throws IOException {
    List<CellOutput> outputs =
        List.of(
            new CellOutput.Printed(true, "a\nb\n"),
            new CellOutput.Shown(false, Map.of("application/x+json", "{\"v\":1.5}")),
            new CellOutput.Shown(true, Map.of("text/plain", "43")),
            new CellOutput.Failed("Error", "why", List.of("why", "where")));
    NotebookCell cell = NOTEBOOK.cells().get(1).executed(1, outputs);
    var executed = new Notebook("01-order", List.of(NOTEBOOK.cells().get(0), cell));
    Path file =
        Files.writeString(folder.resolve("01-order.ipynb"), NotebookFile.executed(executed));
    assertEquals(executed, NotebookFile.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                              | it is not JSON",
        "[]                                             | the file is missing or is not an object",
        "{\"cells\": []}                                | it has no \"nbformat\"",
        "{\"nbformat\": 3, \"cells\": []}               | its format is 3",
        "{\"nbformat\": \"x\", \"cells\": []}           | was found where a number is expected",
        "{\"nbformat\": 4, \"cells\": 5}                | \"cells\" is missing or is not a list",
        "{\"nbformat\": 4, \"cells\": [5]}              | cell 1 is missing or is not an object",
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"q\"}]} | unknown type \"q\"",
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]} | cell 1, source"
      })
  void a_bad_file_is_told_in_one_sentence_with_its_name(String text, String reason)
      throws IOException {
    Path file = Files.writeString(folder.resolve("broken.ipynb"), text);
    String message = assertThrows(BadNotebook.class, () -> NotebookFile.read(file)).getMessage();
    assertTrue(message.startsWith("broken.ipynb cannot be read as a notebook: "), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void a_missing_file_and_one_that_is_not_text_are_told() throws IOException {
    Path none = folder.resolve("none.ipynb");
    assertTrue(
        assertThrows(BadNotebook.class, () -> NotebookFile.read(none))
            .getMessage()
            .endsWith("there is no such file."));
    Path latin = folder.resolve("latin.ipynb");
    Files.write(latin, "\"é\"".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(
        assertThrows(BadNotebook.class, () -> NotebookFile.read(latin))
            .getMessage()
            .endsWith("it is not text in UTF-8."));
  }

  @Test
  void two_cells_of_one_id_are_refused() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.ipynb"), CANONICAL.replace("\"first\"", "\"title\""));
    assertTrue(
        assertThrows(BadNotebook.class, () -> NotebookFile.read(file))
            .getMessage()
            .contains("cell 2 has the id \"title\" of an earlier cell"));
  }
}
