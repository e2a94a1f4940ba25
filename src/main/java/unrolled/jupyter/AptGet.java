package unrolled.jupyter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls of Debian's and Ubuntu's installer. */
public final class AptGet {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path LISTS = Path.of("/var/lib/apt/lists/lock");

  private AptGet() {}

  /**
   * The command that installs packages. While another installer is at work, such as the machine's
   * own updates, it waits up to five minutes for it.
   */
  public static List<String> install(List<String> packages) {
    var command = new ArrayList<>(List.of("apt-get", "install", "-q", "-y"));
    command.add("--no-install-recommends");
    command.addAll(List.of("-o", "DPkg::Lock::Timeout=" + PATIENCE.toSeconds()));
    command.addAll(packages);
    return command;
  }

  /**
   * The command that brings the list of packages up to date, once no other installer holds the list
   * or five minutes are over: {@code apt-get update} itself waits for nobody.
   */
  static List<String> update() throws InterruptedException {
    awaitFree(LISTS, PATIENCE);
    return List.of("apt-get", "update", "-q");
  }

  /** Waits until no other process has locked a file; a file that cannot be opened is not locked. */
  static boolean awaitFree(Path lock, Duration patience) throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (isHeld(lock)) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(500);
    }
    return true;
  }

  private static boolean isHeld(Path lock) {
    if (!Files.isWritable(lock)) {
      return false;
    }
    try (var file = FileChannel.open(lock, StandardOpenOption.WRITE);
        var held = file.tryLock()) {
      return held == null;
    } catch (IOException e) {
      return false;
    }
  }
}
