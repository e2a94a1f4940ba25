package unrolled.notebook;

import java.nio.file.Path;

/** The file of questions breaks its own form; the message names the line and what was expected. */
public final class BadQuiz extends IllegalStateException {
  private static final long serialVersionUID = 1;

  BadQuiz(Path file, int line, String expected) {
    super("%s, line %d: %s".formatted(file.getFileName(), line, expected));
  }
}
