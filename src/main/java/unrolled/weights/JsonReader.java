package unrolled.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A strict reader of the little JSON that heads a safetensors file: objects without duplicate
 * names, strings, and arrays of whole numbers from 0 on. The caller says what it expects next, so
 * no input makes it nest deeper than the caller does.
 */
final class JsonReader {
  private static final int MOST_NUMBERS = 8;

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  /** Reads an object; {@code member} is given each name and reads the value that follows it. */
  void object(Consumer<String> member) {
    Set<String> names = new HashSet<>();
    list(
        '{',
        '}',
        () -> {
          String name = string();
          if (!names.add(name)) {
            throw wrong("the name \"" + name + "\" for the first time");
          }
          expect(':');
          member.accept(name);
        });
  }

  /** Reads an array of whole numbers, which no tensor needs many of. */
  List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    list(
        '[',
        ']',
        () -> {
          if (numbers.size() == MOST_NUMBERS) {
            throw wrong("at most " + MOST_NUMBERS + " numbers");
          }
          numbers.add(number());
        });
    return numbers;
  }

  private void list(char open, char close, Runnable element) {
    expect(open);
    if (peek() != close) {
      element.run();
      while (peek() == ',') {
        at++;
        element.run();
      }
    }
    expect(close);
  }

  private long number() {
    peek();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    boolean padded = at - from > 1 && text.charAt(from) == '0';
    if (at == from || at - from > 18 || padded) {
      at = from;
      throw wrong("a whole number");
    }
    return Long.parseLong(text, from, at, 10);
  }

  /** Reads a string. */
  String string() {
    expect('"');
    StringBuilder s = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return s.toString();
      }
      if (c < ' ') {
        throw wrong("a string without control characters");
      }
      s.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    if (c == 'u') {
      return (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
    }
    int known = "\"\\/bfnrt".indexOf(c);
    if (known < 0) {
      throw wrong("one of the escapes of JSON");
    }
    return "\"\\/\b\f\n\r\t".charAt(known);
  }

  private int hex() {
    int known = "0123456789abcdef".indexOf(Character.toLowerCase(next()));
    if (known < 0) {
      throw wrong("four hexadecimal digits");
    }
    return known;
  }

  private char next() {
    if (at == text.length()) {
      throw wrong("the end of a string");
    }
    return text.charAt(at++);
  }

  /** Nothing but white space is left. */
  void end() {
    if (peek() != 0) {
      throw wrong("the end");
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "'");
    }
    at++;
  }

  /** The next character that is not white space, which stays unread; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at == text.length() ? 0 : text.charAt(at);
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "the header is not as it should be: expected %s at character %d".formatted(expected, at));
  }
}
