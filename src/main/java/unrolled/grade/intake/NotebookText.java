package unrolled.grade.intake;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The code in a notebook that was handed in. Pictures, outputs and whatever else it holds are
 * passed over, so that little memory is needed however large it is.
 */
final class NotebookText {
  /**
   * A code cell.
   *
   * @param tags the tags in its metadata
   * @param source the text
   */
  record Cell(Set<String> tags, String source) {}

  private NotebookText() {}

  /**
   * The code cells, in order.
   *
   * @throws ItemFile.Unreadable if it is no notebook
   */
  static List<Cell> cells(String json) throws ItemFile.Unreadable {
    try (var in = new JsonReader(new StringReader(json))) {
      var cells = new ArrayList<Cell>();
      in.beginObject();
      while (in.hasNext()) {
        if (in.nextName().equals("cells")) {
          in.beginArray();
          while (in.hasNext()) {
            cell(in, cells);
          }
          in.endArray();
        } else {
          in.skipValue();
        }
      }
      return cells;
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | JsonParseException
        | NumberFormatException e) {
      throw new ItemFile.Unreadable("not a notebook, or a damaged one");
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can always be read", e);
    }
  }

  private static void cell(JsonReader in, List<Cell> cells) throws IOException {
    Set<String> tags = new LinkedHashSet<>();
    String type = "";
    String source = "";
    in.beginObject();
    while (in.hasNext()) {
      switch (in.nextName()) {
        case "cell_type" -> type = text(in);
        case "source" -> source = text(in);
        case "metadata" -> tags(in, tags);
        default -> in.skipValue();
      }
    }
    in.endObject();
    if (type.equals("code")) {
      cells.add(new Cell(tags, source.replace("\r\n", "\n")));
    }
  }

  private static void tags(JsonReader in, Set<String> tags) throws IOException {
    in.beginObject();
    while (in.hasNext()) {
      if (in.nextName().equals("tags") && in.peek() == JsonToken.BEGIN_ARRAY) {
        in.beginArray();
        while (in.hasNext()) {
          tags.add(text(in));
        }
        in.endArray();
      } else {
        in.skipValue();
      }
    }
    in.endObject();
  }

  /** A text, or the lines of one. */
  private static String text(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.BEGIN_ARRAY) {
      return in.nextString();
    }
    var text = new StringBuilder();
    in.beginArray();
    while (in.hasNext()) {
      text.append(in.nextString());
    }
    in.endArray();
    return text.toString();
  }
}
