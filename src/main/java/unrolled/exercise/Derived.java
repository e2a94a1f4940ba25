package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the pages of the exercises repeat from the contracts: the line of facts and the block "Check
 * it" of each statement, and the rows of the map in {@code exercises/README.md}.
 */
public final class Derived {
  private static final String CHECK = "## Check it\n";
  private static final Pattern FACTS = Pattern.compile("(?m)^\\*Notebook .*\\*$");
  private static final Pattern ROWS =
      Pattern.compile("(?m)(?<=^\\|---\\|---\\|---\\|---\\|---\\|\n)(\\| \\[e\\d\\d].*\n)*");

  private Derived() {}

  /**
   * Every page that is not as the contracts have it, with the text that it should have.
   *
   * @throws IllegalStateException if a page lacks the place where something is to stand
   */
  public static Map<Path, String> stale() {
    Map<Path, String> stale = new LinkedHashMap<>();
    List<Exercise> exercises = Exercise.all();
    for (Exercise exercise : exercises) {
      Path page = exercise.path().resolve("README.md");
      add(stale, page, statement(exercise, text(page)));
    }
    Path map = Home.path().resolve("exercises").resolve("README.md");
    add(stale, map, map(exercises, text(map)));
    return stale;
  }

  private static void add(Map<Path, String> stale, Path page, String wanted) {
    if (!text(page).equals(wanted)) {
      stale.put(page, wanted);
    }
  }

  /** The statement with its facts and its last block as they should be. */
  static String statement(Exercise exercise, String page) {
    Matcher facts = FACTS.matcher(page);
    int check = page.indexOf(CHECK);
    if (!facts.find() || check < 0) {
      throw new IllegalStateException(
          exercise.folder()
              + "/README.md should have a line \"*Notebook …*\" below its title, and end with"
              + " \"## Check it\"");
    }
    return page.substring(0, facts.start())
        + facts(exercise)
        + page.substring(facts.end(), check)
        + check(exercise);
  }

  private static String facts(Exercise exercise) {
    return "*Notebook %s · %d points%s · you write `%s.%s`*"
        .formatted(
            exercise.about().notebook(),
            exercise.about().points(),
            exercise.about().optional() ? ", optional" : "",
            answer(exercise),
            exercise.method().getName());
  }

  private static String check(Exercise exercise) {
    return CHECK
        + """
        | where | type |
        |---|---|
        | notebook, JShell | `check("%1$s")`, or `check(new %2$s())` for a class that you wrote there |
        | shell | `./unrolled check %1$s` |
        | Maven | `mvn test -Pexercises -Dgroups=%1$s` |

        [What holds for every answer](../README.md#what-holds-for-every-answer)%3$s.
        """
            .formatted(
                exercise.id(),
                answer(exercise),
                hasMatrices(exercise)
                    ? "; [what `Matrix` can do](../README.md#what-matrix-can-do)"
                    : "");
  }

  private static boolean hasMatrices(Exercise exercise) {
    String contract = exercise.contract().getSimpleName() + ".java";
    return text(exercise.path().resolve(contract)).contains("import unrolled.matrix.Matrix;");
  }

  private static String answer(Exercise exercise) {
    return "My" + exercise.contract().getSimpleName();
  }

  /** The map with a row for each exercise. */
  static String map(List<Exercise> exercises, String page) {
    Matcher rows = ROWS.matcher(page);
    if (!rows.find()) {
      throw new IllegalStateException("exercises/README.md should have a table of five columns");
    }
    var all = new ArrayList<String>();
    exercises.forEach(exercise -> all.add(row(exercise)));
    return page.substring(0, rows.start()) + String.join("", all) + page.substring(rows.end());
  }

  private static String row(Exercise exercise) {
    String bases = String.join(", ", exercise.about().buildsOn());
    return "| [%s](%s/README.md) | %s | %s | %d%s |%s|\n"
        .formatted(
            exercise.id(),
            exercise.folder(),
            exercise.about().notebook(),
            title(exercise),
            exercise.about().points(),
            exercise.about().optional() ? ", optional" : "",
            bases.isEmpty() ? " " : " " + bases + " ");
  }

  /** The title of the statement, without the id. */
  private static String title(Exercise exercise) {
    String first = text(exercise.path().resolve("README.md")).lines().findFirst().orElse("");
    return first.replaceFirst("^# e\\d\\d: ", "");
  }

  /** What is still to be done in an exercise: place and task of each mark of its author. */
  public static List<String> unfinished(Exercise exercise) {
    return List.of(exercise.path(), Home.path().resolve("solutions").resolve(exercise.folder()))
        .stream()
        .flatMap(folder -> unfinished(folder).stream())
        .toList();
  }

  /** The marks of its author in the files of a folder. */
  public static List<String> unfinished(Path folder) {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .flatMap(file -> marks(file).stream())
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look through " + folder, e);
    }
  }

  private static List<String> marks(Path file) {
    List<String> lines = text(file).lines().toList();
    var marks = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      int at = lines.get(i).indexOf("AUTHOR: ");
      if (at >= 0) {
        String task = lines.get(i).substring(at + "AUTHOR: ".length());
        marks.add(
            "%s:%d: %s"
                .formatted(
                    Texts.relative(file), i + 1, task.replaceFirst("( -->|\"[,)};]*.*)$", "")));
      }
    }
    return marks;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
