package unrolled.cli;

import java.io.PrintStream;
import java.util.Locale;
import unrolled.kernel.NotebookRunner.Progress;

/** How far a notebook is: a bar on a terminal, one line at the end elsewhere. */
final class ProgressLine implements Progress {
  private static final int WIDTH = 24;

  private final PrintStream out;
  private final boolean bar;
  private final String name;
  private final long start = System.nanoTime();
  private int done;
  private int all;

  ProgressLine(PrintStream out, boolean bar, String name, int all) {
    this.out = out;
    this.bar = bar;
    this.name = name;
    this.all = all;
    draw();
  }

  @Override
  public synchronized void at(int done, int all) {
    this.done = done;
    this.all = all;
    draw();
  }

  /** The last word. */
  synchronized void end(boolean ok) {
    out.println((bar ? "\r" : "") + line() + "  " + (ok ? "ok" : "FAILED"));
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
        Locale.ROOT, "%-28s %s%3d/%d cells  %5.1f s", name, picture, done, all, seconds);
  }
}
