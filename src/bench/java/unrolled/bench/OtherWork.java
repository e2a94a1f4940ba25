package unrolled.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The share of the processors that is taken by others, from 0 to 1: while nothing is measured, just
 * before and just after.
 */
record OtherWork(double before, double after) {
  private static final Path TIMES = Path.of("/proc/stat");
  private static final long LOOK_MILLIS = 1000;

  /** More than this and the figures are of a machine that had something else to do. */
  static final double MUCH = 0.1;

  boolean isMuch() {
    return Math.max(before, after) > MUCH;
  }

  @Override
  public String toString() {
    return "Other work took %.0f %% of the processors before and %.0f %% after.%s"
        .formatted(
            100 * before,
            100 * after,
            isMuch() ? " **The machine was not quiet: measure again.**" : "");
  }

  /** Looks for a second, in which the caller does nothing. */
  static double now() {
    try {
      if (Files.isReadable(TIMES)) {
        double[] start = times();
        Thread.sleep(LOOK_MILLIS);
        double[] end = times();
        return share(end[0] - start[0], end[1] - start[1]);
      }
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      system.getCpuLoad();
      Thread.sleep(LOOK_MILLIS);
      return Math.max(0, system.getCpuLoad());
    } catch (IOException e) {
      throw new UncheckedIOException(TIMES + " cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking for other work", e);
    }
  }

  static double share(double idle, double all) {
    return all > 0 ? Math.max(0, 1 - idle / all) : 0;
  }

  /** What passed idle and what passed in all, over all processors; the host's share counts too. */
  private static double[] times() throws IOException {
    String[] fields = Files.readAllLines(TIMES).get(0).trim().split("\\s+");
    // user nice system idle iowait irq softirq steal; guests are in the first two already.
    double[] ticks = Arrays.stream(fields, 1, 9).mapToDouble(Double::parseDouble).toArray();
    return new double[] {ticks[3] + ticks[4], Arrays.stream(ticks).sum()};
  }
}
