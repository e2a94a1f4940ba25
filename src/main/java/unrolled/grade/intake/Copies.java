package unrolled.grade.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks that platforms and browsers put on the name of a file that was there before. */
final class Copies {
  /** Such as {@code MyRnnStep-1.java}, {@code MyRnnStep (2).java}. */
  private static final Pattern COPY =
      Pattern.compile("(.*?)(?:-(\\d{1,3})| ?\\((\\d{1,3})\\))(\\.\\w+)", Pattern.DOTALL);

  private Copies() {}

  /** The name without the mark. */
  static String original(String name) {
    Matcher found = COPY.matcher(name);
    return found.matches() ? found.group(1) + found.group(4) : name;
  }

  /** The number in the mark; 0 without one. */
  static int number(String name) {
    Matcher found = COPY.matcher(name);
    if (!found.matches()) {
      return 0;
    }
    return Integer.parseInt(found.group(2) != null ? found.group(2) : found.group(3));
  }
}
