package unrolled.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops the threads of a cell: by force up to JDK 19, from then on by a check in the cell's code.
 */
public final class CellStop {
  // Later JDKs throw from this method, and the newest have none.
  private static final Optional<Method> FORCE =
      Runtime.version().feature() < 20 ? Optional.of(forceMethod()) : Optional.empty();
  private static final Set<Thread> STOPPED = ConcurrentHashMap.newKeySet();

  private static volatile boolean any;

  private CellStop() {}

  /**
   * Called by the code of cells in every loop.
   *
   * @throws ThreadDeath if the calling thread was stopped
   */
  public static void check() {
    if (any) {
      throwIfStopped();
    }
  }

  @SuppressWarnings("removal") // what the JDK's own engine throws
  private static void throwIfStopped() {
    if (STOPPED.contains(Thread.currentThread())) {
      throw new ThreadDeath();
    }
  }

  static boolean needsChecks() {
    return FORCE.isEmpty();
  }

  /** Makes the checks of this thread throw, from now until it has ended. */
  static synchronized void add(Thread stopped) {
    STOPPED.add(stopped);
    any = true;
  }

  /** The next task of this thread is another one, which nobody has stopped. */
  static synchronized void spare(Thread stopped) {
    STOPPED.remove(stopped);
  }

  /** Spares the other cells the checks once nothing is left to be stopped. */
  static synchronized void tidy() {
    STOPPED.removeIf(thread -> !thread.isAlive());
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
