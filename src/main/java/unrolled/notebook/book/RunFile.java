package unrolled.notebook.book;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import unrolled.notebook.CellFailure;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookFile;
import unrolled.notebook.NotebookRun;

/**
 * A run kept as an executed notebook, so that a book can be put together from several runs.
 *
 * <p>What a notebook has no place for goes into its metadata, under "unrolled".
 */
final class RunFile {
  private RunFile() {}

  static String text(NotebookRun run) {
    var about = new JsonObject();
    about.addProperty("milliseconds", run.time().toMillis());
    run.failure().ifPresent(failure -> about.add("failure", json(failure)));
    JsonObject root =
        JsonParser.parseString(NotebookFile.executed(run.notebook())).getAsJsonObject();
    root.getAsJsonObject("metadata").add("unrolled", about);
    return root + "\n";
  }

  private static JsonObject json(CellFailure failure) {
    var json = new JsonObject();
    json.addProperty("number", failure.number());
    json.addProperty("line", failure.line());
    json.addProperty("error", failure.error());
    return json;
  }

  /** The run that a file keeps; empty when the file is a notebook that was not written here. */
  static Optional<NotebookRun> read(Path file) throws IOException {
    Notebook notebook = NotebookFile.read(file);
    JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonObject about = root.getAsJsonObject("metadata").getAsJsonObject("unrolled");
    if (about == null) {
      return Optional.empty();
    }
    Optional<CellFailure> failure =
        Optional.ofNullable(about.getAsJsonObject("failure"))
            .map(
                json ->
                    new CellFailure(
                        notebook.name(),
                        json.get("number").getAsInt(),
                        json.get("line").getAsString(),
                        json.get("error").getAsString()));
    var time = Duration.ofMillis(about.get("milliseconds").getAsLong());
    return Optional.of(new NotebookRun(notebook, time, failure));
  }
}
