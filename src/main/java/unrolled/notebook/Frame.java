package unrolled.notebook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;

/**
 * One time step of a tanh cell, laid open: what came in, what went out, and each unit's sum.
 *
 * <pre>{@code
 * z[j] = Σ_i x[i]·Wx[i,j] + Σ_k hPrev[k]·Wh[k,j] + b[j]
 * h[j] = tanh(z[j])
 * }</pre>
 *
 * @param step from 1
 * @param of how many steps there are
 * @param token that was read
 * @param x the input (1 × D)
 * @param hPrevious the state that came in (1 × H)
 * @param h the state that went out (1 × H)
 * @param units the sum of each unit, H of them
 */
public record Frame(
    int step, int of, String token, Matrix x, Matrix hPrevious, Matrix h, List<UnitSum> units) {
  private static final double AGREE = 1e-9;

  /**
   * A product in a unit's sum.
   *
   * @param name such as {@code x[2]·Wx[2,0]}
   */
  public record Product(String name, double value, double weight) {
    /** The two numbers: {@code 0.389·(-0.992)}. */
    String factors() {
      boolean whole = value == Math.rint(value);
      return (whole ? bracketed(value, Numbers.text(value)) : signed(value)) + "·" + signed(weight);
    }
  }

  /**
   * How one unit came to its value.
   *
   * @param unit from 0
   * @param inputs the products with x; those of inputs that are 0 are left out
   * @param memories the products with the previous state, all of them
   * @param bias b[unit]
   * @param z the sum
   * @param h tanh of the sum
   */
  public record UnitSum(
      int unit, List<Product> inputs, List<Product> memories, double bias, double z, double h) {
    /** All products, those with x first. */
    List<Product> products() {
      return Stream.concat(inputs.stream(), memories.stream()).toList();
    }
  }

  static Frame of(int step, int of, String token, RnnCell cell, Step<HiddenState> done) {
    Matrix hPrevious = done.previous().h();
    Matrix h = done.state().h();
    List<UnitSum> units =
        IntStream.range(0, h.cols())
            .mapToObj(j -> unit(j, cell, done.x(), hPrevious, h.get(0, j)))
            .toList();
    return new Frame(step, of, token, done.x(), hPrevious, h, units);
  }

  private static UnitSum unit(int j, RnnCell cell, Matrix x, Matrix hPrevious, double h) {
    List<Product> inputs =
        products("x", "Wx", x, cell.Wx.value, j).stream().filter(p -> p.value() != 0).toList();
    List<Product> memories = products("hPrev", "Wh", hPrevious, cell.Wh.value, j);
    double bias = cell.b.value.get(0, j);
    double z = sum(inputs) + sum(memories) + bias;
    if (!(Math.abs(Math.tanh(z) - h) <= AGREE))
      throw new IllegalArgumentException(
          ("Unroller: unit %d should be tanh(%s) = %s by the weights of this cell, the run has %s;"
                  + " expected a tanh RnnCell and its own run")
              .formatted(j, Numbers.text(z), Numbers.text(Math.tanh(z)), Numbers.text(h)));
    return new UnitSum(j, inputs, memories, bias, z, h);
  }

  private static List<Product> products(String from, String by, Matrix row, Matrix weights, int j) {
    return IntStream.range(0, row.cols())
        .mapToObj(
            i ->
                new Product(
                    "%s[%d]·%s[%d,%d]".formatted(from, i, by, i, j),
                    row.get(0, i),
                    weights.get(i, j)))
        .toList();
  }

  private static double sum(List<Product> products) {
    return products.stream().mapToDouble(p -> p.value() * p.weight()).sum();
  }

  /** {@code step 3 of 6: bit}. */
  public String status() {
    return "step %d of %d: %s".formatted(step, of, VisibleToken.visible(token));
  }

  /** The frame as text, with the sum of {@code unit}. */
  String text(int unit) {
    return String.join(
        "\n",
        status(),
        strip("x_t    ", x),
        strip("h_(t-1)", hPrevious),
        strip("h_t    ", h),
        equation(units.get(unit)));
  }

  private static String strip(String name, Matrix row) {
    return name + " [ " + String.join("  ", HeatMap.texts(row, 1)) + " ]";
  }

  private static String equation(UnitSum u) {
    String sum = u.products().stream().map(p -> p.factors()).collect(Collectors.joining(" + "));
    String names = u.products().stream().map(Product::name).collect(Collectors.joining(" + "));
    return """
        z_t[%1$d] = %2$s + b[%1$d]
               = %3$s + %4$s
               = %5$s
        h_t[%1$d] = tanh(%5$s) = %6$s"""
        .formatted(u.unit(), names, sum, signed(u.bias()), number(u.z()), number(u.h()));
  }

  static String number(double v) {
    return Numbers.fixed(v, 3);
  }

  /** In brackets when negative, as a factor or a summand is written. */
  static String signed(double v) {
    return bracketed(v, number(v));
  }

  private static String bracketed(double v, String text) {
    return v < 0 ? "(" + text + ")" : text;
  }
}
