package unrolled.grade.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a user that only a player has been has left on the machine: processes, and files where
 * everybody may write.
 *
 * @param user the number of the user
 */
record Leftovers(long user) {
  private static final int TRIES = 200;
  private static final List<Path> OPEN =
      List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  /** Ends the processes, then deletes the files. */
  void clear() throws IOException, InterruptedException {
    for (int tries = 0; !processes().isEmpty(); tries++) {
      if (tries == TRIES) {
        throw new IllegalStateException("processes of a player do not end: " + processes());
      }
      kill();
    }
    for (Path file : files()) {
      delete(file);
    }
  }

  /** The numbers of its processes that are alive. */
  List<String> processes() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.map(process -> process.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .filter(this::isAlive)
          .toList();
    }
  }

  /** Its files that lie about. */
  List<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : OPEN) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(this::owns).forEach(found::add);
        }
      }
    }
    return found;
  }

  /** Not one by one: what forks would always be ahead. As that user, so that no other is hit. */
  private void kill() throws IOException, InterruptedException {
    String id = Long.toString(user);
    // Its exit code says only that it has killed itself as well.
    new ProcessBuilder(
            "setpriv", "--reuid", id, "--regid", id, "--clear-groups", "kill", "-KILL", "--", "-1")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private boolean isAlive(String process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", process, "status"))) {
      List<String> status = lines.filter(line -> line.matches("(State|Uid):.*")).toList();
      return status.stream().anyMatch(line -> line.startsWith("Uid:\t" + user + "\t"))
          && status.stream().noneMatch(line -> line.startsWith("State:\tZ"));
    } catch (IOException | UncheckedIOException e) {
      return false; // It has ended while we looked.
    }
  }

  private boolean owns(Path file) {
    try {
      Object owner = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      return owner.equals((int) user);
    } catch (IOException e) {
      return false; // Gone.
    }
  }

  private static void delete(Path file) throws IOException {
    try (Stream<Path> files = Files.walk(file)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
