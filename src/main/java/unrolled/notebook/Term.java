package unrolled.notebook;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * A word and what it means: an entry of the book's glossary, shown where the word is met first.
 *
 * @param term the word
 * @param meaning one sentence
 * @param code a line of Java that shows it
 */
public record Term(String term, String meaning, String code) implements Rich {
  /** The MIME type under which a term carries itself to the glossary of the book. */
  public static final String GLOSSARY = "application/vnd.unrolled.term+json";

  /** Throws if the word, its meaning or the line is blank. */
  public Term {
    if (term.isBlank() || meaning.isBlank() || code.isBlank()) {
      throw new IllegalArgumentException(
          "term: expected a word, its meaning and a line of Java, got “%s”, “%s” and “%s”"
              .formatted(term, meaning, code));
    }
  }

  @Override
  public Map<String, String> mime() {
    String html =
        "<dl class=\"unrolled-term\"><dt><dfn>%s</dfn></dt><dd>%s <code>%s</code></dd></dl>"
            .formatted(Html.escape(term), Html.escape(meaning), Html.escape(code));
    JsonObject json = new JsonObject();
    json.addProperty("term", term);
    json.addProperty("meaning", meaning);
    json.addProperty("code", code);
    return Map.of("text/html", html, GLOSSARY, json.toString());
  }

  @Override
  public String toString() {
    return term + ": " + meaning + "  " + code;
  }
}
