package unrolled.player.host;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.player.MalformedMessage;

/**
 * An exception of the answer, made again on this side.
 *
 * <p>Only a few of the JDK's own are made. What is one of them by inheritance becomes that one, and
 * the rest one of these, with its name in the message.
 */
public final class Thrown extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final Map<String, Function<String, Throwable>> KNOWN =
      Stream.<Function<String, Throwable>>of(
              ArithmeticException::new,
              ArrayIndexOutOfBoundsException::new,
              ArrayStoreException::new,
              ClassCastException::new,
              ConcurrentModificationException::new,
              IllegalArgumentException::new,
              IllegalStateException::new,
              IndexOutOfBoundsException::new,
              NegativeArraySizeException::new,
              NoSuchElementException::new,
              NullPointerException::new,
              NumberFormatException::new,
              OutOfMemoryError::new,
              RuntimeException::new,
              StackOverflowError::new,
              StringIndexOutOfBoundsException::new,
              UnsupportedOperationException::new)
          .collect(Collectors.toMap(make -> make.apply("").getClass().getName(), make -> make));

  /** What has become of code that took all the memory, as the end of a sentence about it. */
  public static final String OUT_OF_MEMORY =
      "ran out of memory: look for an array whose size is too large, or a list that grows without"
          + " end";

  private static final String OUT_OF_THREADS =
      "could start no more threads: look for threads that are started in a loop and do not end";

  private final boolean isError;

  private Thrown(String message, boolean isError) {
    super(message);
    this.isError = isError;
  }

  /** Whether what was read is an error, such as the JVM throws, and no exception. */
  static boolean isError(Throwable read) {
    return read instanceof Error || read instanceof Thrown thrown && thrown.isError;
  }

  /** The same by the error's own words: threads are told of as memory, too. */
  public static String outOf(OutOfMemoryError e) {
    boolean isOfThreads = String.valueOf(e.getMessage()).contains("native thread");
    return (isOfThreads ? OUT_OF_THREADS : OUT_OF_MEMORY) + placeText(e.getStackTrace());
  }

  /** Reads what was thrown; whatever it says of itself, it is an exception of an answer. */
  static Throwable read(DataInputStream in) throws IOException {
    boolean initializing = in.readBoolean();
    List<String> names = new ArrayList<>();
    for (int left = in.readByte(); left > 0; left--) {
      names.add(in.readUTF());
    }
    if (names.isEmpty()) {
      throw new MalformedMessage("an exception without a class");
    }
    boolean hasMessage = in.readBoolean();
    String text = Clean.line(in.readUTF());
    Throwable thrown = made(names, hasMessage ? text : null);
    thrown.setStackTrace(place(in.readUTF(), in.readInt()));
    return initializing ? new ExceptionInInitializerError(thrown) : thrown;
  }

  /** The JDK's own that it is, or is by inheritance; its own name is in the message then. */
  private static Throwable made(List<String> names, String message) {
    var exact = KNOWN.get(names.get(0));
    if (exact != null) {
      return exact.apply(message);
    }
    String named = unknown(names.get(0), message);
    for (String name : names) {
      var near = KNOWN.get(name);
      if (near != null && !name.equals(RuntimeException.class.getName())) {
        return near.apply(named);
      }
    }
    return new Thrown(named, names.contains(Error.class.getName()));
  }

  /** The name and the message in one line. */
  public static String text(Throwable thrown) {
    return thrown instanceof Thrown
        ? thrown.getMessage()
        : unknown(thrown.getClass().getName(), thrown.getMessage());
  }

  /**
   * What to say of something that an answer has thrown, be it of a player or of this process:
   * {@code your code threw IllegalStateException: no (MyRnnStep.java:8)}.
   */
  public static String described(Throwable thrown) {
    boolean initializing =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null;
    Throwable e = initializing ? thrown.getCause() : thrown;
    String when = initializing ? " while its static fields were set up" : "";
    String who = isOfTheExercise(e) ? "what your code returned led to " : "your code threw ";
    return who + text(e) + placeText(e.getStackTrace()) + when;
  }

  /** Whether the contract's own code threw it, with the answer's results and without its help. */
  private static boolean isOfTheExercise(Throwable e) {
    List<String> classes =
        Stream.of(e.getStackTrace()).map(StackTraceElement::getClassName).toList();
    return classes.stream().anyMatch(name -> name.matches("e\\d\\d_\\w+\\..*"))
        && classes.stream().noneMatch(name -> name.matches("(.*[.$])?My\\w*"));
  }

  /** The line of the answer that a stack trace leads to, in brackets; empty if to none. */
  public static String placeText(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(frame -> frame.getFileName() != null && frame.getFileName().startsWith("My"))
        .findFirst()
        .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
        .orElse("");
  }

  private static String unknown(String name, String message) {
    String simple =
        Clean.line(name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1));
    return simple + (message == null ? "" : ": " + message);
  }

  static StackTraceElement[] place(String file, int line) {
    return file.matches("My\\w{1,60}\\.java") && line > 0
        ? new StackTraceElement[] {new StackTraceElement("", "", file, line)}
        : new StackTraceElement[0];
  }
}
