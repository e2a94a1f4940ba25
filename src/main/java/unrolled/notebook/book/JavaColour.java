package unrolled.notebook.book;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unrolled.notebook.Html;

/** Java source as HTML in four quiet colours. */
final class JavaColour {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<text>\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+')"
              + "|(?<number>\\b\\d[\\w.]*(?:(?<=[eE])[+-]\\d+)?)"
              + "|(?<word>\\b(?:abstract|assert|boolean|break|byte|case|catch|char|class|continue"
              + "|default|do|double|else|enum|extends|final|finally|float|for|if|implements|import"
              + "|instanceof|int|interface|long|native|new|null|package|permits|private|protected"
              + "|public|record|return|sealed|short|static|super|switch|synchronized|this|throw"
              + "|throws|transient|true|false|try|var|void|volatile|while|yield)\\b)");
  private static final String[] KINDS = {"comment", "text", "number", "word"};

  private JavaColour() {}

  static String html(String source) {
    var out = new StringBuilder();
    Matcher token = TOKEN.matcher(source);
    int from = 0;
    while (token.find()) {
      out.append(Html.escape(source.substring(from, token.start())));
      out.append("<span class=\"").append(kind(token)).append("\">");
      out.append(Html.escape(token.group())).append("</span>");
      from = token.end();
    }
    return out.append(Html.escape(source.substring(from))).toString();
  }

  private static String kind(Matcher token) {
    for (String kind : KINDS) {
      if (token.group(kind) != null) {
        return kind;
      }
    }
    throw new IllegalStateException("a token of no kind: " + token.group());
  }
}
