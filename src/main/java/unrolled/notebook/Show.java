package unrolled.notebook;

import java.awt.image.RenderedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import unrolled.exercise.Home;
import unrolled.matrix.Matrix;

/**
 * One call that shows a value wherever the code runs: under any kernel, in JShell, in a test.
 *
 * <p>Without a kernel the text form is printed.
 */
public final class Show {
  private static final String TEXT = "text/plain";
  private static final String HTML = "text/html";
  private static final String PNG = "image/png";

  private static final Consumer<Map<String, String>> TERMINAL =
      bundle -> System.out.println(bundle.get(TEXT));

  private static volatile Optional<Consumer<Map<String, String>>> sink = Optional.empty();

  private Show() {}

  /** Shows a value in the richest form that the session can show; null is shown as "null". */
  public static void show(Object value) {
    var sink = sink();
    sink.accept(sink == TERMINAL ? Map.of(TEXT, inTerminal(value)) : bundle(value));
  }

  /** The text of a value; a chart is also written to a file, which is named. */
  private static String inTerminal(Object value) {
    String text = bundle(value).get(TEXT);
    if (!(value instanceof Chart<?, ?> chart)) {
      return text;
    }
    String name = chart.getTitle().replaceAll("[^\\p{L}\\p{N}]+", "-");
    Path file = Home.path().resolve("target/pictures/" + name + ".svg");
    Charts.saveAs(chart, file);
    return text + "\nThe picture: " + file.toUri();
  }

  /** Shows a piece of HTML; where only text can be shown, the text without its tags. */
  public static void html(String html) {
    sink().accept(Map.of(HTML, html, TEXT, TableHtml.strip(html)));
  }

  /** Sends every later value to {@code to}. */
  public static void sink(Consumer<Map<String, String>> to) {
    sink = Optional.of(to);
  }

  /**
   * The forms of a value by MIME type; {@code text/plain} is always there.
   *
   * <p>Rich forms exist for {@link Rich} values, matrices, images, XChart charts and Tablesaw
   * tables. A {@code toString()} that fails yields a text that says so.
   *
   * @throws CannotShow if the value fails while it is turned into one of them
   */
  public static Map<String, String> bundle(Object value) {
    var forms = new LinkedHashMap<String, String>();
    forms.put(TEXT, text(value));
    try {
      forms.putAll(richForms(value));
    } catch (ThreadDeath stopped) {
      throw stopped;
    } catch (Throwable failed) {
      throw new CannotShow(value, failed);
    }
    return forms;
  }

  /** The types that {@link #bundle} knows richer forms of, for kernels that ask for one each. */
  public static List<Class<?>> richTypes() {
    return List.of(
        Rich.class,
        Matrix.class,
        Chart.class,
        Table.class,
        RenderedImage.class,
        double[].class,
        double[][].class,
        int[].class,
        int[][].class,
        String[].class);
  }

  private static Map<String, String> richForms(Object value) {
    if (value instanceof Rich rich) {
      return rich.mime();
    }
    if (value instanceof Matrix matrix) {
      return new MatrixView(matrix).mime();
    }
    if (value instanceof RenderedImage image) {
      return Map.of(PNG, Png.of(image));
    }
    if (value instanceof Chart<?, ?> chart) {
      return ChartForms.mime(chart);
    }
    return value instanceof Table table ? Map.of(HTML, TableHtml.of(table)) : Map.of();
  }

  // A learner's toString may fail in any way, endless recursion included, and must not take the
  // session with it. ThreadDeath is how an interrupt stops a running cell.
  private static String text(Object value) {
    try {
      if (value instanceof Chart<?, ?> chart) {
        return ChartForms.told(chart);
      }
      boolean array = value != null && value.getClass().isArray();
      String text = array ? ArrayText.of(value) : String.valueOf(value);
      return text == null ? "null" : text; // a toString() may return null
    } catch (ThreadDeath stopped) {
      throw stopped;
    } catch (Throwable failed) {
      return name(value) + ": its toString() failed with " + describe(failed);
    }
  }

  private static String name(Object value) {
    return "A value of " + value.getClass().getSimpleName();
  }

  private static String describe(Throwable failed) {
    String name = failed.getClass().getName();
    return failed.getMessage() == null ? name : name + ": " + failed.getMessage();
  }

  private static Consumer<Map<String, String>> sink() {
    if (sink.isEmpty()) {
      sink(liveSink().orElse(TERMINAL));
    }
    return sink.get();
  }

  private static Optional<Consumer<Map<String, String>>> liveSink() {
    var sinks = ServiceLoader.load(Sink.class, Show.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!sinks.hasNext()) {
          return Optional.empty();
        }
        Sink candidate = sinks.next();
        if (candidate.live()) {
          return Optional.of(candidate::show);
        }
      } catch (ServiceConfigurationError | LinkageError absent) {
        // The sink of a kernel whose classes are not here: this session is not its own.
        continue;
      }
    }
  }
}
