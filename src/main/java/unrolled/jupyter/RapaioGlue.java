package unrolled.jupyter;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;
import unrolled.notebook.Show;
import unrolled.notebook.Sink;

/** Makes our values show under Rapaio's kernel, which finds this class among its services. */
public final class RapaioGlue implements DisplayProvider, Sink {
  private static final String MAIN = "org.rapaio.jupyter.kernel.MainApp";

  /** Called by Rapaio's kernel. */
  public RapaioGlue() {}

  // To name MainApp would start a kernel where its jar is present and it is not running.
  @Override
  public boolean live() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(frame -> frame.getClassName().equals(MAIN));
  }

  @Override
  public void show(Map<String, String> bundle) {
    MainApp.kernel.display(data(bundle));
  }

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    // By default it shows text as HTML, unescaped and without its line ends.
    Global.options().set("display.defaultMime", "text/plain");
    return Show.richTypes().stream().<DisplayRenderer>map(Renderer::new).toList();
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }

  private record Renderer(Class<?> rendererClass) implements DisplayRenderer {
    @Override
    public boolean canRender(String mime) {
      return true;
    }

    @Override
    public DisplayData render(String mime, Object value) {
      return data(Show.bundle(value));
    }
  }

  private static DisplayData data(Map<String, String> bundle) {
    var data = DisplayData.fromText(bundle.get("text/plain"));
    bundle.forEach(data::putData);
    return data;
  }
}
