package unrolled.exercise;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import unrolled.player.host.Thrown;

/**
 * The outcome of one test.
 *
 * @param name what the test holds, as a sentence
 * @param passed whether it does
 * @param message what went wrong; empty if nothing did
 * @param term the term of the equation that the test isolates; else empty
 * @param disagreement the two matrices that should agree, where the test compares and they do not
 */
public record TestRow(
    String name, boolean passed, String message, String term, Optional<Disagreement> disagreement) {

  /** What a message says of an answer that fails in its test alone: the last sentence. */
  private static final Pattern ALONE = Pattern.compile("(?s)\\s*If no other test fails[,:].*");

  /** What the answer did in a test that had to be stopped, as the end of a sentence. */
  public static final String OUT_OF_TIME = "did not end within " + Graded.SECONDS + " seconds";

  static TestRow passed(String name, String term) {
    return new TestRow(name, true, "", term, Optional.empty());
  }

  static TestRow failed(String name, String term, Throwable cause) {
    Optional<Disagreement> disagreement =
        cause instanceof Mismatch m ? Optional.of(m.disagreement()) : Optional.empty();
    return new TestRow(name, false, message(cause), term, disagreement);
  }

  /** Whether the test holds a value that the statement works out with numbers. */
  boolean isWorkedByHand() {
    return name.contains("by hand");
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

  /** Whether it had to be stopped. */
  public boolean ranOutOfTime() {
    return message.startsWith(OUT_OF_TIME);
  }

  /** Whether it was tried; a test behind one that did not end is not. */
  public boolean wasTried() {
    return !message.startsWith("not tried");
  }

  /** The same where it is not the only test that fails, without what is true of the only one. */
  TestRow amongOthers() {
    return new TestRow(name, passed, ALONE.matcher(message).replaceAll(""), term, disagreement);
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
    return OUT_OF_TIME + ": look for a loop whose condition never changes";
  }
}
