package unrolled.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * JShell's engine for this JVM, which also hands out the value of a snippet as an object.
 *
 * <p>JShell itself keeps only the text of a value, and calls a learner's {@code toString()} to get
 * it. Here a snippet runs inside a task of ours on JShell's own thread, so that it can still be
 * stopped, and JShell is given an empty text.
 */
final class CellControl extends LocalExecutionControl {
  private static final Method START = startMethod();
  private static final InheritableThreadLocal<Callable<?>> TASK = new InheritableThreadLocal<>();

  private final BooleanSupplier interrupted;
  private volatile Object value;
  private volatile Throwable thrown;
  private volatile boolean stopped;

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

  void forget() {
    stopped = false;
    value = null;
    thrown = null;
  }

  /** Runs a task as if it were a snippet: an interrupt stops it. */
  <T> T call(Callable<T> task) throws Exception {
    clientCodeEnter();
    try {
      var result = new Object[1];
      start(() -> result[0] = task.call());
      @SuppressWarnings("unchecked")
      T typed = (T) result[0];
      return typed;
    } finally {
      clientCodeLeave();
    }
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    if (interrupted.getAsBoolean()) {
      stopped = true;
      throw new StoppedException();
    }
    forget();
    try {
      start(() -> value = snippet.invoke(null));
    } catch (StoppedException e) {
      stopped = true;
      throw e;
    }
    return "";
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    super.load(
        Arrays.stream(classes)
            .map(c -> new ClassBytecodes(c.name(), CellExit.guard(c.bytecodes())))
            .toArray(ClassBytecodes[]::new));
  }

  private void start(Callable<?> task) throws Exception {
    TASK.set(() -> unwrapped(task));
    try {
      super.invoke(START);
    } finally {
      TASK.remove();
    }
  }

  private Object unwrapped(Callable<?> task) throws Exception {
    try {
      return task.call();
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      throw sneaky(e.getCause());
    }
  }

  /** The first thing on JShell's thread; it must take no parameter and be static. */
  static void startTask() throws Exception {
    Callable<?> task = TASK.get();
    TASK.remove();
    task.call();
  }

  private static Method startMethod() {
    try {
      Method start = CellControl.class.getDeclaredMethod("startTask");
      start.setAccessible(true);
      return start;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  // JShell reports what the snippet threw, of whatever type, so it must arrive unchanged.
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
