package unrolled.notebook.book;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet, which every page carries in itself. */
final class Style {
  static final String CSS = read();

  private Style() {}

  private static String read() {
    try (InputStream in = Style.class.getResourceAsStream("book.css")) {
      if (in == null) {
        throw new IllegalStateException("book.css is not on the class path beside the classes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
