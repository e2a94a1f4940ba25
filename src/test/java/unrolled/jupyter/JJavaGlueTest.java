package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import unrolled.notebook.Rich;
import unrolled.notebook.Show;

class JJavaGlueTest {
  private static final Rich SEVEN = () -> Map.of("text/html", "<b>7</b>");

  @AfterEach
  void print_again() {
    Show.sink(bundle -> System.out.println(bundle.get("text/plain")));
  }

  /** As much of JJava as its base jar holds. */
  private static final class Kernel extends BaseKernel {
    private final List<DisplayData> displayed = new ArrayList<>();

    Kernel() {
      super(
          "test",
          "1",
          new LanguageInfo.Builder("java").build(),
          List.of(),
          null,
          new JupyterIO(StandardCharsets.UTF_8),
          new CommManager(),
          new Renderer(),
          null,
          null,
          false,
          new StringStyler("", "", "", String::valueOf));
    }

    @Override
    public void display(DisplayData data) {
      displayed.add(data);
    }

    @Override
    public Object evalRaw(String code) {
      return code;
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
      return new DisplayData();
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
      return new ReplacementOptions(List.of(), at, at);
    }

    @Override
    public String isComplete(String code) {
      return IS_COMPLETE_YES;
    }
  }

  @Test
  void jjava_renders_and_shows_our_values() {
    var kernel = new Kernel();
    new JJavaGlue().install(kernel);
    assertEquals(
        "<b>7</b>", kernel.getRenderer().render(SEVEN).getData(MIMEType.parse("text/html")));
    Show.show(SEVEN);
    assertEquals("<b>7</b>", kernel.displayed.get(0).getData(MIMEType.parse("text/html")));
  }
}
