package unrolled.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Stops the threads of a cell: by force up to JDK 19, from then on by a check in the cell's code.
 */
public final class CellStop {
  // Later JDKs throw from this method, and the newest have none.
  private static final Optional<Method> FORCE =
      Runtime.version().feature() < 20 ? Optional.of(forceMethod()) : Optional.empty();
  private static final Set<CellThreads> STOPPED = new HashSet<>();

  private static volatile boolean any;

  private CellStop() {}

  /**
   * Called by the code of cells in every loop.
   *
   * @throws ThreadDeath if the cell that the calling thread belongs to was stopped
   */
  public static void check() {
    if (any) {
      throwIfStopped();
    }
  }

  @SuppressWarnings("removal") // what the JDK's own engine throws
  private static void throwIfStopped() {
    if (Thread.currentThread().getThreadGroup() instanceof CellThreads cell && cell.stopped()) {
      throw new ThreadDeath();
    }
  }

  static boolean needsChecks() {
    return FORCE.isEmpty();
  }

  /** Makes the checks of these threads throw, from now until all of them have ended. */
  static synchronized void add(CellThreads stopped) {
    STOPPED.add(stopped);
    any = true;
  }

  /** Spares the other cells the checks once nothing is left to be stopped. */
  static synchronized void tidy() {
    STOPPED.removeIf(cell -> cell.activeCount() == 0);
    any = !STOPPED.isEmpty();
  }

  static void force(Thread thread) {
    FORCE.ifPresent(
        stop -> {
          try {
            stop.invoke(thread);
          } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot stop " + thread, e);
          }
        });
  }

  private static Method forceMethod() {
    try {
      return Thread.class.getMethod("stop");
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }
}
