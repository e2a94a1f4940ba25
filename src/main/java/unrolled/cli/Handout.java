package unrolled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unrolled.exercise.Exercise;
import unrolled.grade.CannotGrade;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookFile;

/**
 * The students' copy of a checkout: every file is one that is named here, so that nothing else can
 * get into it. In place of the slips there is what they come to.
 */
final class Handout {
  private static final String PROJECT = "exercises/project/MyNetwork.java";

  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "LICENSE",
          "unrolled",
          "unrolled.cmd",
          ".gitignore",
          ".gitattributes",
          ".github/gradient.svg",
          ".devcontainer/Dockerfile",
          ".devcontainer/devcontainer.json",
          "binder/apt.txt",
          "binder/postBuild",
          "exercises/README.md",
          "exercises/reference.py",
          "exercises/project/README.md",
          PROJECT,
          "notebooks/quiz.md",
          "docs/benchmarks.md",
          "docs/kernels.md",
          "docs/style.md",
          "docs/troubleshooting.md");

  /** The tests of the library, and what they compare it with; the others know answers. */
  private static final List<String> TESTED =
      List.of("reference", "matrix", "nn", "cell", "layer", "weights", "train", "model", "data");

  private static final String TEACHERS = "## For teachers\n";
  private static final Pattern ANSWER = Pattern.compile("\\bclass My\\w+ implements e\\d\\d_");
  private static final Pattern UNTOUCHED =
      Pattern.compile("\"(e\\d\\d|the project): not written yet\"");

  private final Path home;
  private final Path copy;
  private final Function<Exercise, byte[]> slips;

  private Handout(Path home, Path copy, Function<Exercise, byte[]> slips) {
    this.home = home;
    this.copy = copy;
    this.slips = slips;
  }

  /**
   * Makes the copy. It is there as a whole, or not at all.
   *
   * @param home the checkout
   * @param folder the folder to write; it must be new or empty
   */
  static void make(Path home, Path folder) {
    make(home, folder, Exercise::slipsFile);
  }

  /** The same, with what takes long given: the content of the file of an exercise's slips. */
  static void make(Path home, Path folder, Function<Exercise, byte[]> slips) {
    try {
      if (Files.exists(folder) && !isEmpty(folder)) {
        throw Problem.wrongUse(folder + " is there already, and is not empty.");
      }
      Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
      Path part = parent.resolve("." + folder.getFileName() + ".part");
      delete(part);
      Files.createDirectory(part);
      try {
        new Handout(home, part, slips).write();
        Files.deleteIfExists(folder);
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(part);
      }
    } catch (IOException e) {
      throw Problem.failed(
          "The copy cannot be made in %s: %s.".formatted(folder, CannotGrade.reason(e)));
    }
  }

  private void write() throws IOException {
    requireUntouched(home.resolve(PROJECT));
    for (String file : FILES) {
      copy(home.resolve(file));
    }
    copyAll(home.resolve("docs/benchmarks"));
    copyAll(home.resolve("src/main"));
    for (String name : TESTED) {
      copyAll(home.resolve("src/test/java/unrolled").resolve(name));
    }
    copyAll(home.resolve("src/test/resources/unrolled"));
    for (Exercise exercise : Exercise.all()) {
      exercise(exercise);
    }
    for (Path notebook : NotebookFile.in(home.resolve("notebooks"))) {
      notebook(notebook);
    }
    String readme = Files.readString(home.resolve("README.md"));
    Files.writeString(copy.resolve("README.md"), withoutSection(readme));
  }

  private void exercise(Exercise exercise) throws IOException {
    String contract = exercise.contract().getSimpleName();
    Path starter = exercise.path().resolve("My" + contract + ".java");
    requireUntouched(starter);
    List<String> names =
        List.of(
            "README.md",
            "hints.md",
            "reference.json",
            contract + ".java",
            contract + "Test.java",
            "My" + contract + ".java");
    for (String name : names) {
      copy(exercise.path().resolve(name));
    }
    Path folder = copy.resolve("exercises").resolve(exercise.folder());
    Files.write(folder.resolve(Exercise.slipsFileName()), slips.apply(exercise));
  }

  /** Without outputs: there a teacher's own answer may have been at work. */
  private void notebook(Path file) throws IOException {
    var notebook = NotebookFile.read(file);
    for (NotebookCell cell : notebook.cells()) {
      if (ANSWER.matcher(cell.source()).find() && !UNTOUCHED.matcher(cell.source()).find()) {
        throw touched(file);
      }
    }
    Path target = copy.resolve("notebooks").resolve(file.getFileName());
    Files.createDirectories(target.getParent());
    Files.writeString(target, NotebookFile.canonical(notebook));
  }

  private void requireUntouched(Path starter) throws IOException {
    if (!UNTOUCHED.matcher(Files.readString(starter)).find()) {
      throw touched(starter);
    }
  }

  private Problem touched(Path file) {
    String name = home.relativize(file).toString();
    return Problem.failed(
        "%s holds an answer, which students must not get: git restore %s, or take the answer out."
            .formatted(name, name));
  }

  private static String withoutSection(String readme) {
    int start = readme.indexOf(TEACHERS);
    int end = start < 0 ? -1 : readme.indexOf("\n## ", start);
    return end < 0 ? readme : readme.substring(0, start) + readme.substring(end + 1);
  }

  private void copyAll(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Handout::isFile).sorted().toList()) {
        copy(file);
      }
    }
  }

  private void copy(Path file) throws IOException {
    Path target = copy.resolve(home.relativize(file));
    Files.createDirectories(target.getParent());
    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
