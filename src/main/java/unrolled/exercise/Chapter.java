package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A notebook and the exercises that it leads to.
 *
 * @param number of the notebook: {@code 03}
 * @param name what its file is called: {@code hidden state}; empty if there is no file yet
 * @param exercises in the order of their ids; a notebook may have none
 */
public record Chapter(String number, String name, List<Exercise> exercises) {
  private static final Pattern FILE = Pattern.compile("(\\d\\d)-(.+)\\.ipynb");

  /** Copies the list. */
  public Chapter {
    exercises = List.copyOf(exercises);
  }

  /** Every notebook of the checkout, and every one that an exercise names, in their order. */
  public static List<Chapter> all() {
    return of(names(Home.path().resolve("notebooks")), Exercise.all());
  }

  static List<Chapter> of(TreeMap<String, String> names, List<Exercise> exercises) {
    var numbers = new TreeMap<String, List<Exercise>>();
    names.keySet().forEach(number -> numbers.put(number, new ArrayList<>()));
    for (Exercise exercise : exercises) {
      numbers
          .computeIfAbsent(exercise.about().notebook(), number -> new ArrayList<>())
          .add(exercise);
    }
    return numbers.entrySet().stream()
        .map(e -> new Chapter(e.getKey(), names.getOrDefault(e.getKey(), ""), e.getValue()))
        .toList();
  }

  /** The name of each notebook by its number. */
  private static TreeMap<String, String> names(Path folder) {
    var names = new TreeMap<String, String>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          names.put(name.group(1), name.group(2).replace('-', ' '));
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the notebooks in " + folder, e);
    }
  }
}
