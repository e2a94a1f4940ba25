package unrolled.player;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exception of the answer, made again on this side.
 *
 * <p>Only a few of the JDK's own are made; the rest is one of these, with its name in the message.
 */
final class Thrown extends RuntimeException {
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
              RuntimeException::new,
              StackOverflowError::new,
              StringIndexOutOfBoundsException::new,
              UnsupportedOperationException::new)
          .collect(Collectors.toMap(make -> make.apply("").getClass().getName(), make -> make));

  private Thrown(String message) {
    super(message);
  }

  /** Reads what was thrown; whatever it says of itself, it is an exception of an answer. */
  static Throwable read(DataInputStream in) throws IOException {
    String name = in.readUTF();
    boolean hasMessage = in.readBoolean();
    String text = Clean.line(in.readUTF());
    Throwable thrown =
        KNOWN
            .getOrDefault(name, message -> new Thrown(unknown(name, message)))
            .apply(hasMessage ? text : null);
    thrown.setStackTrace(place(in.readUTF(), in.readInt()));
    return thrown;
  }

  /** The name and the message in one line. */
  static String text(Throwable thrown) {
    return thrown instanceof Thrown
        ? thrown.getMessage()
        : unknown(thrown.getClass().getName(), thrown.getMessage());
  }

  private static String unknown(String name, String message) {
    String simple = Clean.line(name.substring(name.lastIndexOf('.') + 1));
    return simple + (message == null ? "" : ": " + message);
  }

  private static StackTraceElement[] place(String file, int line) {
    return file.matches("My\\w{1,60}\\.java") && line > 0
        ? new StackTraceElement[] {new StackTraceElement("", "", file, line)}
        : new StackTraceElement[0];
  }
}
