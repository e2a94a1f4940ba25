package unrolled.grade;

/** Grading cannot begin or go on; the message is a sentence or two for the teacher. */
public final class CannotGrade extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotGrade(String message) {
    super(message);
  }

  CannotGrade(String message, Throwable cause) {
    super(message, cause);
  }
}
