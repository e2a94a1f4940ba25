package unrolled.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Notebook files: read in any form of format 4, written in one.
 *
 * <p>The canonical form has no outputs, no execution counts and no metadata but the kernel's name
 * and the cells' tags; it is what Jupyter's own {@code nbformat} writes for such a notebook (keys
 * in alphabetical order, one space of indent, one source line per JSON line, final newline), so
 * that a difference between two versions is a difference in what was written.
 */
public final class NotebookFile {
  private static final String ENDING = ".ipynb";
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .serializeNulls()
          .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" ").withNewline("\n"))
          .create();

  private NotebookFile() {}

  /**
   * Reads a notebook, outputs included.
   *
   * @throws BadNotebook when the file is missing or is not a notebook of format 4
   */
  public static Notebook read(Path file) {
    String name = file.getFileName().toString();
    return parse(name, text(file));
  }

  /** Reads a notebook from the text of a file called {@code fileName}. */
  static Notebook parse(String fileName, String json) {
    var name = fileName.endsWith(ENDING) ? fileName.substring(0, fileName.length() - 6) : fileName;
    return new NotebookReader(fileName).read(name, json);
  }

  /**
   * The outputs of one executed cell.
   *
   * @param notebook the notebook's name, for a complaint
   * @param cell the cell as JSON
   */
  public static List<CellOutput> outputs(String notebook, String cell) {
    String alone = "{\"nbformat\": 4, \"cells\": [" + cell + "]}";
    return parse(notebook, alone).cells().get(0).outputs();
  }

  /** The notebooks of a folder, in the order of their names; none when there is no such folder. */
  public static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The canonical text of a notebook, without outputs. */
  public static String canonical(Notebook notebook) {
    var cells = notebook.cells().stream().map(NotebookCell::cleared).toList();
    return text(new Notebook(notebook.name(), cells));
  }

  /** The text of a notebook with the outputs of its run. */
  public static String executed(Notebook notebook) {
    return text(notebook);
  }

  /** True when the file is stored exactly in the canonical form. */
  public static boolean isCanonical(Path file) {
    return text(file).equals(canonical(read(file)));
  }

  private static String text(Notebook notebook) {
    return GSON.toJson(NotebookJson.of(notebook)) + "\n";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new BadNotebook(file.toString(), "there is no such file.");
    } catch (CharacterCodingException e) {
      throw new BadNotebook(file.getFileName().toString(), "it is not text in UTF-8.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
