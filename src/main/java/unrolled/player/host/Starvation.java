package unrolled.player.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Whether a process would run and is not let: it is stopped, or the machine gives its processors to
 * others. Known on Linux alone; elsewhere nothing counts as starved.
 */
final class Starvation {
  private static final long WINDOW_MILLIS = 200;
  private static final int SAMPLES = 10;

  private Starvation() {}

  /** Looks at the process and at all that it has started, for a fifth of a second. */
  static boolean of(ProcessHandle process) {
    Duration before = processorTime(process);
    int waiting = 0;
    try {
      for (int i = 0; i < SAMPLES; i++) {
        waiting += tree(process).anyMatch(Starvation::waitsForProcessor) ? 1 : 0;
        Thread.sleep(WINDOW_MILLIS / SAMPLES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean hasRun =
        processorTime(process).minus(before).compareTo(Duration.ofMillis(WINDOW_MILLIS / 2)) >= 0;
    return waiting > SAMPLES / 2 && !hasRun;
  }

  private static Stream<ProcessHandle> tree(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  private static Duration processorTime(ProcessHandle process) {
    return tree(process)
        .flatMap(one -> one.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether a thread of it is runnable or stopped. */
  private static boolean waitsForProcessor(ProcessHandle process) {
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        String stat = Files.readString(thread.resolve("stat"));
        char state = stat.charAt(stat.lastIndexOf(')') + 2);
        if (state == 'R' || state == 'T') {
          return true;
        }
      }
      return false;
    } catch (IOException | StringIndexOutOfBoundsException e) {
      return false; // It has ended, or this is no Linux.
    }
  }
}
