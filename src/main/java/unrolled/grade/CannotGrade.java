package unrolled.grade;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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
      return of.getReason() != null ? of.getReason() : reason(of);
    }
    return String.valueOf(e.getMessage());
  }

  /** Java names the commonest failures by the class alone. */
  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder, and none can be made there";
    }
    if (e instanceof AccessDeniedException) {
      return "you have no permission to";
    }
    return e instanceof FileAlreadyExistsException
        ? "a file of this name is in the way"
        : e.getClass().getSimpleName();
  }
}
