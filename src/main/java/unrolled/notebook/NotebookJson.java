package unrolled.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Turns a notebook into the JSON of format 4.5, keys in alphabetical order. */
final class NotebookJson {
  private NotebookJson() {}

  static JsonObject of(Notebook notebook) {
    var cells = new JsonArray();
    notebook.cells().forEach(cell -> cells.add(cell(cell)));
    var json = new JsonObject();
    json.add("cells", cells);
    json.add("metadata", metadata());
    json.addProperty("nbformat", 4);
    json.addProperty("nbformat_minor", 5);
    return json;
  }

  // "java" is the name under which this project's kernel, IJava and JJava are all installed.
  private static JsonObject metadata() {
    var kernel = new JsonObject();
    kernel.addProperty("display_name", "Java");
    kernel.addProperty("language", "java");
    kernel.addProperty("name", "java");
    var language = new JsonObject();
    // So that nbconvert --to script knows what it writes.
    language.addProperty("file_extension", ".jshell");
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("name", "java");
    var metadata = new JsonObject();
    metadata.add("kernelspec", kernel);
    metadata.add("language_info", language);
    return metadata;
  }

  private static JsonObject cell(NotebookCell cell) {
    var json = new JsonObject();
    boolean code = cell.kind() == NotebookCell.Kind.CODE;
    json.addProperty("cell_type", cell.kind().name().toLowerCase(Locale.ROOT));
    if (code) {
      json.add("execution_count", count(cell));
    }
    json.addProperty("id", cell.id());
    var metadata = new JsonObject();
    if (!cell.tags().isEmpty()) {
      var tags = new JsonArray();
      cell.tags().forEach(tags::add);
      metadata.add("tags", tags);
    }
    json.add("metadata", metadata);
    if (code) {
      var outputs = new JsonArray();
      cell.outputs().forEach(output -> outputs.add(output(cell, output)));
      json.add("outputs", outputs);
    }
    json.add("source", lines(cell.source()));
    return json;
  }

  private static JsonElement count(NotebookCell cell) {
    return cell.number().isPresent()
        ? new JsonPrimitive(cell.number().getAsInt())
        : JsonNull.INSTANCE;
  }

  private static JsonObject output(NotebookCell cell, CellOutput output) {
    if (output instanceof CellOutput.Printed printed) {
      return printed(printed);
    }
    return output instanceof CellOutput.Shown shown
        ? shown(cell, shown)
        : failed((CellOutput.Failed) output);
  }

  private static JsonObject printed(CellOutput.Printed printed) {
    var json = new JsonObject();
    json.addProperty("name", printed.error() ? "stderr" : "stdout");
    json.addProperty("output_type", "stream");
    json.add("text", lines(printed.text()));
    return json;
  }

  private static JsonObject shown(NotebookCell cell, CellOutput.Shown shown) {
    var json = new JsonObject();
    json.add("data", forms(shown.forms()));
    if (shown.result()) {
      json.add("execution_count", count(cell));
    }
    json.add("metadata", new JsonObject());
    json.addProperty("output_type", shown.result() ? "execute_result" : "display_data");
    return json;
  }

  private static JsonObject forms(Map<String, String> forms) {
    var json = new JsonObject();
    new TreeMap<>(forms)
        .forEach(
            (type, text) ->
                json.add(type, isJson(type) ? JsonParser.parseString(text) : lines(text)));
    return json;
  }

  static boolean isJson(String type) {
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static JsonObject failed(CellOutput.Failed failed) {
    var trace = new JsonArray();
    failed.lines().forEach(trace::add);
    var json = new JsonObject();
    json.addProperty("ename", failed.name());
    json.addProperty("evalue", failed.message());
    json.addProperty("output_type", "error");
    json.add("traceback", trace);
    return json;
  }

  /** The text cut after each newline, as the format stores it. */
  private static JsonArray lines(String text) {
    var lines = new JsonArray();
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }
}
