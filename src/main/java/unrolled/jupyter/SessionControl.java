package unrolled.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
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
  private CellThreads session; // takes what is to be run
  private CellThreads threads; // ran it last; null before it does
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
    beginCell();
    try {
      return String.valueOf(run(() -> valueString(snippet.invoke(null))));
    } catch (StoppedException e) {
      interruption().forEach(System.err::println);
      throw e;
    }
  }

  /** What is to be said when what ran was stopped. */
  final List<String> interruption() {
    return leftBehind()
        ? List.of("Interrupted.", "The code did not stop and runs on in the background.", restart())
        : List.of("Interrupted.");
  }

  /** How to get rid of what runs on. */
  String restart() {
    return "To end it, leave this shell and start it again.";
  }

  /** What runs from now on is one cell: a stop ends all that the cell has started. */
  final void beginCell() {
    session().begin();
  }

  /** Ends what the cell has started, if the stop came between two of its statements. */
  final void stopRest() throws InterruptedException {
    CellThreads mine;
    synchronized (lock) {
      if (session == null || !session.isOpen()) {
        return;
      }
      mine = session;
      threads = mine;
    }
    mine.stopNow();
    mine.awaitEnd();
  }

  private CellThreads session() {
    synchronized (lock) {
      if (session == null || !session.isOpen()) {
        session = new CellThreads(uncaught);
      }
      return session;
    }
  }

  /**
   * Runs a task on threads that {@link #stop} stops.
   *
   * @throws StoppedException if it was stopped
   * @throws InvocationTargetException as the task throws it
   */
  final Object run(Callable<?> task) throws Exception {
    CellStop.tidy();
    CellThreads mine = session();
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

  @Override
  public void close() {
    synchronized (lock) {
      if (session != null) {
        session.close();
      }
    }
    super.close();
  }
}
