package unrolled.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/** What {@link Watch} draws on, and where its keys come from. */
abstract sealed class Screen implements AutoCloseable {
  private static final int END_OF_TEXT = 3;
  private static final int END_OF_TRANSMISSION = 4;

  /** Shows a page in place of the one before. */
  abstract void show(String page);

  /** How many characters a line has. */
  abstract int width();

  @Override
  public abstract void close() throws IOException;

  /** The terminal if there is one; else the streams of the process. */
  static Screen open(Consumer<Watch.Event> events) throws IOException {
    return Terminal.isWatched()
        ? new Keyboard(events)
        : new Streams(System.in, System.out, Terminal.width(), events);
  }

  /** Reads keys until there are no more. */
  private static void listen(Reader keys, Consumer<Watch.Event> events) {
    var thread =
        new Thread(
            () -> {
              try {
                for (int key = keys.read(); key >= 0; key = keys.read()) {
                  boolean end = key == END_OF_TEXT || key == END_OF_TRANSMISSION;
                  events.accept(end ? new Watch.End() : new Watch.Key((char) key));
                }
              } catch (IOException e) {
                // The terminal is closed: no one can type.
                return;
              }
            },
            "keys");
    thread.setDaemon(true);
    thread.start();
  }

  /** A terminal that gives each key as it is pressed. */
  private static final class Keyboard extends Screen {
    private static final Pattern FAIL = Pattern.compile("(?m)^ *FAIL\\b");
    private static final Pattern PASS = Pattern.compile("(?m)^ *ok\\b|✓");
    private static final Pattern MARKED = Pattern.compile("\\[-?\\d[^ \\]]*]");

    private final org.jline.terminal.Terminal terminal;
    private final Attributes before;
    private final boolean dumb;
    private final boolean colours;

    Keyboard(Consumer<Watch.Event> events) throws IOException {
      // The other providers load native code, of which JDK 25 warns.
      var builder = TerminalBuilder.builder().system(true).provider("exec").dumb(true);
      dumb = Optional.ofNullable(System.getenv("TERM")).orElse("dumb").startsWith("dumb");
      // A dumb terminal, too, can give single keys; the library would not try.
      terminal = (dumb ? builder.type("ansi") : builder).build();
      colours = !dumb && System.getenv("NO_COLOR") == null;
      terminal.handle(
          org.jline.terminal.Terminal.Signal.INT, signal -> events.accept(new Watch.End()));
      before = terminal.enterRawMode();
      listen(terminal.reader(), events);
    }

    @Override
    void show(String page) {
      if (dumb) {
        terminal.writer().println("\n" + "-".repeat(Math.min(width(), 40)));
      } else {
        terminal.puts(Capability.clear_screen);
      }
      terminal.writer().println(colours ? coloured(page) : page);
      terminal.flush();
    }

    private String coloured(String page) {
      return new AttributedString(page)
          .styleMatches(FAIL, AttributedStyle.BOLD.foreground(AttributedStyle.RED))
          .styleMatches(PASS, AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN))
          .styleMatches(MARKED, AttributedStyle.BOLD)
          .toAnsi(terminal);
    }

    @Override
    int width() {
      return terminal.getWidth() > 0 ? terminal.getWidth() : Terminal.width();
    }

    @Override
    public void close() throws IOException {
      terminal.setAttributes(before);
      terminal.close();
    }
  }

  /** Streams: pages one after another, and keys that arrive with the end of their line. */
  static final class Streams extends Screen {
    private final PrintStream out;
    private final int width;

    Streams(InputStream in, PrintStream out, int width, Consumer<Watch.Event> events) {
      this.out = out;
      this.width = width;
      listen(new InputStreamReader(in, StandardCharsets.UTF_8), events);
    }

    @Override
    void show(String page) {
      out.println("-".repeat(Math.min(width, 40)) + "\n" + page);
      out.flush();
    }

    @Override
    int width() {
      return width;
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
