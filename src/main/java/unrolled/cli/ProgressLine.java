package unrolled.cli;

import java.io.PrintStream;
import java.util.Locale;
import unrolled.grade.Grader;
import unrolled.jupyter.NotebookRunner;

/** How far a notebook or a class is: a bar on a terminal, one line at the end elsewhere. */
final class ProgressLine implements NotebookRunner.Progress, Grader.Progress {
  private static final int WIDTH = 24;

  private final PrintStream out;
  private final boolean bar;
  private final String name;
  private final String unit;
  private final long start = System.nanoTime();
  private int done;
  private int all;

  ProgressLine(PrintStream out, boolean bar, String name, String unit) {
    this.out = out;
    this.bar = bar;
    this.name = name;
    this.unit = unit;
    draw();
  }

  @Override
  public synchronized void at(int done, int all) {
    this.done = done;
    this.all = all;
    draw();
  }

  /** The last word; none if it failed before it began. */
  synchronized void end(boolean ok) {
    if (ok || all > 0) {
      out.println((bar ? "\r" : "") + line() + "  " + (ok ? "ok" : "FAILED"));
    }
  }

  private void draw() {
    if (bar) {
      out.print("\r" + line());
      out.flush();
    }
  }

  private String line() {
    int full = all == 0 ? WIDTH : WIDTH * done / all;
    String picture = bar ? "█".repeat(full) + "░".repeat(WIDTH - full) + "  " : "";
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT, "%-28s %s%3d/%d %s  %5.1f s", name, picture, done, all, unit, seconds);
  }
}
