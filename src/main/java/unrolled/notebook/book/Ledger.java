package unrolled.notebook.book;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.function.Function;
import unrolled.notebook.Band;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Claim;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.Term;

/** Finds the claims and terms that a notebook's outputs carry, in the order of the cells. */
final class Ledger {
  private Ledger() {}

  /**
   * Something that a cell put on record.
   *
   * @param notebook the notebook
   * @param cell the cell that shows it
   * @param what the claim or term
   */
  record Entry<T>(Notebook notebook, NotebookCell cell, T what) {}

  static List<Entry<Claim>> claims(Notebook notebook) {
    return entries(notebook, Claim.LEDGER, Ledger::claim);
  }

  static List<Entry<Term>> terms(Notebook notebook) {
    return entries(notebook, Term.GLOSSARY, Ledger::term);
  }

  private static <T> List<Entry<T>> entries(
      Notebook notebook, String type, Function<JsonObject, T> read) {
    return notebook.cells().stream()
        .flatMap(
            cell ->
                cell.outputs().stream()
                    .filter(CellOutput.Shown.class::isInstance)
                    .map(shown -> ((CellOutput.Shown) shown).forms())
                    .filter(forms -> forms.containsKey(type))
                    .map(forms -> entry(notebook, cell, forms.get(type), read)))
        .toList();
  }

  private static <T> Entry<T> entry(
      Notebook notebook, NotebookCell cell, String json, Function<JsonObject, T> read) {
    try {
      return new Entry<>(
          notebook, cell, read.apply(JsonParser.parseString(json).getAsJsonObject()));
    } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s, cell %s: a claim or term is not what the ledger expects: %s"
              .formatted(notebook.name(), cell.id(), json),
          e);
    }
  }

  private static Claim claim(JsonObject json) {
    var band =
        new Band(
            end(json, "low", Double.NEGATIVE_INFINITY),
            end(json, "high", Double.POSITIVE_INFINITY));
    return Claim.of(need(json, "text").getAsString(), need(json, "value").getAsDouble(), band);
  }

  private static Term term(JsonObject json) {
    return new Term(
        need(json, "term").getAsString(),
        need(json, "meaning").getAsString(),
        need(json, "code").getAsString());
  }

  private static JsonElement need(JsonObject json, String key) {
    if (!json.has(key)) {
      throw new IllegalStateException("\"" + key + "\" is missing");
    }
    return json.get(key);
  }

  private static double end(JsonObject json, String key, double open) {
    return json.has(key) ? json.get(key).getAsDouble() : open;
  }
}
