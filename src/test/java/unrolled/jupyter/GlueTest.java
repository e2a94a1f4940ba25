package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import unrolled.matrix.Matrix;
import unrolled.notebook.Rich;
import unrolled.notebook.Show;
import unrolled.notebook.Sink;

class GlueTest {
  private static final Rich SEVEN = () -> Map.of("text/html", "<b>7</b>");
  private static final Table TABLE =
      Table.create("years", IntColumn.create("year", new int[] {1700}));

  @AfterEach
  void print_again() {
    Show.sink(bundle -> System.out.println(bundle.get("text/plain")));
  }

  /** What IJava is, as far as the glue can see: a kernel on the base library. */
  private static final class Kernel extends BaseKernel {
    private final List<DisplayData> displayed = new ArrayList<>();

    @Override
    public void display(DisplayData data) {
      displayed.add(data);
    }

    @Override
    public DisplayData eval(String code) {
      return new DisplayData(code);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
      return new LanguageInfo.Builder("java").build();
    }
  }

  @Test
  void ijava_renders_our_values() {
    var kernel = new Kernel();
    IJavaGlue.install(kernel);
    DisplayData rich = kernel.getRenderer().render(SEVEN);
    assertEquals("<b>7</b>", rich.getData(MIMEType.TEXT_HTML));
    DisplayData table = kernel.getRenderer().render(TABLE);
    String html = table.getData(MIMEType.TEXT_HTML).toString();
    assertTrue(html.contains("<td>1700</td>"), html);
    DisplayData matrix = kernel.getRenderer().render(Matrix.row(7, 8));
    assertTrue(matrix.getData(MIMEType.TEXT_HTML).toString().contains("<table"), "no table");
    var chart = new XYChartBuilder().width(200).height(100).build();
    chart.addSeries("y", new double[] {1, 2});
    Object drawn = kernel.getRenderer().render(chart).getData(MIMEType.TEXT_HTML);
    assertTrue(String.valueOf(drawn).contains("<svg"), () -> String.valueOf(drawn));
  }

  @Test
  void ijava_shows_what_is_shown() {
    var kernel = new Kernel();
    IJavaGlue.install(kernel);
    Show.show(SEVEN);
    assertEquals("<b>7</b>", kernel.displayed.get(0).getData(MIMEType.TEXT_HTML));
  }

  @Test
  void jjava_finds_its_extension() {
    List<Extension> found = new ArrayList<>();
    ServiceLoader.load(Extension.class).forEach(found::add);
    assertEquals(List.of(JJavaGlue.class), found.stream().map(Object::getClass).toList());
  }

  @Test
  void rapaio_finds_its_provider_and_renders_our_values() {
    List<DisplayProvider> found = new ArrayList<>();
    ServiceLoader.load(DisplayProvider.class).forEach(found::add);
    assertEquals(1, found.size());
    List<DisplayRenderer> renderers = found.get(0).getDisplayRenderers();
    assertEquals("text/plain", Global.options().get("display.defaultMime"));
    var rich = renderers.stream().filter(r -> r.rendererClass() == Rich.class).findFirst();
    var data = rich.orElseThrow().render("text/plain", SEVEN).data();
    assertEquals("<b>7</b>", data.get("text/html"));
    assertTrue(data.containsKey("text/plain"));
    var matrix = renderers.stream().filter(r -> r.rendererClass() == Matrix.class).findFirst();
    var shown = matrix.orElseThrow().render("text/plain", Matrix.row(7, 8)).data();
    assertTrue(shown.get("text/html").toString().contains("<table"), shown::toString);
  }

  @Test
  void rapaio_is_not_taken_for_running_where_it_only_lies_on_the_path() {
    assertFalse(new RapaioGlue().live());
    assertTrue(ServiceLoader.load(Sink.class).stream().anyMatch(s -> s.type() == RapaioGlue.class));
  }

  @Test
  void without_any_kernels_classes_values_are_printed() throws IOException, InterruptedException {
    String path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*(jjava|rapaio|basekernel)[^/\\\\]*\\.jar"))
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    var java = ProcessHandle.current().info().command().orElseThrow();
    Process process =
        new ProcessBuilder(java, "-cp", path, Alone.class.getName())
            .redirectErrorStream(true)
            .start();
    var out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);
    assertEquals(0, process.waitFor(), out::toString);
    assertEquals("seven", out.toString().strip());
  }

  /** A program that shows a value and knows no kernel. */
  static final class Alone {
    private Alone() {}

    public static void main(String[] arguments) {
      Show.show("seven");
    }
  }
}
