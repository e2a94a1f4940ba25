package unrolled.bench;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import unrolled.layer.Precision;

/** A training step of a whole layer: forward, backward, all gradients. */
final class LayersTopic implements Topic {
  private static final String TIMES = "training step: T, N, D, H";
  private static final String BYTES = "memory allocated by a training step: T, N, D, H";
  private static final String PYTORCH = "PyTorch";
  private static final String DL4J = "DL4J";

  @Override
  public String name() {
    return "layers";
  }

  /**
   * A process for each peer: both bring a runtime for threads, and two of them do not mix.
   *
   * <p>DL4J's threads of OpenMP wait by spinning, in the middle of a step, and with two of them it
   * was 60 times slower than with one. So it gets its two threads in OpenBLAS only, which was its
   * best.
   */
  @Override
  public List<Part> parts() {
    return List.of(
        new Part(PYTORCH, 1),
        new Part(PYTORCH, 2),
        new Part(DL4J, 1),
        new Part(DL4J, 2, Map.of("OMP_NUM_THREADS", "1")));
  }

  @Override
  public void measure(Part part, boolean quick, Consumer<Line> log) {
    Pace pace = Pace.of(quick, part.threads());
    if (part.name().equals(PYTORCH)) Pytorch.use(part.threads());
    for (Step size : Step.all(quick)) {
      String row = size + (part.threads() == 1 ? ", 1 thread" : ", 2 threads");
      if (part.name().equals(PYTORCH)) {
        log.accept(Allocation.line(BYTES, row, size.ours()));
        log.accept(Allocation.line(BYTES, row + ", floats", size.ours(Precision.SINGLE)));
        pytorch(pace, size, row, log);
      } else dl4j(pace, size, row, log);
    }
  }

  @Override
  public Optional<String> headline(Line line) {
    boolean first = Step.all(true).stream().anyMatch(size -> line.row().startsWith(size + ", "));
    return first && line.hasGoal()
        ? Optional.of("step, %s: %s".formatted(line.row(), line.column()))
        : Optional.empty();
  }

  private static void pytorch(Pace pace, Step size, String row, Consumer<Line> log) {
    OurStep<?> ours = size.ours();
    OurStep<?> floats = size.ours(Precision.SINGLE);
    var f64 = new Pytorch(size, ours, DataType.FLOAT64);
    var f32 = new Pytorch(size, ours, DataType.FLOAT32);
    f64.requireSameAs(ours);
    double[][] rates =
        Race.run(
            pace,
            List.of(
                new Contestant("ours", 1, ours),
                new Contestant("ours, floats", 1, floats),
                new Contestant("PyTorch float64", 1, f64),
                new Contestant("PyTorch float32", 1, f32)));
    boolean lstm = size.kind() == Step.Kind.LSTM;
    log.accept(line(row, "doubles: PyTorch float64", rates[0], rates[2], Machine.isAmd() ? 3 : 2));
    log.accept(line(row, "floats: PyTorch float32", rates[1], rates[3], lstm ? 1 : 1.5));
    log.accept(line(row, "floats: our doubles", rates[1], rates[0], Double.NaN));
    f64.close();
    f32.close();
  }

  private static void dl4j(Pace pace, Step size, String row, Consumer<Line> log) {
    if (size.kind() != Step.Kind.LSTM) {
      log.accept(Line.note(TIMES, row, "DL4J float64", "has no GRU"));
      return;
    }
    double[][] rates =
        Race.run(
            pace,
            List.of(
                new Contestant("ours", 1, size.ours()), new Contestant("DL4J", 1, new Dl4j(size))));
    log.accept(line(row, "DL4J float64", rates[0], rates[1], 3));
  }

  private static Line line(String row, String column, double[] ours, double[] theirs, double goal) {
    return new Line(
        TIMES,
        row,
        column,
        Ratio.of(ours, theirs),
        goal,
        Ratio.median(ours),
        Ratio.median(theirs),
        "");
  }
}
