package unrolled.grade;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Grading cannot begin or go on; the message is a sentence or two for the teacher. */
public final class CannotGrade extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With no other cause. */
  public CannotGrade(String message) {
    super(message);
  }

  /** With its cause. */
  public CannotGrade(String message, Throwable cause) {
    super(message, cause);
  }

  /** What the system says of a failure, without the path that it begins with. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException of) {
      String reason = of.getReason();
      return reason == null ? of.getClass().getSimpleName() : reason;
    }
    return String.valueOf(e.getMessage());
  }
}
