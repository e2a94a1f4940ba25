package unrolled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import unrolled.bench.Product.Form;

/** The matrix product, square and in the shapes of a recurrent network. */
final class GemmTopic implements Topic {
  private static final String SQUARE = "n × n · n × n";
  private static final String SHAPES = "H × 4H weights, one thread, to the better of two";
  static final List<Integer> SIZES = List.of(64, 128, 256, 512, 1024);
  private static final int STEPS = 50; // T of the products that sum over time
  private static final double LONG = 1e7; // operations; they take EJML more than a millisecond

  private static final long WARM_UP_NANOS = 4_000_000_000L;

  private static final Part FORCED = new Part("512-bit OpenBLAS", 1, OpenBlas.FORCED);
  private static final Part BOTH = new Part("512-bit OpenBLAS", 2, OpenBlas.SETTLING);
  private static final Part CHOSEN = new Part("OpenBLAS as it chooses", 1, Map.of());
  private static final Part LAYERS = new Part("shapes of layers", 1, OpenBlas.FORCED);

  @Override
  public String name() {
    return "gemm";
  }

  @Override
  public List<Part> parts() {
    return List.of(FORCED, CHOSEN, BOTH, LAYERS);
  }

  @Override
  public void measure(Part part, boolean quick, Consumer<Line> log) {
    Pace pace = Pace.of(quick, part.threads());
    if (part.equals(LAYERS)) layers(pace.forMany(), quick, log);
    else
      for (int n : SIZES) {
        if (quick && (n == 128 || n == 1024)) continue;
        square(part, pace, n, log);
      }
  }

  private static void square(Part part, Pace pace, int n, Consumer<Line> log) {
    var product = Product.square(n);
    String row = row(n, part.threads());
    var field = new ArrayList<Contestant>();
    field.add(new OurKernel().contestant(product));
    field.add(new OpenBlas().contestant(product));
    if (part.equals(FORCED)) {
      field.add(new Ejml().contestant(product));
      field.add(new Netlib().contestant(product));
    }
    if (!part.equals(CHOSEN)) field.add(Peak.contestant(part.threads()));
    double[][] rates = Race.run(pace, field);
    for (int i = 1; i < rates.length; i++) {
      String column = field.get(i).name();
      log.accept(line(SQUARE, row, column, rates[0], rates[i], goal(part, n, column)));
    }
  }

  static String row(int n, int threads) {
    return "n = " + n + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
  }

  private static double goal(Part part, int n, String column) {
    boolean openBlas = column.startsWith("OpenBLAS") && !part.equals(CHOSEN);
    if (part.threads() > 1) return openBlas && n >= 256 ? 1.0 : Double.NaN;
    if (column.equals("FMA peak")) return n >= 256 ? 0.8 : Double.NaN;
    if (!openBlas) return Double.NaN;
    return n >= 256 ? 1.1 : n == 64 ? 1.0 : Double.NaN;
  }

  /**
   * All shapes run through the same few methods of ours, each made for a form and a width. Not
   * every shape calls every method often enough, in its own warm-up, for it to be compiled to the
   * end.
   */
  private static void warmUp() {
    List<Runnable> tasks =
        Stream.of(Form.values())
            .flatMap(form -> Stream.of(80, 88).map(n -> new Product(form, 40, n, 64)))
            .map(product -> new OurKernel().contestant(product).task())
            .toList();
    for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; )
      tasks.forEach(Runnable::run);
  }

  private static void layers(Pace pace, boolean quick, Consumer<Line> log) {
    warmUp();
    for (int rows : quick ? List.of(1, 32) : List.of(1, 16, 32, 64))
      for (int h : quick ? List.of(128) : List.of(64, 128, 256, 512)) {
        better(pace, "h·Wh, N = " + rows, h, new Product(Form.PLAIN, rows, 4 * h, h), log);
        better(pace, "dz·Whᵀ, N = " + rows, h, new Product(Form.TRANSPOSED_B, rows, h, 4 * h), log);
        better(
            pace,
            "hᵀ·dz, N = %d, T = %d".formatted(rows, STEPS),
            h,
            new Product(Form.TRANSPOSED_A, h, 4 * h, rows * STEPS),
            log);
      }
  }

  private static void better(Pace pace, String row, int h, Product product, Consumer<Line> log) {
    var field = new ArrayList<Contestant>();
    field.add(new OurKernel().contestant(product));
    field.add(new OpenBlas().contestant(product));
    Contestant ejml = new Ejml().contestant(product);
    if (mayBeBetter(ejml, field.get(1))) field.add(ejml);
    double[][] rates = Race.run(pace, field);
    boolean ejmlIsBetter = rates.length == 3 && Ratio.median(rates[2]) > Ratio.median(rates[1]);
    log.accept(line(SHAPES, row, "H = " + h, rates[0], rates[ejmlIsBetter ? 2 : 1], 1.0));
  }

  /** Small products are raced by all; in a long one, who needs three times as long is left out. */
  private static boolean mayBeBetter(Contestant ejml, Contestant openBlas) {
    return ejml.work() < LONG || bestOfThree(ejml) < 3 * bestOfThree(openBlas);
  }

  private static long bestOfThree(Contestant contestant) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      contestant.task().run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private static Line line(
      String table, String row, String column, double[] ours, double[] theirs, double goal) {
    return new Line(
        table,
        row,
        column,
        Ratio.of(ours, theirs),
        goal,
        Ratio.median(ours) / 1e9,
        Ratio.median(theirs) / 1e9,
        "");
  }

  @Override
  public Optional<String> headline(Line line) {
    boolean shown =
        line.table().equals(SQUARE) && line.column().startsWith("OpenBLAS") && line.hasGoal();
    return shown ? Optional.of("product, " + line.row() + ": OpenBLAS") : Optional.empty();
  }

  @Override
  public void draw(List<Line> lines, Path folder, String name) throws IOException {
    List<Line> square = lines.stream().filter(line -> line.table().equals(SQUARE)).toList();
    if (GemmRates.of(square).isEmpty()) return; // the part that measures them has failed
    new GemmChart(square).write(folder.resolve(name + ".png"));
    Files.writeString(folder.resolve(name + ".svg"), new GemmSvg(square).text());
  }
}
