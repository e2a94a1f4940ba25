package unrolled.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unrolled.exercise.Home;

/** A few hand-ins for one exercise, and ways to grade them: here, and in a process of its own. */
final class SmallClass {
  private static final Pattern ANSWER =
      Pattern.compile(
          "\\{\"chain\":\"\\w+\",\"entry\":\\{\"version\":\"\\w+\",\"answer\":\"(\\w+)\"");

  static final int ANSWERS = 8;

  private static final String FILE = "e05_rnn_step/MyRnnStep.java";

  final Path submissions;

  SmallClass(Path folder) throws IOException {
    submissions = Files.createDirectory(folder.resolve("submissions"));
    String solution = Files.readString(Home.path().resolve("solutions").resolve(FILE));
    for (int i = 0; i < 4; i++) {
      handIn("right " + i, solution + "// " + i);
    }
    handIn("nothing done", Files.readString(Home.path().resolve("exercises").resolve(FILE)));
    handIn("no tanh", solution.replace(".map(Math::tanh)", ""));
    handIn("slip of the pen", solution.replace("class", "clas"));
    handIn("exit", solution.replace("return ", "Object o = List.of();\n    return "));
    handIn("copy", solution + "// 0");
  }

  void handIn(String student, String source) throws IOException {
    Path file = submissions.resolve(student).resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
  }

  /** The arguments of the command; any sandbox will do, so that it works everywhere. */
  List<String> command(Path out, String... more) {
    var command = new ArrayList<String>();
    command.addAll(List.of("grade", submissions.toString(), "--out", out.toString()));
    command.addAll(List.of("--exercises", "e05", "--minimum-sandbox", "process", "--jobs", "2"));
    command.addAll(List.of(more));
    return command;
  }

  /**
   * What a command came to.
   *
   * @param code its exit code
   * @param text all that it said
   */
  record Said(int code, String text) {}

  Said grade(Path out, String... more) {
    return run(command(out, more));
  }

  /** Runs a command in this process. */
  static Said run(List<String> command) {
    var text = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    PrintStream both = new PrintStream(text, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      int code = Main.execute(command.toArray(String[]::new));
      return new Said(code, text.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** Starts the command in a process of its own. */
  Process start(Path out, String... options) throws IOException {
    List<String> command = java(options);
    command.addAll(command(out));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File("/dev/null"))
        .start();
  }

  /** Begins the command line of a process of its own. */
  static List<String> java(String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dunrolled.home=" + Home.path()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return command;
  }

  /** All that was written for the teacher, by its name: not the journal, whose order is chance. */
  static Map<String, String> reports(Path out) {
    Map<String, String> reports = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("journal.jsonl")) {
          reports.put(out.relativize(file).toString(), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reports;
  }

  /** The hash of each answer that the journal has, one for each line. */
  static List<String> judged(Path out) {
    Path journal = out.resolve("journal.jsonl");
    try {
      return Files.notExists(journal)
          ? List.of()
          : Files.readString(journal)
              .lines()
              .map(ANSWER::matcher)
              .filter(Matcher::lookingAt)
              .map(entry -> entry.group(1))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
