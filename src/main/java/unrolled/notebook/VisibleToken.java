package unrolled.notebook;

import java.util.stream.Collectors;

/** Words and characters of a text, made visible and safe to put into a page. */
final class VisibleToken {
  private VisibleToken() {}

  /** A blank as ␣, a line end as ↵, a tab as ⇥, the empty word as ∅. */
  static String visible(String token) {
    if (token.isEmpty()) {
      return "∅";
    }
    if (token.isBlank() && token.chars().allMatch(c -> c == ' ')) {
      return token.replace(' ', '␣');
    }
    return token.codePoints().mapToObj(VisibleToken::visible).collect(Collectors.joining());
  }

  private static String visible(int c) {
    if (c == '\n') {
      return "↵";
    }
    if (c == '\t') {
      return "⇥";
    }
    boolean unseen = Character.isISOControl(c) || c >= 0xD800 && c <= 0xDFFF || c >= 0xFFFE;
    return unseen && c < 0x10000 ? "�" : Character.toString(c);
  }

  static String html(String token) {
    return Html.escape(visible(token));
  }
}
