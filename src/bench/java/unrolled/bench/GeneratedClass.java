package unrolled.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A class of students for one exercise, made of what the checkout holds: our answer and its
 * variants, the known mistakes, the starter, and files that do not compile.
 *
 * <p>The same number gives the same class. No two students hand in the same bytes, so that none is
 * spared the judge. It needs nothing but the JDK: {@code java GeneratedClass.java CHECKOUT EXERCISE
 * COUNT FOLDER} writes one.
 */
final class GeneratedClass {
  /** Of so many students, one leaves out a semicolon. */
  private static final int CARELESS = 25;

  private final Path home;
  private final String exercise;
  private final String answer;

  private GeneratedClass(Path home, String exercise) {
    this.home = home;
    this.exercise = exercise;
    this.answer = answerOf(home.resolve("exercises").resolve(exercise));
  }

  /** Writes a class from the command line. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: java GeneratedClass.java CHECKOUT EXERCISE COUNT FOLDER");
      System.exit(2);
    }
    write(
        Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]), Path.of(arguments[3]));
  }

  /**
   * Writes a class.
   *
   * @param home the checkout
   * @param exercise the folder of the exercise, {@code e05_rnn_step}
   * @param count how many students
   * @param folder for the hand-ins: one folder each
   */
  static void write(Path home, String exercise, int count, Path folder) throws IOException {
    var made = new GeneratedClass(home, exercise);
    List<String> sources = made.sources();
    for (int i = 0; i < count; i++) {
      String student = "student-%04d".formatted(i + 1);
      String source = sources.get(i % sources.size()) + "// " + student + "\n";
      if (i % CARELESS == CARELESS - 1) {
        source = source.replaceFirst(";\n", "\n");
      }
      Path own = Files.createDirectories(folder.resolve(student).resolve(exercise));
      Files.writeString(own.resolve(made.answer + ".java"), source);
    }
  }

  /** What some students write in place of what is right. */
  private static final Map<String, String> SLIPS =
      new TreeMap<>(
          Map.of(
              ".plusRow(b)", "",
              ".map(Math::tanh)", "",
              "Math::tanh", "Math::sin",
              "matmul(Wh)", "matmul(Wh.transpose())",
              "matmul(Wx)", "matmul(Wx.transpose())",
              ", 1)", ", 2)"));

  private static String answerOf(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("My\\w+\\.java"))
          .map(name -> name.replace(".java", ""))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private List<String> sources() throws IOException {
    Path solutions = home.resolve("solutions").resolve(exercise);
    List<String> sources = new ArrayList<>();
    sources.add(Files.readString(solutions.resolve(answer + ".java")));
    sources.add(
        Files.readString(home.resolve("exercises").resolve(exercise).resolve(answer + ".java")));
    for (Map.Entry<String, String> slip : SLIPS.entrySet()) {
      String wrong = sources.get(0).replace(slip.getKey(), slip.getValue());
      if (!wrong.equals(sources.get(0))) {
        sources.add(wrong);
      }
    }
    return sources;
  }
}
