package unrolled.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.Callable;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * JShell's engine in this JVM: what runs can be stopped, cannot end the process, and an exception
 * that ends a thread is told.
 */
class SessionControl extends DirectExecutionControl {
  private final Object lock = new Object();
  private final CellThreads threads =
      new CellThreads((thread, e) -> RunErrors.uncaught(thread, e).forEach(System.err::println));
  private boolean running;

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
    threads.beginCell();
    try {
      return String.valueOf(run(() -> valueString(snippet.invoke(null))));
    } catch (StoppedException e) {
      threads.interruption("To end it, leave the shell: /exit").forEach(System.err::println);
      throw e;
    }
  }

  /**
   * Runs a task on threads that {@link #stop} stops.
   *
   * @throws StoppedException if it was stopped
   * @throws InvocationTargetException as the task throws it
   */
  final Object run(Callable<?> task) throws Exception {
    return threads.run(task);
  }

  final CellThreads threads() {
    return threads;
  }

  @Override
  public void stop() {
    synchronized (lock) {
      if (running) {
        threads.stopNow();
      }
    }
  }

  @Override
  protected void clientCodeEnter() {
    synchronized (lock) {
      running = true;
    }
  }

  @Override
  protected void clientCodeLeave() {
    synchronized (lock) {
      running = false;
    }
  }

  @Override
  public void close() {
    threads.close();
    super.close();
  }
}
