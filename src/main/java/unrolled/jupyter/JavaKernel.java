package unrolled.jupyter;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.Loop;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Java kernel for Jupyter: a {@link JavaShell} spoken to over Jupyter's wire protocol.
 *
 * <p>The protocol is the work of jupyter-jvm-basekernel, the library under IJava.
 */
public final class JavaKernel extends BaseKernel {
  private final JavaShell shell;
  private final CellHistory history = new CellHistory();
  private final PrintedText printed = new PrintedText(this::print);
  private volatile CellException failure;
  private final PrintStream terminal = System.err;
  private final PrintStream out = printed.stream(false);
  private final PrintStream err = printed.stream(true);
  private volatile Replies cell;
  private boolean hasStreams;
  private boolean keepsHistory = true;

  JavaKernel(JavaShell shell) {
    this.shell = shell;
    IJavaGlue.install(this);
  }

  /**
   * Runs the kernel until the front end shuts it down.
   *
   * @param arguments the path of the connection file, which Jupyter writes
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    if (arguments.length != 1) {
      System.err.println("JavaKernel: expected the path of Jupyter's connection file");
      System.exit(2);
    }
    // A figure is the same for every reader, whatever the language of the machine.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    quieten();
    endWithParent(System.getenv("JPY_PARENT_PID"));
    String file = Files.readString(Path.of(arguments[0]));
    var kernel = new JavaKernel(JavaShell.started());
    var connection = new Connection(KernelConnectionProperties.parse(file), kernel);
    kernel.becomeHandlerForConnection(connection);
    Executions.install(connection, kernel);
    kernel.takeStreams();
    connection.connect();
    guardChannels();
    connection.waitUntilClose();
    System.exit(0);
  }

  // The base reports every message that it handles.
  private static void quieten() {
    JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
    Logger.getLogger("").setLevel(Level.WARNING);
  }

  // A channel whose thread has died leaves the front end waiting; a process that has died is
  // started again.
  private static void guardChannels() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread instanceof Loop) {
        thread.setUncaughtExceptionHandler(
            (channel, error) -> {
              error.printStackTrace();
              Runtime.getRuntime().halt(1);
            });
      }
    }
  }

  private static void endWithParent(String parent) {
    if (parent == null || !parent.matches("[1-9]\\d*")) {
      return;
    }
    Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(parent));
    if (server.isEmpty()) {
      Runtime.getRuntime().halt(0);
    }
    server.get().onExit().thenRun(() -> Runtime.getRuntime().halt(0));
  }

  @Override
  public DisplayData eval(String cell) throws CellException {
    String text = "";
    try {
      Object value = shell.run(cell);
      if (value == JavaShell.NOTHING) {
        return null;
      }
      Map<String, String> bundle = shell.bundle(value);
      text = bundle.get("text/plain");
      return IJavaGlue.data(bundle);
    } catch (CellException e) {
      failure = e;
      throw e;
    } catch (RuntimeException | Error e) {
      // The base library's thread would not survive an Error.
      failure =
          new CellException(
              e.getClass().getSimpleName(), List.of("The kernel failed on this cell: " + e), e);
      throw failure;
    } finally {
      takeStreamsBack();
      if (keepsHistory) {
        history.add(cell, text);
      }
    }
  }

  /** Whether the cells to come are counted and remembered. */
  void keepsHistory(boolean keeps) {
    keepsHistory = keeps;
  }

  /** Takes back the number of a cell that is not counted. */
  void uncount() {
    executionCount.decrementAndGet();
  }

  /** The values of expressions that a front end asks for beside a cell, in the protocol's form. */
  Map<String, Map<String, Object>> values(Map<String, String> expressions) {
    var values = new LinkedHashMap<String, Map<String, Object>>();
    expressions.forEach((name, expression) -> values.put(name, value(expression)));
    return values;
  }

  private Map<String, Object> value(String expression) {
    try {
      Object value = shell.run(expression);
      if (value == JavaShell.NOTHING) {
        throw new CellException("No value", expression + " has no value");
      }
      return Map.of("status", "ok", "data", shell.bundle(value), "metadata", Map.of());
    } catch (CellException e) {
      return failed(e.name(), e.lines());
    } catch (RuntimeException | Error e) {
      return failed(e.getClass().getSimpleName(), List.of("The kernel failed on this: " + e));
    }
  }

  private static Map<String, Object> failed(String name, List<String> lines) {
    return Map.of("status", "error", "ename", name, "evalue", lines.get(0), "traceback", lines);
  }

  /** What cells have printed and what has not been sent yet. */
  PrintedText printed() {
    return printed;
  }

  /** Sends what is printed from now on to a cell, and on to the last one after its end. */
  void printsTo(Replies replies) {
    printed.flush();
    cell = replies;
  }

  private void print(boolean error, String text) {
    Replies last = cell;
    if (last == null) {
      terminal.print(text);
      terminal.flush();
    } else {
      last.print(error, text);
    }
  }

  // For good: a thread may print when its cell has ended.
  private void takeStreams() {
    setShouldReplaceStdStreams(false);
    hasStreams = true;
    System.setOut(out);
    System.setErr(err);
    System.setIn(getIO().in);
  }

  /** A cell that keeps what it prints may forget to give the stream back. */
  private void takeStreamsBack() {
    if (hasStreams && (System.out != out || System.err != err)) {
      System.setOut(out);
      System.setErr(err);
      err.println(
          "System.out or System.err was replaced in this cell. From the next cell on they are the"
              + " notebook's again.");
    }
  }

  /** Why the last cell that failed did so. */
  CellException failure() {
    return failure;
  }

  @Override
  public List<String> formatError(Exception error) {
    return error instanceof CellException cell ? cell.lines() : super.formatError(error);
  }

  @Override
  public ReplacementOptions complete(String cell, int at) {
    Suggestions found = shell.complete(cell, index(cell, at));
    return found.texts().isEmpty()
        ? null
        : new ReplacementOptions(
            found.texts(),
            cell.codePointCount(0, found.from()),
            cell.codePointCount(0, found.to()));
  }

  @Override
  public DisplayData inspect(String cell, int at, boolean extraDetail) {
    String known = shell.inspect(cell, index(cell, at));
    return known.isEmpty() ? null : new DisplayData(known);
  }

  /** Jupyter counts letters, of which some are two in Java. */
  private static int index(String cell, int letters) {
    return cell.offsetByCodePoints(0, Math.min(letters, cell.codePointCount(0, cell.length())));
  }

  @Override
  public String isComplete(String cell) {
    return switch (shell.isComplete(cell)) {
      case COMPLETE -> IS_COMPLETE_YES;
      case INVALID -> IS_COMPLETE_BAD;
      case INCOMPLETE -> ""; // the indent of the line to come
    };
  }

  @Override
  public void interrupt() {
    shell.interrupt();
  }

  @Override
  public void onShutdown(boolean restarting) {
    shell.interrupt();
    shell.close();
  }

  @Override
  public HistoryManager getHistoryManager() {
    return history;
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("java")
        .version(Runtime.version().toString())
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("text/x-java")
        .build();
  }

  @Override
  public String getBanner() {
    return "Unrolled on Java " + Runtime.version();
  }
}
