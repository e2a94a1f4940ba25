package unrolled.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * JShell's engine in this JVM: what runs can be stopped, cannot end the process, and an exception
 * that ends a thread is told.
 */
class SessionControl extends DirectExecutionControl {
  private final Object lock = new Object();
  private final BiConsumer<Thread, Throwable> uncaught;
  private CellThreads threads;
  private boolean running;

  SessionControl(BiConsumer<Thread, Throwable> uncaught) {
    this.uncaught = uncaught;
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    super.load(
        Arrays.stream(classes)
            .map(c -> new ClassBytecodes(c.name(), CellCode.guarded(c.bytecodes())))
            .toArray(ClassBytecodes[]::new));
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    return String.valueOf(run(() -> valueString(snippet.invoke(null))));
  }

  /**
   * Runs a task on threads that {@link #stop} stops.
   *
   * @throws StoppedException if it was stopped
   * @throws InvocationTargetException as the task throws it
   */
  final Object run(Callable<?> task) throws Exception {
    CellStop.tidy();
    CellThreads mine = new CellThreads(uncaught);
    synchronized (lock) {
      threads = mine;
    }
    return mine.run(task);
  }

  /** Whether what ran last was stopped and runs on all the same. */
  final boolean leftBehind() {
    synchronized (lock) {
      return threads != null && threads.leftBehind();
    }
  }

  @Override
  public void stop() {
    synchronized (lock) {
      if (running && threads != null) {
        threads.stopNow();
      }
    }
  }

  @Override
  protected void clientCodeEnter() {
    synchronized (lock) {
      running = true;
      threads = null;
    }
  }

  @Override
  protected void clientCodeLeave() {
    synchronized (lock) {
      running = false;
    }
  }
}
