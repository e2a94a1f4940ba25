package unrolled.jupyter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import unrolled.notebook.CannotShow;
import unrolled.notebook.Show;

/**
 * A Java session that runs cells in this JVM, with this JVM's class path.
 *
 * <p>A cell is any number of imports, declarations and statements. What it prints goes to {@code
 * System.out} and {@code System.err} as they are at that moment. One thread at a time may run
 * cells; {@link #interrupt} may be called from any.
 *
 * <p>From JDK 20 on the JVM cannot stop a thread by force: an interrupt then stops any loop that is
 * written in a cell, and library code when it waits or asks for its thread's interrupt flag.
 */
public final class JavaShell implements AutoCloseable {
  /** What {@link #run} returns for a cell that has no value; a value may well be null. */
  public static final Object NOTHING = Nothing.NOTHING;

  private enum Nothing {
    NOTHING
  }

  private static final Set<SubKind> VALUES =
      Set.of(SubKind.TEMP_VAR_EXPRESSION_SUBKIND, SubKind.VAR_VALUE_SUBKIND);
  private static final String VECTOR = "jdk.incubator.vector";
  private static final Pattern LEAD = Pattern.compile("(?:\\s|//.*(?:\\n|$)|/\\*(?s:.*?)\\*/)*+");

  private final Places places = new Places();
  private final CellControl control = new CellControl(() -> this.interrupted);
  private final JShell shell;
  private final RunErrors errors;
  private final Assistant assistant;
  private volatile boolean interrupted;

  /** Opens a session; nothing is imported but java.lang. */
  public JavaShell() {
    boolean vector = ModuleLayer.boot().findModule(VECTOR).isPresent();
    shell =
        JShell.builder()
            .compilerOptions(vector ? new String[] {"--add-modules", VECTOR} : new String[0])
            .executionEngine(new Engine(control), Map.of())
            .build();
    errors = new RunErrors(shell, places);
    assistant = new Assistant(shell);
  }

  /**
   * Opens a session in which the imports of {@code unrolled/notebook/start.jsh} have been made, as
   * every notebook expects.
   */
  public static JavaShell started() {
    var shell = new JavaShell();
    try (var imports = Show.class.getResourceAsStream("start.jsh")) {
      shell.run(new String(imports.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CellException e) {
      throw new IllegalStateException("start.jsh: " + String.join("\n", e.lines()), e);
    }
    return shell;
  }

  /**
   * Runs a cell.
   *
   * @return the value of its last expression, which may be null, or {@link #NOTHING}
   * @throws CellException if the cell does not compile, throws, or is interrupted; what came before
   *     the failing statement has been done
   */
  public Object run(String cell) throws CellException {
    interrupted = false;
    places.nextCell();
    control.threads().beginCell();
    var notices = new Notices(shell, errors);
    try {
      return runAll(cell.replace("\r\n", "\n"), notices);
    } finally {
      notices.print();
    }
  }

  private Object runAll(String cell, Notices notices) throws CellException {
    Object value = NOTHING;
    refuseOpenComment(cell);
    String rest = begin(cell);
    while (!rest.isEmpty()) {
      refuseMagic(rest);
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      boolean whole = next.completeness().isComplete();
      String above = cell.substring(0, cell.length() - rest.length());
      value = runOne(whole ? next.source() : rest, lines(above), notices);
      rest = whole ? begin(next.remaining()) : "";
    }
    return value;
  }

  private Object runOne(String source, int linesAbove, Notices notices) throws CellException {
    LongStrings.refuse(source, linesAbove);
    control.forget();
    Object value = NOTHING;
    for (SnippetEvent event : shell.eval(source)) {
      notices.note(event);
      if (event.causeSnippet() != null) {
        continue;
      }
      Snippet snippet = event.snippet();
      places.put(snippet, linesAbove);
      if (event.status() == Status.REJECTED) {
        throw CompileErrors.of(shell.diagnostics(snippet), source, linesAbove);
      }
      refuseBroken(snippet, event.status(), source, linesAbove);
      Optional<String> harm = JdkAdvice.breaksSession(snippet);
      if (harm.isPresent()) {
        shell.drop(snippet);
        throw new CellException("Not defined", "line %d: %s".formatted(linesAbove + 1, harm.get()));
      }
      if (interrupted || control.stopped()) {
        throw interruption();
      }
      if (event.exception() != null) {
        throw errors.of(event.exception(), control.thrown());
      }
      value = VALUES.contains(snippet.subKind()) ? control.value() : NOTHING;
    }
    return value;
  }

  private CellException interruption() {
    List<String> lines =
        control
            .threads()
            .interruption("To end it, restart the kernel; its variables are then lost.");
    return new CellException("Interrupted", lines, null);
  }

  // JShell says nothing when the compiler fails in its last step, as it does on code that is too
  // large, and would have every later snippet fail in the same way.
  private void refuseBroken(Snippet snippet, Status status, String source, int linesAbove)
      throws CellException {
    boolean waits =
        status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
    if (waits
        && snippet instanceof DeclarationSnippet declaration
        && shell.unresolvedDependencies(declaration).findAny().isEmpty()) {
      List<Diag> diagnostics = shell.diagnostics(snippet).toList();
      shell.drop(snippet);
      throw CompileErrors.of(diagnostics.stream(), source, linesAbove);
    }
    if (waits && snippet instanceof MethodSnippet method && hasNoBody(method)) {
      shell.drop(snippet);
      throw new CellException(
          "Compile error",
          "line %d: %s has no body; outside a class every method needs one"
              .formatted(linesAbove + 1, method.name()));
    }
    boolean runs = snippet.kind() == Kind.EXPRESSION || snippet.kind() == Kind.STATEMENT;
    if (runs && !control.ran()) {
      List<Diag> diagnostics = shell.diagnostics(snippet).toList();
      throw diagnostics.isEmpty()
          ? CompileErrors.broken()
          : CompileErrors.of(diagnostics.stream(), source, linesAbove);
    }
  }

  /** Of an abstract method outside a class, JShell says that it waits for itself. */
  private boolean hasNoBody(MethodSnippet method) {
    return !method.source().contains("{")
        && shell
            .unresolvedDependencies(method)
            .allMatch(missing -> missing.startsWith("method " + method.name() + "("));
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  // JShell counts the lines of a snippet from its first word or from its first comment, depending
  // on the kind of statement; without leading comments both are the same.
  static String begin(String code) {
    return LEAD.matcher(code).replaceFirst("");
  }

  private static void refuseMagic(String rest) throws CellException {
    if (rest.startsWith("%")) {
      String line = rest.lines().findFirst().orElseThrow().strip();
      throw new CellException(
          "Not Java",
          line + " is a command of one kernel, not Java; notebooks here run under every kernel");
    }
  }

  // JShell passes over one, and over all that stands in it, without a word.
  private static void refuseOpenComment(String cell) throws CellException {
    OptionalInt open = JavaTokens.openComment(cell);
    if (open.isPresent()) {
      throw new CellException(
          "Compile error",
          "line %d: the comment that begins here is not closed: write */ at its end"
              .formatted(lines(cell.substring(0, open.getAsInt())) + 1));
    }
  }

  /**
   * The forms of a value by MIME type, as {@link Show#bundle} gives them.
   *
   * @throws CellException if the value cannot be shown, or if it is interrupted
   */
  public Map<String, String> bundle(Object value) throws CellException {
    var failed = new CannotShow[1];
    Map<String, String> forms =
        call(
            () -> {
              try {
                return Show.bundle(value);
              } catch (CannotShow e) {
                failed[0] = e;
                return Map.of();
              }
            });
    if (failed[0] != null) {
      List<String> lines = failed[0].getMessage().lines().toList();
      throw new CellException("CannotShow", lines, failed[0]);
    }
    return forms;
  }

  private <T> T call(Callable<T> task) throws CellException {
    try {
      return control.call(task);
    } catch (ExecutionControl.StoppedException stopped) {
      throw interruption();
    } catch (Exception failed) {
      throw new CellException(
          failed.getClass().getSimpleName(), List.of(String.valueOf(failed)), failed);
    }
  }

  /**
   * Stops what runs, if anything does; the session stays as it is.
   *
   * <p>What does not end in time, such as a wait for a connection, is left behind: the cell ends
   * with an error that says so.
   */
  public void interrupt() {
    interrupted = true;
    shell.stop();
  }

  /** Ways to go on at a place in a cell that has not been run yet. */
  public Suggestions complete(String cell, int at) {
    return assistant.complete(cell, at);
  }

  /** What is known of the name at a place in a cell; empty when nothing is. */
  public String inspect(String cell, int at) {
    return assistant.inspect(cell, at);
  }

  /** Whether a cell could be run as it stands. */
  public Completeness isComplete(String cell) {
    return assistant.isComplete(cell);
  }

  /** Whether more text is needed before a cell can be run. */
  public enum Completeness {
    /** It can be run. */
    COMPLETE,
    /** It needs more text. */
    INCOMPLETE,
    /** No further text makes it Java. */
    INVALID
  }

  @Override
  public void close() {
    shell.close();
  }

  private record Engine(ExecutionControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "unrolled";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }
}
