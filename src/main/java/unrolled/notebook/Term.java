package unrolled.notebook;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * A word and what it means: an entry of the book's glossary, shown where the word is met first.
 *
 * @param term the word
 * @param meaning one sentence
 * @param code a line of Java that shows it; may be empty
 */
public record Term(String term, String meaning, String code) implements Rich {
  /** The MIME type under which a term carries itself to the glossary of the book. */
  public static final String GLOSSARY = "application/vnd.unrolled.term+json";

  /** Throws if the word or its meaning is blank. */
  public Term {
    if (term.isBlank() || meaning.isBlank()) {
      throw new IllegalArgumentException(
          "term: expected a word and its meaning, got “%s” and “%s”".formatted(term, meaning));
    }
  }

  /** A word whose meaning needs no code. */
  public Term(String term, String meaning) {
    this(term, meaning, "");
  }

  @Override
  public Map<String, String> mime() {
    String html =
        "<dl class=\"unrolled-term\"><dt><dfn>%s</dfn></dt><dd>%s%s</dd></dl>"
            .formatted(
                Html.escape(term),
                Html.escape(meaning),
                code.isEmpty() ? "" : " <code>" + Html.escape(code) + "</code>");
    JsonObject json = new JsonObject();
    json.addProperty("term", term);
    json.addProperty("meaning", meaning);
    if (!code.isEmpty()) {
      json.addProperty("code", code);
    }
    return Map.of("text/html", html, GLOSSARY, json.toString());
  }

  @Override
  public String toString() {
    return term + ": " + meaning + (code.isEmpty() ? "" : "  " + code);
  }
}
