package unrolled.bench;

import java.util.ArrayList;
import java.util.List;

/** One line of the chart: what somebody reaches at each size, in GFLOP/s, on one thread. */
record GemmRates(String name, List<Integer> sizes, List<Double> rates) {
  static final String TITLE =
      "Product of two n × n matrices of doubles, one thread, JDK " + Runtime.version().feature();
  private static final String PEAK = "FMA peak";

  boolean isPeak() {
    return name.equals(PEAK);
  }

  /** Ours first, then each that was measured in the same process. */
  static List<GemmRates> of(List<Line> lines) {
    List<Line> single = lines.stream().filter(line -> sizeOf(line) > 0).toList();
    var all = new ArrayList<GemmRates>();
    List<Line> beside = single.stream().filter(line -> line.column().equals(PEAK)).toList();
    if (beside.isEmpty()) return all;
    all.add(new GemmRates("Unrolled", sizes(beside), beside.stream().map(Line::ours).toList()));
    single.stream()
        .map(Line::column)
        .distinct()
        // The bare rates of two processes, measured at two moments, cannot be compared.
        .filter(column -> !column.endsWith("own choice"))
        .forEach(column -> all.add(theirs(column, single)));
    return all;
  }

  private static GemmRates theirs(String column, List<Line> single) {
    List<Line> lines = single.stream().filter(line -> line.column().equals(column)).toList();
    double peak = lines.stream().mapToDouble(Line::theirs).max().orElseThrow();
    return new GemmRates(
        column,
        sizes(lines),
        // One peak for all sizes: it knows of none.
        lines.stream().map(line -> column.equals(PEAK) ? peak : line.theirs()).toList());
  }

  private static List<Integer> sizes(List<Line> lines) {
    return lines.stream().map(GemmRates::sizeOf).toList();
  }

  /** Of one thread; 0 for a row of another kind. */
  private static int sizeOf(Line line) {
    return GemmTopic.SIZES.stream()
        .filter(n -> GemmTopic.row(n, 1).equals(line.row()))
        .findFirst()
        .orElse(0);
  }
}
