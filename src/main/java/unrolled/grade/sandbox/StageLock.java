package unrolled.grade.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Says that the owner of a stage is alive: a file in its folder that the owner holds locked. The
 * system lets go of the lock when the owner dies, however that comes about, so that the next grader
 * can tell what a dead one has left.
 */
final class StageLock implements AutoCloseable {
  static final String PREFIX = "unrolled-stage-";
  private static final String NAME = "in-use";

  /** A folder without the file is one that is just being made, or of an older grader. */
  private static final Duration TIME_TO_LOCK = Duration.ofHours(1);

  /** To open and close a file of our own would let go of its lock. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel file;

  private StageLock(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /** Marks a folder as in use until this is closed or the process ends. */
  static StageLock of(Path folder) throws IOException {
    OWN.add(folder);
    FileChannel file =
        FileChannel.open(
            folder.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (file.tryLock() == null) {
      throw new IOException("another process has taken " + folder);
    }
    return new StageLock(folder, file);
  }

  /** Clears away what graders of this user that have died left in a folder. */
  static void clearDead(Path temporary) throws IOException {
    for (Path stage : stages(temporary)) {
      try {
        if (!OWN.contains(stage) && isOurs(stage)) {
          clearIfDead(stage);
        }
      } catch (NoSuchFileException e) {
        continue; // Its owner, or another grader, is clearing it away.
      }
    }
  }

  private static List<Path> stages(Path temporary) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .toList();
    }
  }

  private static boolean isOurs(Path stage) throws IOException {
    Path home = Path.of("/proc/self");
    return !Files.exists(home) || Files.getOwner(stage).equals(Files.getOwner(home));
  }

  private static void clearIfDead(Path stage) throws IOException {
    Path name = stage.resolve(NAME);
    if (Files.notExists(name)) {
      FileTime made = Files.getLastModifiedTime(stage);
      if (made.toInstant().isBefore(Instant.now().minus(TIME_TO_LOCK))) {
        clear(stage);
      }
      return;
    }
    try (FileChannel file = FileChannel.open(name, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      // A live process holds the lock, and so does one that clears away.
      if (lock != null) {
        clear(stage);
      }
    }
  }

  /** Deletes a folder and all that is in it. */
  static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    OWN.remove(folder);
  }
}
