package unrolled.notebook;

import java.util.Map;

/**
 * A value that can show itself in more than plain text.
 *
 * <p>A notebook shows the richest form that it knows; a terminal shows {@code toString()}.
 */
@FunctionalInterface
public interface Rich {
  /**
   * The forms of this value by MIME type, such as {@code text/html} or {@code image/svg+xml}.
   *
   * <p>Binary forms are in base64. {@code text/plain} may be left out: {@code toString()} stands in
   * for it. HTML must be readable without scripts and without inline style, both of which a
   * notebook that is not trusted removes.
   */
  Map<String, String> mime();
}
