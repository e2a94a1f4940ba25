package unrolled.exercise;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source files of an answer: read as their authors meant them, and told in one sentence where
 * that is not possible. The check and the grader both do so.
 */
public final class Sources {
  /** The longest file that is read. */
  public static final int LONGEST_BYTES = 1 << 18;

  private static final int MOST_LINES = 10_000;

  private static final Pattern OTHER_CLASS =
      Pattern.compile("(?:class|interface|enum|record) (\\w+) is public, should be declared in");

  private static final Pattern LIBRARY =
      Pattern.compile("package ((?:unrolled|e\\d\\d_\\w+)[\\w.]*) does not exist");

  private static final Pattern NEWER =
      Pattern.compile(
          "preview feature|not supported in -source|\\(use -source \\d+ or higher|as of release \\d+,"
              + " '_' is a keyword");

  /** A file that cannot be read; the message says why, to follow its name. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * The text of a file.
   *
   * @param text the source, in the package of its exercise
   * @param note what to say about it, to follow the name of the file; empty if nothing
   */
  public record Mended(String text, String note) {}

  private Sources() {}

  /** The text of a file, in whatever encoding it is. */
  static String read(Path file) throws Unreadable {
    try {
      if (Files.isDirectory(file)) {
        throw new Unreadable("is a folder, and should be a file");
      }
      if (Files.size(file) > LONGEST_BYTES) {
        throw new Unreadable(
            "is larger than " + (LONGEST_BYTES >> 10) + " kB: an answer is a page or two");
      }
      String text = SourceText.of(Files.readAllBytes(file)).text();
      Optional<String> unfit = unfit(text);
      if (unfit.isPresent()) {
        throw new Unreadable("is " + unfit.get());
      }
      return text;
    } catch (AccessDeniedException e) {
      throw new Unreadable("cannot be read: you have no permission to");
    } catch (IOException e) {
      throw new Unreadable("cannot be read: " + e.getMessage());
    }
  }

  /** Why a text cannot be anybody's source, to follow “is”. */
  public static Optional<String> unfit(String text) {
    if (isTooLong(text)) {
      return Optional.of("longer than " + MOST_LINES + " lines: an answer is a page or two");
    }
    if (text.isBlank()) {
      return Optional.of("empty");
    }
    return text.indexOf(0) < 0 ? Optional.empty() : Optional.of("not a text but binary");
  }

  private static boolean isTooLong(String text) {
    return text.chars().filter(c -> c == '\n').limit(MOST_LINES).count() >= MOST_LINES;
  }

  /**
   * A source in the package of its exercise; on the same lines, whatever it says of its package,
   * and whatever folders it puts before that package where it imports from it.
   */
  public static Mended mended(Exercise exercise, String text) {
    Mended placed = placed(exercise, text);
    Matcher imports =
        Pattern.compile(
                "(?m)^(\\s*import\\s+(?:static\\s+)?)([\\w.]+\\.%s)(?=\\.)"
                    .formatted(exercise.folder()))
            .matcher(placed.text());
    if (!imports.find()) {
      return placed;
    }
    String said =
        "imports from %s, which was read as %s.".formatted(imports.group(2), exercise.folder());
    return new Mended(
        imports.replaceAll("$1" + exercise.folder()),
        placed.note().isEmpty() ? said : placed.note().replaceFirst("[.;]?$", "; it ") + said);
  }

  private static Mended placed(Exercise exercise, String text) {
    int at = code(text, 0);
    int name = at + "package".length();
    int end = text.indexOf(';', at);
    boolean isPackage =
        text.startsWith("package", at) && end > name && Character.isWhitespace(text.charAt(name));
    if (!isPackage) {
      return new Mended(
          "package " + exercise.folder() + "; " + text,
          "has no package line; it was read as if it began with: package "
              + exercise.folder()
              + ";");
    }
    String said = text.substring(name, end).strip();
    if (said.equals(exercise.folder()) || !said.matches("[\\w.]+")) {
      return new Mended(text, "");
    }
    return new Mended(
        text.substring(0, name) + " " + exercise.folder() + text.substring(end),
        "says package " + said + "; it was read as package " + exercise.folder() + ".");
  }

  /** Where the first word of code begins, behind spaces and comments. */
  private static int code(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int end;
      if (Character.isWhitespace(text.charAt(at))) {
        end = at + 1;
      } else if (text.startsWith("//", at)) {
        end = text.indexOf('\n', at);
      } else if (text.startsWith("/*", at)) {
        end = text.indexOf("*/", at + 2) + 2;
        end = end < at + 2 ? -1 : end;
      } else {
        return at;
      }
      if (end < 0) {
        return text.length();
      }
      at = end;
    }
    return at;
  }

  /**
   * Why what was compiled is no answer, as far as it can be seen from outside.
   *
   * @param file what the file of the answer is called
   */
  public static Optional<String> problem(
      Exercise exercise, String file, Compiler.Compiled compiled) {
    String wanted = exercise.answerName();
    String simple = wanted.substring(exercise.folder().length() + 1);
    if (!compiled.errors().isEmpty()) {
      return Optional.of(complaint(exercise, file, simple, compiled.errors()));
    }
    if (compiled.classes().containsKey(wanted)) {
      return Optional.empty();
    }
    List<String> there =
        compiled.classes().keySet().stream()
            .filter(name -> !name.contains("$"))
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .toList();
    return Optional.of(
        there.isEmpty()
            ? file + " holds no class " + simple + "."
            : otherName(exercise, file, simple, String.join(", ", there)));
  }

  private static String complaint(
      Exercise exercise, String file, String simple, List<String> errors) {
    for (String error : errors) {
      Matcher other = OTHER_CLASS.matcher(error);
      if (other.find() && error.contains(file)) {
        return otherName(exercise, file, simple, other.group(1));
      }
    }
    // The grader's compiler has the contract and the matrices alone.
    Set<String> missing = new TreeSet<>();
    for (String error : errors) {
      Matcher library = LIBRARY.matcher(error);
      if (library.find()) {
        missing.add(library.group(1));
      }
    }
    if (!missing.isEmpty()) {
      return Rule.handsOver(exercise, missing);
    }
    int java = Runtime.version().feature();
    var text = new StringBuilder();
    if (errors.stream().anyMatch(error -> NEWER.matcher(error).find())) {
      text.append(file).append(" is written for a newer Java than this one, which is Java ");
      text.append(java).append(": write it in the older way.");
    } else {
      text.append("It does not compile with Java ").append(java).append(":");
    }
    errors.forEach(line -> text.append("\n  ").append(line.replace("\n", "\n  ")));
    return text.toString();
  }

  private static String otherName(Exercise exercise, String file, String simple, String found) {
    return "%s holds the class %s, and %s expects the class %s: rename it."
        .formatted(file, found, exercise.id(), simple);
  }
}
