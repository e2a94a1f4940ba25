package unrolled.grade.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A system that can grade a class, or a part of it, with a copy of this grader. */
public enum Target {
  /** A cluster under Slurm: an array of tasks, and a task that merges. */
  SLURM(List.of("submit", "grade.sh", "merge.sh"), List.of("README.md")),
  /** A cluster under Kubernetes: an indexed job, and a job that merges. */
  KUBERNETES(
      List.of(), List.of("Dockerfile", ".dockerignore", "grade.yaml", "merge.yaml", "README.md")),
  /** Gradescope: a zip to upload as the autograder of a programming assignment. */
  GRADESCOPE(List.of("setup.sh", "run_autograder"), List.of()),
  /** GitHub Actions: the teacher's repository, in which hand-ins are graded in parts. */
  ACTIONS(List.of(), List.of(".github/workflows/grade.yml", "README.md"));

  private static final String ZIP = "autograder.zip";

  private final List<String> scripts;
  private final List<String> texts;

  Target(List<String> scripts, List<String> texts) {
    this.scripts = scripts;
    this.texts = texts;
  }

  /** As it is written in commands. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the export into a folder that is not there yet, or empty; whole, or not at all.
   *
   * @throws IllegalArgumentException if there is something in the folder
   */
  public void write(Bundle bundle, Course course, Path folder) {
    try {
      if (Files.exists(folder) && !isEmpty(folder)) {
        throw new IllegalArgumentException(
            "export: " + folder + " has something in it; name a new folder or an empty one.");
      }
      Path parent = Files.createDirectories(folder.toAbsolutePath().normalize().getParent());
      Path unfinished = Files.createTempDirectory(parent, ".export-");
      try {
        Path whole = Files.createDirectory(unfinished.resolve("whole"));
        fill(bundle, course, whole);
        Files.deleteIfExists(folder);
        Files.move(whole, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the export to " + folder + ": " + e, e);
    }
  }

  private void fill(Bundle bundle, Course course, Path folder) throws IOException {
    if (this != GRADESCOPE) {
      writeAll(bundle, course, folder);
      return;
    }
    Written.text(folder.resolve("README.md"), template("README.md", course));
    // Only so does a zip keep which files can be run.
    Map<String, Boolean> environment = Map.of("create", true, "enablePosixFileAttributes", true);
    try (FileSystem zip = FileSystems.newFileSystem(folder.resolve(ZIP), environment)) {
      writeAll(bundle, course, zip.getPath("/"));
    }
  }

  private void writeAll(Bundle bundle, Course course, Path root) throws IOException {
    bundle.write(root.resolve("grader"));
    for (String script : scripts) {
      Written.script(root.resolve(script), template(script, course));
    }
    for (String text : texts) {
      Written.text(root.resolve(text), template(text, course));
    }
  }

  private String template(String file, Course course) {
    return Template.filled(
        word() + "/" + file,
        Map.of(
            "OPTIONS", course.options(),
            "SHARDS", Integer.toString(course.shards()),
            "SHARD_LIST", course.shardList()));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
