package unrolled.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * The engine of a notebook's session, which also hands out the value of a snippet as an object.
 *
 * <p>JShell itself keeps only the text of a value, and calls a learner's {@code toString()} to get
 * it. Here JShell is given an empty text.
 */
final class CellControl extends SessionControl {
  private final BooleanSupplier interrupted;
  private volatile Object value;
  private volatile Throwable thrown;
  private volatile boolean stopped;
  private volatile boolean ran;

  CellControl(BooleanSupplier interrupted) {
    this.interrupted = interrupted;
  }

  /** What the last snippet returned: null also when it returns nothing. */
  Object value() {
    return value;
  }

  /** What the last snippet threw: null when it ended well. */
  Throwable thrown() {
    return thrown;
  }

  /** Whether the last snippet was stopped before its end. */
  boolean stopped() {
    return stopped;
  }

  /** Whether anything was run since {@link #forget}. */
  boolean ran() {
    return ran;
  }

  void forget() {
    stopped = false;
    ran = false;
    value = null;
    thrown = null;
  }

  /** Runs a task as if it were a snippet: an interrupt stops it. */
  <T> T call(Callable<T> task) throws Exception {
    clientCodeEnter();
    try {
      @SuppressWarnings("unchecked")
      T typed = (T) run(task);
      return typed;
    } finally {
      clientCodeLeave();
    }
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    forget();
    ran = true;
    if (interrupted.getAsBoolean()) {
      stopped = true;
      throw new StoppedException();
    }
    try {
      value = run(() -> snippet.invoke(null));
    } catch (StoppedException e) {
      stopped = true;
      throw e;
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      throw new InvocationTargetException(RunErrors.readable(thrown));
    }
    return "";
  }
}
