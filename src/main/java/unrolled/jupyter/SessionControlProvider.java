package unrolled.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Gives the JDK's {@code jshell} tool our engine: {@code jshell --execution unrolled}. */
public final class SessionControlProvider implements ExecutionControlProvider {
  /** Called by the tool, which finds this class among its services. */
  public SessionControlProvider() {}

  @Override
  public String name() {
    return "unrolled";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return new ToolControl(env);
  }

  /** Code may close the streams that it is given, and reads what is typed. */
  private static final class ToolControl extends SessionControl {
    private final InputStream inBefore = System.in;
    private final InputStream typed;
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;

    ToolControl(ExecutionEnv env) {
      typed = new Typed(env.userIn());
      System.setOut(PrintedText.open(env.userOut(), charset("stdout.encoding")));
      System.setErr(PrintedText.open(env.userErr(), charset("stderr.encoding")));
    }

    /** That of the terminal, which JDK 17 knows under another name. */
    private static Charset charset(String property) {
      String name = System.getProperty(property, System.getProperty("sun." + property));
      return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** While code runs only: the tool asks whether its own input is the process's. */
    @Override
    protected void clientCodeEnter() {
      super.clientCodeEnter();
      replaceIn(inBefore, typed);
    }

    @Override
    protected void clientCodeLeave() {
      replaceIn(typed, inBefore);
      super.clientCodeLeave();
    }

    private static void replaceIn(InputStream from, InputStream to) {
      if (System.in == from) {
        System.setIn(to);
      }
    }

    @Override
    public void close() {
      System.setOut(outBefore);
      System.setErr(errBefore);
      super.close();
    }
  }

  /** What is typed, line by line: the tool's own stream waits until a whole buffer is full. */
  private static final class Typed extends InputStream {
    private final InputStream lines;

    Typed(InputStream lines) {
      this.lines = lines;
    }

    @Override
    public int read() throws IOException {
      try {
        return lines.read();
      } catch (RuntimeException e) {
        return -1; // the tool throws at the end of its input, and on Ctrl-D
      }
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
      int n = 0;
      while (n < count && (n == 0 || to[from + n - 1] != '\n')) {
        int letter = read();
        if (letter < 0) {
          return n == 0 ? -1 : n;
        }
        to[from + n++] = (byte) letter;
      }
      return n;
    }
  }
}
