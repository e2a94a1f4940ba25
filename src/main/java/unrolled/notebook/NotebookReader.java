package unrolled.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import unrolled.notebook.NotebookCell.Kind;

/** Reads the JSON of one file; every complaint names that file. */
final class NotebookReader {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final String file;
  private final Set<String> ids = new HashSet<>();

  NotebookReader(String file) {
    this.file = file;
  }

  Notebook read(String name, String json) {
    JsonObject root = root(json);
    if (!root.has("nbformat") || !root.has("cells")) {
      throw bad("it has no \"nbformat\" or no \"cells\".");
    }
    int format = whole(root.get("nbformat"));
    if (format != 4) {
      throw bad("its format is " + format + ", expected 4.");
    }
    var cells = new ArrayList<NotebookCell>();
    for (JsonElement cell : array(root.get("cells"), "\"cells\"")) {
      cells.add(cell(object(cell, "cell " + (cells.size() + 1)), cells.size() + 1));
    }
    return new Notebook(name, cells);
  }

  private JsonObject root(String json) {
    try {
      return object(JsonParser.parseString(json), "the file");
    } catch (JsonParseException e) {
      // Gson's first line says what and where; the rest is about Gson.
      throw bad("it is not JSON (" + e.getMessage().lines().findFirst().orElse("") + ").");
    }
  }

  private NotebookCell cell(JsonObject json, int position) {
    String where = "cell " + position;
    if (json.has("attachments") && !object(json.get("attachments"), where).isEmpty()) {
      throw bad(where + " has a picture pasted into it; put the picture into a file instead.");
    }
    Kind kind = kind(json, where);
    String source = text(json.get("source"), where + ", source").replace("\r\n", "\n");
    return new NotebookCell(
        id(json, position),
        kind,
        source.stripTrailing(),
        tags(json, where),
        count(json),
        kind == Kind.CODE ? outputs(json, where) : List.of());
  }

  private Kind kind(JsonObject json, String where) {
    String type = text(json.get("cell_type"), where + ", cell_type");
    return switch (type) {
      case "code" -> Kind.CODE;
      case "markdown" -> Kind.MARKDOWN;
      case "raw" -> Kind.RAW;
      default -> throw bad(where + " is of the unknown type \"" + type + "\".");
    };
  }

  // Front ends of before format 4.5 write no ids; one is made from the position.
  private String id(JsonObject json, int position) {
    String id =
        json.has("id") ? text(json.get("id"), "cell " + position + ", id") : "cell-" + position;
    if (!ID.matcher(id).matches()) {
      throw bad("cell " + position + " has the id \"" + id + "\", which the format forbids.");
    }
    if (!ids.add(id)) {
      throw bad("cell " + position + " has the id \"" + id + "\" of an earlier cell.");
    }
    return id;
  }

  private Set<String> tags(JsonObject json, String where) {
    var tags = new LinkedHashSet<String>();
    JsonObject metadata =
        json.has("metadata") ? object(json.get("metadata"), where + ", metadata") : json;
    if (metadata.has("tags")) {
      array(metadata.get("tags"), where + ", tags")
          .forEach(tag -> tags.add(text(tag, where + ", tag")));
    }
    return tags;
  }

  private OptionalInt count(JsonObject json) {
    JsonElement count = json.get("execution_count");
    return count == null || count.isJsonNull() ? OptionalInt.empty() : OptionalInt.of(whole(count));
  }

  private List<CellOutput> outputs(JsonObject json, String where) {
    var outputs = new ArrayList<CellOutput>();
    if (json.has("outputs")) {
      array(json.get("outputs"), where + ", outputs")
          .forEach(output -> outputs.add(output(object(output, where + ", output"), where)));
    }
    return outputs;
  }

  private CellOutput output(JsonObject json, String where) {
    String type = text(json.get("output_type"), where + ", output_type");
    return switch (type) {
      case "stream" ->
          new CellOutput.Printed(
              text(json.get("name"), where).equals("stderr"), text(json.get("text"), where));
      case "display_data" -> new CellOutput.Shown(false, forms(json, where));
      case "execute_result" -> new CellOutput.Shown(true, forms(json, where));
      case "error" ->
          new CellOutput.Failed(
              text(json.get("ename"), where),
              text(json.get("evalue"), where),
              strings(json.get("traceback"), where));
      default -> throw bad(where + " has an output of the unknown type \"" + type + "\".");
    };
  }

  private Map<String, String> forms(JsonObject json, String where) {
    var forms = new LinkedHashMap<String, String>();
    object(json.get("data"), where + ", data")
        .entrySet()
        .forEach(form -> forms.put(form.getKey(), form(form.getKey(), form.getValue(), where)));
    return forms;
  }

  // Our JSON forms travel as strings through kernels that know nothing but strings.
  private String form(String type, JsonElement value, String where) {
    boolean structure = NotebookJson.isJson(type) && !value.isJsonPrimitive();
    return structure ? value.toString() : text(value, where + ", " + type);
  }

  private String text(JsonElement json, String where) {
    if (json != null && json.isJsonPrimitive()) {
      return json.getAsString();
    }
    return String.join("", strings(json, where));
  }

  private List<String> strings(JsonElement json, String where) {
    var strings = new ArrayList<String>();
    for (JsonElement line : array(json, where)) {
      if (!line.isJsonPrimitive()) {
        throw bad(where + " is not text.");
      }
      strings.add(line.getAsString());
    }
    return strings;
  }

  private int whole(JsonElement json) {
    try {
      return json.getAsInt();
    } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
      throw bad(json + " was found where a number is expected.");
    }
  }

  private JsonArray array(JsonElement json, String where) {
    if (json == null || !json.isJsonArray()) {
      throw bad(where + " is missing or is not a list.");
    }
    return json.getAsJsonArray();
  }

  private JsonObject object(JsonElement json, String where) {
    if (json == null || !json.isJsonObject()) {
      throw bad(where + " is missing or is not an object.");
    }
    return json.getAsJsonObject();
  }

  private BadNotebook bad(String reason) {
    return new BadNotebook(file, reason);
  }
}
