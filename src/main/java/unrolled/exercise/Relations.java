package unrolled.exercise;

import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/**
 * Sees how an output that no slip explains is related to what is right: a factor, something added,
 * a function of every entry, rows or columns in another order, another shape.
 *
 * <p>What it says is true of every ordinary probe. It needs no knowledge of the exercise.
 */
final class Relations {
  /** So many different numbers show that a relation holds; with fewer it may be chance. */
  private static final int ENOUGH = 8;

  /** With more different numbers than these, a list of them tells nothing. */
  private static final int FEW = 3;

  private static final String EACH_TIME = ", which differs from case to case";

  private static final Map<String, DoubleUnaryOperator> FUNCTIONS = functions();

  private static final Map<String, UnaryOperator<Matrix>> ORDERS = orders();

  private static final Map<String, UnaryOperator<Matrix>> PARTS = parts();

  /** To the nearest, in Java's two ways, down, up, and towards zero. */
  private static final List<DoubleUnaryOperator> ROUNDINGS =
      List.of(Math::rint, v -> Math.floor(v + 0.5), Math::floor, Math::ceil, v -> (long) v);

  /**
   * An output on one occasion.
   *
   * @param inputs what it was computed from
   * @param right its matrices as they should be
   * @param got its matrices as they are
   * @param others other matrices of the occasion, by name: inputs and right outputs
   */
  record Seen(Fixture inputs, List<Matrix> right, List<Matrix> got, Map<String, Matrix> others) {
    private boolean hasSameShapes() {
      return shapes(right).equals(shapes(got));
    }

    private static List<String> shapes(List<Matrix> all) {
      return all.stream().map(Matrix::shape).toList();
    }

    private double[] wanted() {
      return joined(right);
    }

    private double[] given() {
      return joined(got);
    }

    private boolean isRight() {
      return hasSameShapes() && close(wanted(), given());
    }

    private static double[] joined(List<Matrix> all) {
      return all.stream().flatMapToDouble(m -> Arrays.stream(m.data())).toArray();
    }
  }

  private Relations() {}

  /**
   * How an output is related to what is right, with {@code %s} for its name.
   *
   * @param seen several occasions
   */
  static Optional<String> of(List<Seen> seen) {
    if (!seen.stream().allMatch(Seen::hasSameShapes)) {
      return shape(seen);
    }
    List<Seen> wrong = seen.stream().filter(one -> !one.isRight()).toList();
    if (wrong.isEmpty() || !seen.stream().allMatch(one -> isFinite(one.wanted()))) {
      return Optional.empty();
    }
    boolean isTelling = distinct(wrong) >= ENOUGH;
    return (isTelling || entries(wrong) >= ENOUGH ? factor(seen, wrong) : Optional.<String>empty())
        .filter(text -> !text.contains(EACH_TIME))
        .or(() -> isTelling || entries(wrong) >= ENOUGH ? added(seen, wrong) : Optional.empty())
        .or(() -> clipped(seen))
        .or(() -> rounded(seen))
        .or(() -> function(seen))
        .or(() -> ordered(seen))
        .or(() -> isTelling ? mixed(seen, wrong) : Optional.empty())
        .or(() -> isTelling ? Optional.empty() : twoValued(seen));
  }

  /** What is less telling, and said where nothing else can be. */
  static Optional<String> vaguely(List<Seen> seen) {
    if (!seen.stream().allMatch(Seen::hasSameShapes)) {
      return seen.stream().allMatch(one -> one.right().size() == one.got().size())
          ? Optional.of("%s has the wrong shape" + shapes(wrongShapes(seen)) + ".")
          : Optional.of(count(seen));
    }
    List<Seen> wrong = seen.stream().filter(one -> !one.isRight()).toList();
    return wrong.isEmpty() || distinct(wrong) < ENOUGH
        ? Optional.empty()
        : notANumber(wrong)
            .or(() -> factor(seen, wrong))
            .or(() -> factorOfEach(wrong))
            .or(
                () ->
                    seen.stream().allMatch(one -> close(sorted(one.wanted()), sorted(one.given())))
                        ? Optional.of("the numbers of %s are right, but stand in other places.")
                        : Optional.empty());
  }

  private static List<Seen> wrongShapes(List<Seen> seen) {
    return seen.stream().filter(one -> !one.hasSameShapes()).toList();
  }

  private static long entries(List<Seen> wrong) {
    return wrong.stream()
        .flatMapToDouble(one -> Arrays.stream(one.wanted()))
        .filter(v -> v != 0)
        .count();
  }

  /** For an output of few different numbers, such as 0 and 1: what stands in their places. */
  private static Optional<String> twoValued(List<Seen> seen) {
    Map<Double, List<Double>> instead = new TreeMap<>();
    for (Seen one : seen) {
      Map<Double, Double> own = new TreeMap<>();
      double[] e = one.wanted();
      double[] a = one.given();
      for (int i = 0; i < e.length; i++) {
        Double known = own.putIfAbsent(e[i], a[i]);
        if (known != null && Expect.error(known, a[i]) > Expect.EXACT) {
          return Optional.empty();
        }
      }
      own.forEach((v, w) -> instead.computeIfAbsent(v, any -> new ArrayList<>()).add(w));
    }
    List<String> all = new ArrayList<>();
    instead.forEach(
        (v, w) -> {
          if (w.stream().anyMatch(one -> Expect.error(v, one) > Expect.EXACT)) {
            String told = told(seen, w);
            all.add(
                (told.isEmpty() ? "other numbers, such as " + Texts.number(w.get(0)) : told)
                    + " where "
                    + Texts.number(v)
                    + " is right");
          }
        });
    return all.isEmpty() || instead.size() > FEW
        ? Optional.empty()
        : Optional.of("%s holds " + Texts.list(all) + ".");
  }

  /** The same, but only what can hardly be chance: for what a slip has made of an output. */
  static Optional<String> exactly(List<Seen> seen) {
    boolean isComparable =
        seen.stream().allMatch(one -> one.hasSameShapes() && isFinite(one.wanted()));
    List<Seen> wrong = seen.stream().filter(one -> !one.isRight()).toList();
    if (!isComparable || wrong.size() < seen.size() || entries(seen) < ENOUGH) {
      return Optional.empty();
    }
    return factor(seen, wrong)
        .filter(text -> !text.contains(EACH_TIME))
        .or(() -> added(seen, wrong))
        .or(() -> clipped(seen))
        .or(() -> rounded(seen))
        .or(() -> ordered(seen));
  }

  private static boolean isFinite(double[] numbers) {
    return Arrays.stream(numbers).allMatch(Double::isFinite);
  }

  /** How many different numbers there are in what is right, where the answer is wrong. */
  private static long distinct(List<Seen> wrong) {
    return wrong.stream().flatMapToDouble(one -> Arrays.stream(one.wanted())).distinct().count();
  }

  private static Optional<String> notANumber(List<Seen> wrong) {
    boolean isEverywhere = true;
    boolean isSomewhere = false;
    for (Seen one : wrong) {
      double[] e = one.wanted();
      double[] a = one.given();
      for (int i = 0; i < e.length; i++) {
        if (Double.isFinite(e[i])) {
          isEverywhere &= !Double.isFinite(a[i]);
          isSomewhere |= !Double.isFinite(a[i]);
        }
      }
    }
    if (!isSomewhere) {
      return Optional.empty();
    }
    return Optional.of(
        "%s holds NaN or ∞ "
            + (isEverywhere ? "everywhere" : "in some places")
            + " on ordinary inputs: look for a logarithm or a root of a negative number, or a"
            + " division by 0.");
  }

  private static Optional<String> factor(List<Seen> seen, List<Seen> wrong) {
    List<Double> factors = new ArrayList<>();
    for (Seen one : wrong) {
      double factor = factor(one.wanted(), one.given());
      if (Double.isNaN(factor)) {
        return Optional.empty();
      }
      factors.add(factor);
    }
    if (factors.stream().allMatch(f -> f == 0)) {
      return Optional.empty();
    }
    String factor = told(wrong, factors);
    boolean isSometimes = wrong.size() < seen.size();
    if (factor.isEmpty()) {
      return Optional.of(
          (isSometimes ? "where %s is wrong, all numbers are off" : "%s is off")
              + " by one factor"
              + EACH_TIME
              + ", such as "
              + Texts.number(factors.get(0))
              + ".");
    }
    return Optional.of(
        (isSometimes ? "where %s is wrong, all numbers are right" : "%s is right")
            + " but for one factor, "
            + factor
            + ".");
  }

  /** The one factor between two rows of numbers; NaN if there is none. */
  private static double factor(double[] e, double[] a) {
    int largest = 0;
    for (int i = 0; i < e.length; i++) {
      largest = Math.abs(e[i]) > Math.abs(e[largest]) ? i : largest;
    }
    if (e.length == 0 || e[largest] == 0) {
      return Double.NaN;
    }
    double factor = a[largest] / e[largest];
    double[] scaled = Arrays.stream(e).map(v -> v * factor).toArray();
    return close(scaled, a) ? factor : Double.NaN;
  }

  /** What a factor is: a number, a size, or a number that came in. */
  private static String told(List<Seen> seen, List<Double> factors) {
    if (factors.stream().allMatch(f -> Expect.error(factors.get(0), f) < 1e-8)) {
      return Texts.number(factors.get(0));
    }
    Map<String, List<Double>> known = new LinkedHashMap<>();
    for (Seen one : seen) {
      Map<String, Double> numbers = new TreeMap<>();
      Conditions.sizes(one.inputs).forEach((size, n) -> numbers.put(size, (double) n));
      for (Parameter parameter : one.inputs.method().getParameters()) {
        if (one.inputs.values().get(parameter.getName()) instanceof Double v) {
          numbers.put(parameter.getName(), v);
        }
      }
      Map<String, Double> more = new LinkedHashMap<>();
      numbers.forEach(
          (name, v) -> {
            more.put(name, v);
            more.put("1 / " + name, 1 / v);
            more.put("√" + name, Math.sqrt(v));
            more.put("1 / √" + name, 1 / Math.sqrt(v));
            more.put(name + "²", v * v);
            more.put("2 / " + name, 2 / v);
            more.put("1 / (" + name + " − 1)", 1 / (v - 1));
            more.put("−" + name, -v);
            more.put("−1 / " + name, -1 / v);
          });
      numbers.forEach(
          (name, v) ->
              numbers.forEach(
                  (other, w) -> {
                    if (!name.equals(other)) {
                      more.put(name + " / " + other, v / w);
                      more.put("1 / (" + name + "·" + other + ")", 1 / (v * w));
                      more.put(name + "·" + other, v * w);
                    }
                  }));
      more.forEach((name, v) -> known.computeIfAbsent(name, any -> new ArrayList<>()).add(v));
    }
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().size() == factors.size())
        .filter(
            entry ->
                IntStream.range(0, factors.size())
                    .allMatch(i -> Expect.error(factors.get(i), entry.getValue().get(i)) < 1e-8))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** The same number added everywhere, or a multiple of something else. */
  private static Optional<String> added(List<Seen> seen, List<Seen> wrong) {
    if (wrong.size() < seen.size()) {
      return Optional.empty();
    }
    double first = seen.get(0).given()[0] - seen.get(0).wanted()[0];
    if (seen.stream()
        .allMatch(
            one -> close(Arrays.stream(one.wanted()).map(v -> v + first).toArray(), one.given()))) {
      return Optional.of(
          "%s is right except for " + Texts.number(first) + ", which is added everywhere.");
    }
    for (String name : common(seen)) {
      List<Double> factors = new ArrayList<>();
      for (Seen one : seen) {
        Matrix other = fitting(one, name);
        double[] e = one.wanted();
        double[] a = one.given();
        double[] rest = new double[e.length];
        Arrays.setAll(rest, i -> a[i] - e[i]);
        factors.add(other == null ? Double.NaN : factor(other.data(), rest));
      }
      if (factors.stream().noneMatch(f -> Double.isNaN(f)) && !told(seen, factors).isEmpty()) {
        String factor = told(seen, factors);
        String what =
            factor.equals("1") ? name : factor.equals("-1") ? "−" + name : factor + "·" + name;
        return Optional.of("%s is right except for " + what + ", which is added to it.");
      }
    }
    return Optional.empty();
  }

  /** So much of what is right, and so much of something else. */
  private static Optional<String> mixed(List<Seen> seen, List<Seen> wrong) {
    if (wrong.size() < seen.size()) {
      return Optional.empty();
    }
    for (String name : common(seen)) {
      double[] shares = null;
      for (Seen one : seen) {
        Matrix other = fitting(one, name);
        double[] own = other == null ? null : shares(one.wanted(), other.data(), one.given());
        if (own == null || shares != null && !close(shares, own)) {
          shares = null;
          break;
        }
        shares = own;
      }
      if (shares != null) {
        return Optional.of(
            "%s is "
                + Texts.number(shares[0])
                + " times what is right, and "
                + Texts.number(shares[1])
                + "·"
                + name
                + " is added to it.");
      }
    }
    return Optional.empty();
  }

  /** The two factors that make a sum of two rows of numbers; null if there are none. */
  private static double[] shares(double[] e, double[] x, double[] a) {
    double ee = dot(e, e);
    double xx = dot(x, x);
    double ex = dot(e, x);
    double determinant = ee * xx - ex * ex;
    if (e.length < 3 || determinant < 1e-6 * ee * xx) {
      return null;
    }
    double p = (dot(e, a) * xx - dot(x, a) * ex) / determinant;
    double q = (dot(x, a) * ee - dot(e, a) * ex) / determinant;
    double[] sum = new double[e.length];
    Arrays.setAll(sum, i -> p * e[i] + q * x[i]);
    return close(sum, a) ? new double[] {p, q} : null;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static List<String> common(List<Seen> seen) {
    return seen.get(0).others().keySet().stream()
        .filter(name -> seen.stream().allMatch(one -> one.others().containsKey(name)))
        .toList();
  }

  /** Another matrix, its one row in every row if need be; null if it does not fit. */
  private static Matrix fitting(Seen one, String name) {
    Matrix other = one.others().get(name);
    if (one.right().size() != 1) {
      return null;
    }
    Matrix right = one.right().get(0);
    if (other.shape().equals(right.shape())) {
      return other;
    }
    boolean isRow = other.rows() == 1 && other.cols() == right.cols();
    return isRow ? new Matrix(right.rows(), right.cols()).plusRow(other) : null;
  }

  /** Every entry cut off at the same bounds. */
  private static Optional<String> clipped(List<Seen> seen) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int kept = 0;
    for (Seen one : seen) {
      for (double v : one.given()) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    int cut = 0;
    for (Seen one : seen) {
      double[] e = one.wanted();
      double[] a = one.given();
      for (int i = 0; i < e.length; i++) {
        double inside = Math.max(low, Math.min(high, e[i]));
        if (Expect.error(inside, a[i]) > Expect.EXACT) {
          return Optional.empty();
        }
        boolean isCut = Expect.error(e[i], a[i]) > Expect.EXACT;
        cut += isCut ? 1 : 0;
        kept += isCut ? 0 : 1;
      }
    }
    if (cut < 2 || kept < 2) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is cut off: no number goes below "
            + Texts.number(low)
            + " or above "
            + Texts.number(high)
            + ". Leave the numbers as they come.");
  }

  private static Optional<String> rounded(List<Seen> seen) {
    double[] given = seen.stream().flatMapToDouble(one -> Arrays.stream(one.given())).toArray();
    double[] wanted = seen.stream().flatMapToDouble(one -> Arrays.stream(one.wanted())).toArray();
    for (int digits = 0; digits <= 8; digits++) {
      double unit = Math.pow(10, digits);
      boolean isWhole = Arrays.stream(given).allMatch(v -> near(v * unit, Math.rint(v * unit)));
      boolean wasWhole = Arrays.stream(wanted).allMatch(v -> near(v * unit, Math.rint(v * unit)));
      boolean isRounded =
          ROUNDINGS.stream()
              .anyMatch(
                  rounding ->
                      IntStream.range(0, given.length)
                          .allMatch(
                              i ->
                                  near(given[i] * unit, rounding.applyAsDouble(wanted[i] * unit))));
      if (isWhole && isRounded && !wasWhole) {
        return Optional.of(
            digits == 0
                ? "%s is cut or rounded to whole numbers: keep them in double."
                : "%s is rounded to " + Texts.count(digits, "decimal") + ": leave it as it is.");
      }
    }
    return Optional.empty();
  }

  private static boolean near(double v, double w) {
    return Math.abs(v - w) <= 1e-6;
  }

  private static Optional<String> function(List<Seen> seen) {
    for (Map.Entry<String, DoubleUnaryOperator> entry : FUNCTIONS.entrySet()) {
      double[] all =
          seen.stream().flatMapToDouble(one -> Arrays.stream(one.given())).distinct().toArray();
      if (all.length >= ENOUGH
          && seen.stream()
              .allMatch(
                  one ->
                      close(
                          Arrays.stream(one.wanted()).map(entry.getValue()).toArray(),
                          one.given()))) {
        return Optional.of(
            "every entry of %s is " + entry.getKey() + ", where v is the right number.");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ordered(List<Seen> seen) {
    for (Map.Entry<String, UnaryOperator<Matrix>> entry : ORDERS.entrySet()) {
      boolean fits =
          seen.stream()
              .allMatch(
                  one ->
                      IntStream.range(0, one.right().size())
                          .allMatch(
                              k -> is(one.got().get(k), entry.getValue(), one.right().get(k))));
      if (fits) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  private static boolean is(Matrix got, UnaryOperator<Matrix> change, Matrix right) {
    Matrix changed = change.apply(right);
    return changed.shape().equals(got.shape()) && close(changed.data(), got.data());
  }

  private static double[] sorted(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Each row, column or matrix has a factor of its own. */
  private static Optional<String> factorOfEach(List<Seen> wrong) {
    boolean matrices = true;
    List<Double> ofRows = new ArrayList<>();
    List<Double> ofColumns = new ArrayList<>();
    for (Seen one : wrong) {
      for (int k = 0; k < one.right().size(); k++) {
        Matrix e = one.right().get(k);
        Matrix a = one.got().get(k);
        double factor = factor(e.data(), a.data());
        matrices &= one.right().size() > 1 && !Double.isNaN(factor) && factor != 0;
        ofRows.addAll(factors(e, a));
        ofColumns.addAll(factors(e.transpose(), a.transpose()));
      }
    }
    if (matrices) {
      return Optional.of("each matrix of %s is right except for a factor of its own.");
    }
    return factorOfEach(
            "row",
            ofRows,
            "is a division by something of that row missing, or is there one too many?")
        .or(
            () ->
                factorOfEach(
                    "column",
                    ofColumns,
                    "is a factor of its unit missing, or is there one too many?"));
  }

  private static Optional<String> factorOfEach(String line, List<Double> factors, String question) {
    if (factors.contains(0.0) || factors.contains(Double.NaN)) {
      return Optional.empty();
    }
    List<Double> off =
        factors.stream().filter(factor -> Expect.error(1, factor) > Expect.EXACT).toList();
    boolean isOne =
        off.stream().allMatch(factor -> Expect.error(off.get(0), factor) <= Expect.EXACT);
    return Optional.of(
        isOne && off.size() < factors.size()
            ? "some %ss of %%s are right but for the factor %s, the others are right."
                .formatted(line, Texts.number(off.get(0)))
            : "each %s of %%s is right except for a factor of its own: %s"
                .formatted(line, question));
  }

  /** The factor of each row; NaN where there is none, or where a single number has any. */
  private static List<Double> factors(Matrix e, Matrix a) {
    List<Double> factors = new ArrayList<>();
    for (int r = 0; r < e.rows(); r++) {
      double[] row = Arrays.copyOfRange(e.data(), r * e.cols(), (r + 1) * e.cols());
      double[] got = Arrays.copyOfRange(a.data(), r * e.cols(), (r + 1) * e.cols());
      factors.add(e.cols() > 1 ? factor(row, got) : Double.NaN);
    }
    return factors;
  }

  /** Another shape: which one, and whether the numbers are right all the same. */
  private static Optional<String> shape(List<Seen> seen) {
    if (!seen.stream().allMatch(one -> one.right().size() == one.got().size())) {
      return Optional.empty();
    }
    List<Seen> wrong = wrongShapes(seen);
    String lead = "%s has the wrong shape" + shapes(wrong);
    if (numbersFit(seen, Matrix::transpose)) {
      return Optional.of("%s is transposed" + shapes(wrong) + ".");
    }
    for (Map.Entry<String, UnaryOperator<Matrix>> entry : PARTS.entrySet()) {
      if (numbersFit(seen, entry.getValue())) {
        return Optional.of(lead + ": it is " + entry.getKey() + ".");
      }
    }
    for (int rows = -1; rows <= 1; rows++) {
      for (int cols = -1; cols <= 1; cols++) {
        int r = rows;
        int c = cols;
        if ((r != 0 || c != 0) && numbersFit(seen, m -> resized(m, r, c))) {
          return Optional.of(
              lead
                  + ": "
                  + number(r, "row")
                  + (r != 0 && c != 0 ? " and " : "")
                  + number(c, "column")
                  + ". Everything else is right.");
        }
      }
    }
    boolean hasSameNumbers = wrong.stream().allMatch(one -> close(one.wanted(), one.given()));
    return hasSameNumbers
        ? Optional.of(lead + ": its numbers are right, in their order.")
        : Optional.empty();
  }

  private static String count(List<Seen> seen) {
    Seen one =
        seen.stream().filter(s -> s.right().size() != s.got().size()).findFirst().orElseThrow();
    return "%s holds the wrong number of matrices, such as "
        + one.got().size()
        + " where "
        + one.right().size()
        + (one.right().size() == 1 ? " is right." : " are right.");
  }

  private static String number(int n, String thing) {
    return n == 0 ? "" : n > 0 ? "a " + thing + " too many" : "a " + thing + " is missing";
  }

  private static boolean numbersFit(List<Seen> seen, UnaryOperator<Matrix> change) {
    return seen.stream()
        .allMatch(
            one ->
                IntStream.range(0, one.right().size())
                    .allMatch(k -> is(one.got().get(k), change, one.right().get(k))));
  }

  private static Matrix resized(Matrix m, int rows, int cols) {
    if (m.rows() + rows < 0 || m.cols() + cols < 0) {
      return m;
    }
    Matrix other = new Matrix(m.rows() + rows, m.cols() + cols);
    for (int r = 0; r < Math.min(m.rows(), other.rows()); r++) {
      for (int c = 0; c < Math.min(m.cols(), other.cols()); c++) {
        other.set(r, c, m.get(r, c));
      }
    }
    return other;
  }

  /** {@code ": (H × N) came, and (N × H) is right"}. */
  private static String shapes(List<Seen> wrong) {
    String rights = shape(wrong, true);
    String gots = shape(wrong, false);
    return rights.isEmpty() || gots.isEmpty()
        ? ", such as " + oneShape(wrong, false) + " where " + oneShape(wrong, true) + " is right"
        : ", " + gots + " where " + rights + " is right";
  }

  private static String oneShape(List<Seen> wrong, boolean isRight) {
    Seen one = wrong.get(0);
    for (int k = 0; k < one.right().size(); k++) {
      if (!one.right().get(k).shape().equals(one.got().get(k).shape())) {
        return (isRight ? one.right() : one.got()).get(k).shape();
      }
    }
    return "";
  }

  private static String shape(List<Seen> wrong, boolean isRight) {
    List<int[]> shapes = new ArrayList<>();
    for (Seen one : wrong) {
      Matrix m = (isRight ? one.right() : one.got()).get(0);
      shapes.add(new int[] {m.rows(), m.cols()});
    }
    String rows = letter(wrong, shapes.stream().mapToInt(s -> s[0]).toArray());
    String cols = letter(wrong, shapes.stream().mapToInt(s -> s[1]).toArray());
    return wrong.size() < 2 || rows.isEmpty() || cols.isEmpty()
        ? ""
        : "(" + rows + " × " + cols + ")";
  }

  /** The letter of a size, or a number. */
  private static String letter(List<Seen> seen, int[] sizes) {
    if (Arrays.stream(sizes).distinct().count() == 1 && sizes[0] <= 1) {
      return Integer.toString(sizes[0]);
    }
    Map<String, Integer> first = Conditions.sizes(seen.get(0).inputs());
    for (int factor : new int[] {1, 2, 3, 4}) {
      for (int plus : new int[] {0, 1, -1}) {
        for (String letter : first.keySet()) {
          boolean fits = true;
          for (int i = 0; i < sizes.length; i++) {
            Integer size = Conditions.sizes(seen.get(i).inputs()).get(letter);
            fits &= size != null && factor * size + plus == sizes[i];
          }
          if (fits) {
            return (factor == 1 ? "" : factor)
                + letter
                + (plus == 0 ? "" : plus > 0 ? " + 1" : " − 1");
          }
        }
      }
    }
    return Arrays.stream(sizes).distinct().count() == 1 ? Integer.toString(sizes[0]) : "";
  }

  private static boolean close(double[] wanted, double[] given) {
    if (wanted.length != given.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (Expect.error(wanted[i], given[i]) > Expect.EXACT) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, DoubleUnaryOperator> functions() {
    Map<String, DoubleUnaryOperator> all = new LinkedHashMap<>();
    all.put("|v|, its size without the sign", Math::abs);
    all.put("−|v|", v -> -Math.abs(v));
    all.put("v²", v -> v * v);
    all.put("v³", v -> v * v * v);
    all.put("√v", v -> Math.sqrt(Math.abs(v)));
    all.put("1 − v", v -> 1 - v);
    all.put("1 − v²", v -> 1 - v * v);
    all.put("v·(1 − v)", v -> v * (1 - v));
    all.put("v·(1 − v²)", v -> v * (1 - v * v));
    all.put("1 / v", v -> 1 / v);
    all.put("max(0, v): negative numbers become 0", v -> Math.max(0, v));
    all.put("min(0, v): positive numbers become 0", v -> Math.min(0, v));
    all.put("tanh(v)", Math::tanh);
    all.put("atanh(v), as if a tanh were missing", v -> 0.5 * Math.log((1 + v) / (1 - v)));
    all.put("σ(v), through a sigmoid", v -> 1 / (1 + Math.exp(-v)));
    all.put("eᵛ", Math::exp);
    all.put("log v", Math::log);
    all.put("sin v", Math::sin);
    all.put("(1 + v) / 2", v -> (1 + v) / 2);
    all.put("2v − 1", v -> 2 * v - 1);
    all.put("v / (1 + |v|)", v -> v / (1 + Math.abs(v)));
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, UnaryOperator<Matrix>> parts() {
    Map<String, UnaryOperator<Matrix>> all = new LinkedHashMap<>();
    all.put("row 0 alone", m -> resized(m, 1 - m.rows(), 0));
    all.put("the last row alone", m -> resized(rows(m, r -> m.rows() - 1), 1 - m.rows(), 0));
    all.put("the sum of the rows", Matrix::sumRows);
    all.put("the mean of the rows", m -> m.sumRows().scale(1.0 / m.rows()));
    all.put("column 0 alone", m -> resized(m, 0, 1 - m.cols()));
    all.put("the last column alone", m -> m.columns(Math.max(0, m.cols() - 1), m.cols()));
    all.put("the sum of the columns", m -> turned(m, Matrix::sumRows));
    all.put("the entry at row 0, column 0", m -> resized(m, 1 - m.rows(), 1 - m.cols()));
    all.put("the sum of all entries", m -> turned(m.sumRows(), Matrix::sumRows));
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, UnaryOperator<Matrix>> orders() {
    Map<String, UnaryOperator<Matrix>> all = new LinkedHashMap<>();
    all.put("the rows of %s are in the reverse order.", m -> rows(m, r -> m.rows() - 1 - r));
    all.put(
        "the columns of %s are in the reverse order.",
        m -> turned(m, t -> rows(t, r -> t.rows() - 1 - r)));
    all.put(
        "each row of %s is that of the row before it, the first that of the last.",
        m -> rows(m, r -> (r + m.rows() - 1) % m.rows()));
    all.put(
        "each row of %s is that of the row after it, the last that of the first.",
        m -> rows(m, r -> (r + 1) % m.rows()));
    all.put(
        "each column of %s is that of the column before it, the first that of the last.",
        m -> turned(m, t -> rows(t, r -> (r + t.rows() - 1) % t.rows())));
    all.put(
        "each column of %s is that of the column after it, the last that of the first.",
        m -> turned(m, t -> rows(t, r -> (r + 1) % t.rows())));
    all.put(
        "each row of %s is that of the row before it, and row 0 is 0.", m -> rows(m, r -> r - 1));
    all.put(
        "each row of %s is that of the row after it, and the last is 0.", m -> rows(m, r -> r + 1));
    all.put(
        "each column of %s is that of the column before it, and column 0 is 0.",
        m -> turned(m, t -> rows(t, r -> r - 1)));
    all.put(
        "each column of %s is that of the column after it, and the last is 0.",
        m -> turned(m, t -> rows(t, r -> r + 1)));
    all.put(
        "%s is stored column after column: a matrix is stored row after row.",
        m -> Matrix.wrap(m.rows(), m.cols(), m.transpose().data()));
    all.put(
        "the rows of %s are added up one after the other: each is the sum of those so far.",
        m -> turned(m, LayerSlips::running));
    all.put(
        "the columns of %s are added up one after the other: each is the sum of those so far.",
        LayerSlips::running);
    all.put(
        "the entries of %s are added up one after the other: a sum is not set back to 0.",
        m -> Matrix.wrap(m.rows(), m.cols(), LayerSlips.running(Matrix.row(m.data())).data()));
    all.put(
        "%s has its mean over the rows taken off: is it centred?",
        m -> m.plusRow(m.sumRows().scale(-1.0 / m.rows())));
    all.put(
        "each row of %s has its mean taken off: is it centred?",
        m -> turned(m, t -> t.plusRow(t.sumRows().scale(-1.0 / t.rows()))));
    all.put(
        "every row of %s is the mean of all rows.",
        m -> new Matrix(m.rows(), m.cols()).plusRow(m.sumRows().scale(1.0 / m.rows())));
    all.put(
        "every row of %s is the sum of all rows.",
        m -> new Matrix(m.rows(), m.cols()).plusRow(m.sumRows()));
    all.put(
        "only the diagonal of %s is right, everything else is 0.", m -> kept(m, (r, c) -> r == c));
    all.put("the diagonal of %s is 0, everything else is right.", m -> kept(m, (r, c) -> r != c));
    all.put("%s is right on and above the diagonal, and 0 below.", m -> kept(m, (r, c) -> r <= c));
    all.put("%s is right on and below the diagonal, and 0 above.", m -> kept(m, (r, c) -> r >= c));
    all.put("only row 0 of %s is right, all others are 0.", m -> kept(m, (r, c) -> r == 0));
    all.put(
        "only the last row of %s is right, all others are 0.",
        m -> kept(m, (r, c) -> r == m.rows() - 1));
    all.put("only column 0 of %s is right, all others are 0.", m -> kept(m, (r, c) -> c == 0));
    all.put(
        "only the last column of %s is right, all others are 0.",
        m -> kept(m, (r, c) -> c == m.cols() - 1));
    all.put("%s stops one row short: its last row is 0.", m -> kept(m, (r, c) -> r < m.rows() - 1));
    all.put("%s begins one row late: its row 0 is 0.", m -> kept(m, (r, c) -> r > 0));
    all.put(
        "%s stops one column short: its last column is 0.",
        m -> kept(m, (r, c) -> c < m.cols() - 1));
    all.put("%s begins one column late: its column 0 is 0.", m -> kept(m, (r, c) -> c > 0));
    all.put("every column of %s is column 0.", m -> turned(m, t -> rows(t, r -> 0)));
    all.put(
        "every column of %s is the last column.", m -> turned(m, t -> rows(t, r -> t.rows() - 1)));
    return Collections.unmodifiableMap(all);
  }

  private interface Kept {
    boolean at(int row, int column);
  }

  private static Matrix kept(Matrix m, Kept kept) {
    Matrix some = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        some.set(r, c, kept.at(r, c) ? m.get(r, c) : 0);
      }
    }
    return some;
  }

  private static Matrix turned(Matrix m, UnaryOperator<Matrix> change) {
    return change.apply(m.transpose()).transpose();
  }

  /** Rows from other places; 0 where there is none. */
  private static Matrix rows(Matrix m, IntUnaryOperator from) {
    Matrix other = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      int at = from.applyAsInt(r);
      if (at >= 0 && at < m.rows()) {
        System.arraycopy(m.data(), at * m.cols(), other.data(), r * m.cols(), m.cols());
      }
    }
    return other;
  }
}
