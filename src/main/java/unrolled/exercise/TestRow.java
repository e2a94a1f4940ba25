package unrolled.exercise;

import java.util.concurrent.TimeoutException;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;
import unrolled.player.Thrown;

/**
 * The outcome of one test.
 *
 * @param name what the test holds, as a sentence
 * @param passed whether it does
 * @param expected the value to expect, where the test compares; else empty
 * @param actual the value that came; else empty
 * @param message what went wrong; empty if nothing did
 * @param term the term of the equation that the test isolates; else empty
 */
public record TestRow(
    String name, boolean passed, String expected, String actual, String message, String term) {

  static TestRow passed(String name, String term) {
    return new TestRow(name, true, "", "", "", term);
  }

  static TestRow failed(String name, String term, Throwable cause) {
    if (cause instanceof AssertionFailedError e) {
      return new TestRow(
          name, false, text(e.getExpected()), text(e.getActual()), message(cause), term);
    }
    return new TestRow(name, false, "", "", message(cause), term);
  }

  /** What to say of something that a learner's code has thrown. */
  static String thrown(Throwable e) {
    if (e instanceof UnsupportedOperationException && notYetWritten(e.getMessage())) {
      return e.getMessage();
    }
    return Thrown.described(e);
  }

  /** The kind of exception, and its message if it has one. */
  static String thrownText(Throwable e) {
    return Thrown.text(e);
  }

  /** Whether it was tried; a test behind one that did not end is not. */
  public boolean wasTried() {
    return !message.startsWith("not tried");
  }

  static boolean notYetWritten(String message) {
    return message != null && message.endsWith("not written yet");
  }

  private static String message(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return outOfTime();
    }
    return cause instanceof AssertionError ? cause.getMessage() : thrown(cause);
  }

  private static String outOfTime() {
    return "did not end within "
        + Graded.SECONDS
        + " seconds: look for a loop whose condition never changes";
  }

  private static String text(ValueWrapper value) {
    return value == null ? "" : value.getStringRepresentation();
  }
}
