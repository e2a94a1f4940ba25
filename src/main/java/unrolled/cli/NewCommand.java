package unrolled.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.exercise.Derived;
import unrolled.exercise.Exercise;

/** Writes the frame of an exercise. */
@Command(
    name = "new",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Writes the frame of an exercise: contract, starter, statement, hints, tests, the case of"
          + " reference.py, solution, slips and variants.",
      "The frame compiles. What is left to do is listed, and the gate's tests fail until it is done."
    })
final class NewCommand implements Callable<Integer> {
  private static final String MAIN = "\n\ndef write(folder):";

  @Parameters(index = "0", paramLabel = "ID", description = "such as e19")
  private String id;

  @Parameters(index = "1", paramLabel = "TITLE", description = "a few words: \"Set a latch\"")
  private String title;

  @Option(
      names = "--notebook",
      required = true,
      paramLabel = "NN",
      description = "the notebook that leads to it, such as 07")
  private String notebook;

  @Override
  public Integer call() {
    String words = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
    refuse(words);
    String folder = id + "_" + words.replace(' ', '_');
    String contract =
        Arrays.stream(words.split(" "))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    Map<Path, String> files = files(folder, contract);
    Path script = Checkout.home().resolve("exercises/reference.py");
    String reference = withCase(text(script), folder);
    files.forEach(NewCommand::write);
    write(script, reference);
    System.out.println("Written: exercises/" + folder + " and solutions/" + folder + ".");
    System.out.println("Left to do; the gate (ExerciseGateTest) fails until it is:");
    List.of("exercises", "solutions")
        .forEach(
            root ->
                Derived.unfinished(Checkout.home().resolve(root).resolve(folder))
                    .forEach(task -> System.out.println("  " + task)));
    System.out.println(
        "Then: python3 exercises/reference.py "
            + id
            + ", ./unrolled format (the map and the facts), mvn test -Dtest=ExerciseGateTest");
    return 0;
  }

  private void refuse(String words) {
    if (!id.matches("e\\d\\d")) {
      throw Problem.wrongUse("An id is e and two digits, such as e19, not \"" + id + "\".");
    }
    if (!notebook.matches("\\d\\d")) {
      throw Problem.wrongUse("A notebook is two digits, such as 07, not \"" + notebook + "\".");
    }
    if (!words.matches("[a-z].*")) {
      throw Problem.wrongUse(
          "A title begins with a letter, such as \"Set a latch\", not \"" + title + "\".");
    }
    if (Exercise.all().stream().anyMatch(exercise -> exercise.id().equals(id))) {
      throw Problem.wrongUse("There is an exercise " + id + " already; take another id.");
    }
  }

  private Map<Path, String> files(String folder, String contract) {
    Path exercise = Checkout.home().resolve("exercises").resolve(folder);
    Path solution = Checkout.home().resolve("solutions").resolve(folder);
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(exercise.resolve(contract + ".java"), "contract");
    files.put(exercise.resolve("My" + contract + ".java"), "starter");
    files.put(exercise.resolve(contract + "Test.java"), "test");
    files.put(exercise.resolve("README.md"), "statement");
    files.put(exercise.resolve("hints.md"), "hints");
    files.put(exercise.resolve("reference.json"), "reference");
    files.put(solution.resolve("My" + contract + ".java"), "solution");
    files.put(solution.resolve(contract + "Slips.java"), "slips");
    files.put(solution.resolve(contract + "Variants.java"), "variants");
    files.replaceAll((file, template) -> filled(template, folder, contract));
    return files;
  }

  private String withCase(String script, String folder) {
    int at = script.indexOf(MAIN);
    if (at < 0) {
      throw Problem.failed(
          "exercises/reference.py has no \"def write(folder):\"; the new case goes before that line.");
    }
    return script.substring(0, at) + "\n\n" + filled("case", folder, "") + script.substring(at);
  }

  private String filled(String template, String folder, String contract) {
    try (InputStream in = NewCommand.class.getResourceAsStream("new/" + template + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${id}", id)
          .replace("${title}", title.strip())
          .replace("${notebook}", notebook)
          .replace("${folder}", folder)
          .replace("${contract}", contract);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the template " + template, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
