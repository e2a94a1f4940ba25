package unrolled.notebook;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import unrolled.train.TrainingEvent;

/**
 * Tells how far training is: step, loss and the time that is left.
 *
 * <p>On a terminal and in a notebook it is one line that redraws itself, at most twenty times a
 * second; elsewhere it is a line at every tenth of the way. The system property {@code
 * unrolled.progress} may say {@code live} or {@code lines} where the guess is wrong.
 */
public final class ProgressBar implements Consumer<TrainingEvent> {
  private static final long PAUSE = 50_000_000; // ns
  private static final int CELLS = 24;
  private static final double LEARNT = 1; // seconds after which the time that is left is told

  private final Supplier<PrintStream> out;
  private final boolean live;
  private final LongSupplier clock; // ns
  private long heard; // when the first step was done
  private long lastDrawn;
  private int width;
  private long from = -1; // steps before the first that was heard of; -1 before it
  private double firstLoss;
  private double lastLoss;

  /** A bar on {@code System.out}, as it is at the time of printing. */
  public ProgressBar() {
    this(() -> System.out, redraws(), System::nanoTime);
  }

  ProgressBar(Supplier<PrintStream> out, boolean live, LongSupplier clock) {
    this.out = out;
    this.live = live;
    this.clock = clock;
  }

  private static boolean redraws() {
    String told = System.getProperty("unrolled.progress", "");
    if (!told.isEmpty()) {
      return told.equals("live");
    }
    // Jupyter starts every kernel with this variable.
    return System.getenv("JPY_PARENT_PID") != null || isTerminal(System.console());
  }

  // From 22 on there may be a Console that is no terminal, and a method that says so.
  private static boolean isTerminal(Console console) {
    if (console == null || Runtime.version().feature() < 22) {
      return console != null;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Console.isTerminal is missing from this JDK", e);
    }
  }

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.StepDone done) {
      step(done);
    }
    if (event instanceof TrainingEvent.Finished finished) {
      finish(finished);
    }
  }

  private void step(TrainingEvent.StepDone done) {
    if (from < 0 || done.step() == 1) {
      from = done.step() - 1;
      heard = clock.getAsLong();
      firstLoss = done.loss();
      lastDrawn = Long.MIN_VALUE;
    }
    lastLoss = done.loss();
    if (live) {
      redraw(done);
    } else if (tenth(done.step(), done.of()) > tenth(done.step() - 1, done.of())) {
      out.get().println(line(done));
    }
  }

  /** The share that is done of the steps since training began or went on. */
  private long tenth(long step, long of) {
    return 10 * (step - from) / (of - from);
  }

  private void redraw(TrainingEvent.StepDone done) {
    long now = clock.getAsLong();
    boolean due = lastDrawn == Long.MIN_VALUE || now - lastDrawn >= PAUSE;
    if (!due && done.step() < done.of()) {
      return;
    }
    lastDrawn = now;
    String line = line(done);
    // A line that wraps cannot be drawn over, so on a narrow terminal the bar goes first.
    int columns = columns();
    boolean hasRoom = CELLS + 1 + line.length() < columns;
    overwrite(hasRoom ? bar(done.step(), done.of()) + " " + line : line, columns);
  }

  private void overwrite(String all, int columns) {
    String line = all.length() < columns ? all : all.substring(0, columns - 1);
    String blanks = " ".repeat(Math.max(0, width - line.length()));
    width = line.length();
    PrintStream to = out.get();
    to.print("\r" + line + blanks);
    to.flush();
  }

  private static int columns() {
    return Integer.getInteger("unrolled.columns", Integer.MAX_VALUE);
  }

  private String bar(long step, long of) {
    int full = (int) (CELLS * (step - from) / (of - from));
    return "█".repeat(full) + "░".repeat(CELLS - full);
  }

  private String line(TrainingEvent.StepDone done) {
    long behind = done.step() - from;
    String line =
        String.format(
            Locale.ROOT,
            "%3d %%  step %,d of %,d  loss %.4g",
            100 * behind / (done.of() - from),
            done.step(),
            done.of(),
            done.loss());
    // The first step takes many times as long as the later ones: what it needs is loaded then.
    double seconds = (clock.getAsLong() - heard) / 1e9;
    boolean known = behind > 1 && (seconds >= LEARNT || 10 * behind >= done.of() - from);
    return known
        ? line + "  " + time(seconds / (behind - 1) * (done.of() - done.step())) + " left"
        : line;
  }

  private void finish(TrainingEvent.Finished finished) {
    String summary =
        String.format(
            Locale.ROOT,
            "%,d steps in %s, loss %.4g → %.4g",
            finished.steps(),
            time(finished.seconds()),
            firstLoss,
            lastLoss);
    if (live) {
      overwrite("", columns());
    }
    out.get().println(live ? "\r" + summary : summary);
    width = 0;
    from = -1;
  }

  static String time(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
