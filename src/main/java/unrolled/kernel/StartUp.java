package unrolled.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The code that every session of the course begins with: its imports. */
final class StartUp {
  private static final String RESOURCE = "/unrolled/notebook/start.jsh";

  private StartUp() {}

  static String code() {
    try (InputStream in = StartUp.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
