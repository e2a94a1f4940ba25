package unrolled.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Show;

/** Collects what cells print and show, in order, until it is closed. */
final class Capture implements AutoCloseable {
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;
  private final InputStream inBefore = System.in;
  private final List<CellOutput> outputs = new ArrayList<>();
  // Bytes, as a write may end in the middle of a letter.
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private boolean printedAreErrors;

  Capture() {
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(new Writer(false), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Writer(true), true, StandardCharsets.UTF_8));
    Show.sink(forms -> shown(false, forms));
  }

  synchronized void shown(boolean result, Map<String, String> forms) {
    endText();
    outputs.add(new CellOutput.Shown(result, forms));
  }

  synchronized void failed(CellException error) {
    endText();
    outputs.add(new CellOutput.Failed(error.name(), error.getMessage(), error.lines()));
  }

  /** What came since the last call. */
  synchronized List<CellOutput> take() {
    endText();
    var taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }

  private synchronized void print(boolean error, byte[] bytes, int from, int count) {
    if (error != printedAreErrors) {
      endText();
      printedAreErrors = error;
    }
    printed.write(bytes, from, count);
  }

  private void endText() {
    if (printed.size() > 0) {
      outputs.add(
          new CellOutput.Printed(printedAreErrors, printed.toString(StandardCharsets.UTF_8)));
      printed.reset();
    }
  }

  @Override
  public void close() {
    System.setIn(inBefore);
    System.setOut(outBefore);
    System.setErr(errBefore);
    Show.sink(forms -> System.out.println(forms.get("text/plain")));
  }

  private final class Writer extends OutputStream {
    private final boolean error;

    Writer(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int b) {
      print(error, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      print(error, bytes, from, count);
    }
  }
}
