package unrolled.exercise;

import static java.util.stream.Collectors.toCollection;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import unrolled.matrix.Matrix;

/** What the tests of the exercises hold an answer to, in words that teach. */
public final class Expect {
  /**
   * The tolerance for values that double arithmetic reaches in any sensible order of operations.
   */
  public static final double EXACT = 1e-9;

  private Expect() {}

  /** Holds a value to what it should be, up to {@link #EXACT}. */
  public static void close(String name, Object expected, Object actual, String slip) {
    close(name, expected, actual, EXACT, slip);
  }

  /**
   * Holds a value to what it should be.
   *
   * @param name what the value is called
   * @param expected a matrix, a number, or an array or record of them
   * @param actual what the answer gave
   * @param tolerance how far each entry may be off, absolutely below 1 and relatively above
   * @param slip a sentence on what has probably gone wrong
   */
  public static void close(
      String name, Object expected, Object actual, double tolerance, String slip) {
    List<Values.Part> wanted = Values.parts(name, expected);
    List<Values.Part> got = Values.parts(name, actual);
    for (String array : arrays(Stream.concat(wanted.stream(), got.stream()))) {
      long right = count(array, wanted);
      long found = count(array, got);
      if (right != found) {
        throw failure(
            array
                + " should hold "
                + Texts.count((int) right, "matrix")
                + " and holds "
                + found
                + ". "
                + slip,
            Texts.count((int) right, "matrix"),
            Texts.count((int) found, "matrix"));
      }
    }
    for (int i = 0; i < wanted.size(); i++) {
      Matrix e = wanted.get(i).matrix();
      shape(wanted.get(i).name(), e.rows(), e.cols(), got.get(i).matrix());
    }
    smallest(wanted, got, tolerance, slip);
  }

  /** The outputs that the parts belong to: {@code dxs} for {@code dxs[0]} and {@code dxs[1]}. */
  private static Set<String> arrays(Stream<Values.Part> parts) {
    return parts.map(Expect::array).collect(toCollection(LinkedHashSet::new));
  }

  private static long count(String array, List<Values.Part> parts) {
    return parts.stream().filter(part -> array(part).equals(array)).count();
  }

  private static String array(Values.Part part) {
    return part.name().replaceFirst("\\[\\d+]$", "");
  }

  /** Holds one matrix to a shape. */
  public static void shape(String name, int rows, int cols, Matrix actual) {
    if (actual == null) {
      throw failure(name + " is null", "(" + rows + " × " + cols + ")", "null");
    }
    if (actual.rows() != rows || actual.cols() != cols) {
      throw failure(
          name + " should be (" + rows + " × " + cols + ") and is " + actual.shape(),
          "(" + rows + " × " + cols + ")",
          actual.shape());
    }
  }

  /** Holds a result to the shapes that its contract states. */
  public static void shapes(Fixture fixture, Object result) {
    Method method = fixture.method();
    if (result == null) {
      throw failure(method.getName() + " returns null", "a value", "null");
    }
    if (result instanceof Record r) {
      for (RecordComponent component : r.getClass().getRecordComponents()) {
        Shape shape = component.getAnnotation(Shape.class);
        if (shape != null) { // a number has none
          shape(component.getName(), shape, Values.read(component, r), fixture);
        }
      }
    } else {
      shape("the result", method.getAnnotation(Shape.class), result, fixture);
    }
  }

  /** Holds every entry to being a number, neither NaN nor infinite, and to there being entries. */
  public static void finite(String name, Object actual, String slip) {
    for (Values.Part part : Values.parts(name, actual)) {
      if (part.matrix().data().length == 0) {
        throw failure(part.name() + " holds no numbers", "numbers", part.matrix().shape());
      }
      if (!part.matrix().isFinite()) {
        throw failure(
            part.name() + " holds a NaN or an infinity. " + slip,
            "finite numbers",
            Texts.matrix(part.matrix()));
      }
    }
  }

  /** Holds a condition that is no comparison. */
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionFailedError(otherwise);
    }
  }

  private static void shape(String name, Shape shape, Object actual, Fixture fixture) {
    int[] d = Dimensions.of(shape, fixture.dimensions());
    if (d.length == 1 || actual instanceof double[]) {
      int length = Arrays.stream(d).reduce(1, Math::multiplyExact);
      length(name + " (" + shape.value() + ")", length, actual);
      return;
    }
    if (d.length == 2) {
      shape(name + " (" + shape.value() + ")", d[0], d[1], (Matrix) actual);
      return;
    }
    Matrix[] all = (Matrix[]) actual;
    that(all != null, name + " is null; expected " + Texts.count(d[0], "matrix"));
    that(
        all.length == d[0],
        name + " should hold " + Texts.count(d[0], "matrix") + " and holds " + all.length);
    for (int k = 0; k < d[0]; k++) {
      shape(name + "[" + k + "] (" + shape.value() + ")", d[1], d[2], all[k]);
    }
  }

  /** Holds an array of numbers to a length. */
  private static void length(String name, int length, Object actual) {
    String wanted = Texts.count(length, "number");
    if (actual == null) {
      throw failure(name + " is null; expected " + wanted, wanted, "null");
    }
    int got = Array.getLength(actual);
    if (got != length) {
      throw failure(
          name + " should hold " + wanted + " and holds " + got,
          wanted,
          Texts.count(got, "number"));
    }
  }

  /** Of all parts that are off the smallest, which is the easiest to work by hand. */
  private static void smallest(
      List<Values.Part> wanted, List<Values.Part> got, double tolerance, String slip) {
    Disagreement smallest = null;
    for (int i = 0; i < wanted.size(); i++) {
      Values.Part e = wanted.get(i);
      int at = firstOff(e.matrix(), got.get(i).matrix(), tolerance);
      if (at >= 0) {
        var next = new Disagreement(e.name(), e.matrix(), got.get(i).matrix(), at);
        smallest = smallest == null || isSmaller(next, smallest) ? next : smallest;
      }
    }
    if (smallest != null) {
      throw mismatch(smallest, tolerance, slip);
    }
  }

  /**
   * Of two that hold as many numbers the later component of a record comes first, since results
   * stand before what they are made from; of an array, the first matrix.
   */
  private static boolean isSmaller(Disagreement next, Disagreement than) {
    return next.entries() < than.entries()
        || next.entries() == than.entries() && !component(next).equals(component(than));
  }

  private static String component(Disagreement one) {
    return one.name().replaceAll("\\[\\d+]", "");
  }

  private static int firstOff(Matrix expected, Matrix actual, double tolerance) {
    for (int k = 0; k < expected.data().length; k++) {
      if (error(expected.data()[k], actual.data()[k]) > tolerance) {
        return k;
      }
    }
    return -1;
  }

  /** The distance of two numbers; infinite where one of them only is a number. */
  static double error(double expected, double actual) {
    if (Double.compare(expected, actual) == 0 || expected == actual) {
      return 0;
    }
    double error = Math.abs(expected - actual) / Math.max(1, Math.abs(expected));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private static Mismatch mismatch(Disagreement one, double tolerance, String slip) {
    double[] e = one.expected().data();
    double[] a = one.actual().data();
    String[] numbers = Texts.apart(e[one.at()], a[one.at()]);
    long off = IntStream.range(0, e.length).filter(k -> error(e[k], a[k]) > tolerance).count();
    String place =
        e.length == 1
            ? ""
            : " in %s entries, %s %s"
                .formatted(
                    off < e.length ? off + " of " + e.length : off == 2 ? "both" : "all " + off,
                    off == 1 ? "at" : "first at",
                    one.place());
    String message =
        "%s is off%s: expected %s, got %s. %s"
            .formatted(
                one.name().replaceFirst("^the (?=\\w+\\[)", ""),
                place,
                numbers[0],
                numbers[1],
                slip);
    return new Mismatch(message.strip(), one);
  }

  private static AssertionFailedError failure(String message, String expected, String actual) {
    return new AssertionFailedError(message.strip(), expected, actual);
  }
}
