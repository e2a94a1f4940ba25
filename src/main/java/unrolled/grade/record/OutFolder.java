package unrolled.grade.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import unrolled.grade.CannotGrade;

/** The folder for what comes out: players may run as another user, who is not to look into it. */
public final class OutFolder {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private OutFolder() {}

  /**
   * Makes the folder for this user only where there is none, and closes one that is open to
   * everybody. What its group may do stays: colleagues may share it.
   *
   * @return what there is to say: a sentence; nothing if it was closed before
   * @throws CannotGrade if it cannot be made or closed, or if it is open and holds other things
   */
  public static Optional<String> close(Path folder) {
    try {
      if (Files.notExists(folder)) {
        Files.createDirectories(folder);
        if (isPosix(folder)) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return Optional.empty();
      }
      return Files.isDirectory(folder) && isPosix(folder) ? closed(folder) : Optional.empty();
    } catch (IOException e) {
      throw new CannotGrade(
          "Cannot make the folder " + folder + ": " + CannotGrade.reason(e) + ".", e);
    }
  }

  private static Optional<String> closed(Path folder) throws IOException {
    Set<PosixFilePermission> allowed = EnumSet.noneOf(PosixFilePermission.class);
    allowed.addAll(Files.getPosixFilePermissions(folder));
    if (!allowed.removeAll(OTHERS)) {
      return Optional.empty();
    }
    if (holdsOtherThings(folder)) {
      throw new CannotGrade(
          folder
              + " is open to every user of this machine, and holds other things than results."
              + " Name a folder that is new or empty.");
    }
    try {
      Files.setPosixFilePermissions(folder, allowed);
    } catch (IOException e) {
      throw new CannotGrade(
          "%s is open to every user of this machine, and cannot be closed (%s). Name another."
              .formatted(folder, CannotGrade.reason(e)),
          e);
    }
    return Optional.of(folder + " was open to every user of this machine: it is closed to them.");
  }

  /** Whether it is neither empty nor what a grader has written to. */
  private static boolean holdsOtherThings(Path folder) throws IOException {
    if (Files.exists(folder.resolve(Journal.NAME))) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
