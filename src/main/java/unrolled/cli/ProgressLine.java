package unrolled.cli;

import java.io.PrintStream;
import java.util.Locale;
import unrolled.grade.Grader;
import unrolled.jupyter.NotebookRunner;

/** How far a notebook or a class is: a bar on a terminal, one line at the end elsewhere. */
final class ProgressLine implements NotebookRunner.Progress, Grader.Progress {
  private static final int WIDTH = 24; // of the bar, where there is room
  private static final int NAME = 28;
  private static final int VERDICT = "  FAILED".length();

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
    double seconds = (System.nanoTime() - start) / 1e9;
    String figures = String.format(Locale.ROOT, "%3d/%d %s  %5.1f s", done, all, unit, seconds);
    return bar
        ? fitted(name, all == 0 ? 1 : (double) done / all, figures, Terminal.width() - VERDICT)
        : String.format("%-" + NAME + "s %s", name, figures);
  }

  /** In at most so many columns: a line that wraps cannot be drawn over. */
  static String fitted(String name, double share, String figures, int width) {
    int room = Math.max(1, width - figures.length() - 1);
    String shown = name.length() <= room ? name : name.substring(0, room - 1) + "…";
    int cells = Math.min(WIDTH, room - Math.max(NAME, shown.length()) - 3);
    if (cells < 6) {
      return String.format("%-" + Math.min(room, NAME) + "s %s", shown, figures);
    }
    int full = (int) (cells * share);
    String picture = "█".repeat(full) + "░".repeat(cells - full);
    return String.format("%-" + NAME + "s %s  %s", shown, picture, figures);
  }
}
