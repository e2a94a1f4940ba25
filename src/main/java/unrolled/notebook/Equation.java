package unrolled.notebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.nn.Activation;

/**
 * How a cell came to one of its numbers: the activation of a sum of products.
 *
 * @param name of the number, such as {@code i_t[0]}
 * @param activation what the sum went through; {@link Activation#IDENTITY} where the sum is all
 * @param products what is summed; a bias is a product of one factor
 * @param value the number that the cell computed
 */
public record Equation(String name, Activation activation, List<Product> products, double value) {
  private static final double AGREE = 1e-9;
  private static final int WIDTH = 78; // of a line of text
  private static final int MOST = 12; // products that are written one by one

  /** Keeps a copy of the products. Throws if they do not give {@code value}. */
  public Equation {
    products = List.copyOf(products);
    double sum = products.stream().mapToDouble(Product::value).sum();
    double expected = activation.of(sum);
    if (!(Math.abs(expected - value) <= AGREE * Math.max(1, Math.abs(expected)))) {
      throw new IllegalArgumentException(
          ("Unroller: with the weights of this cell %s should be %s, but the run has %s; expected a run of this cell, made with its present weights")
              .formatted(name, Numbers.text(expected), Numbers.text(value)));
    }
  }

  /**
   * A number in a product.
   *
   * @param name such as {@code h_(t-1)[2]} or {@code Wh[2,0]}
   */
  public record Factor(String name, double value) {
    /** With three decimals; a whole number without any; in brackets when it is negative. */
    String number() {
      String text = value == Math.rint(value) ? Numbers.text(value) : Equation.number(value);
      return value < 0 ? "(" + text + ")" : text;
    }
  }

  /** Factors that are multiplied. */
  public record Product(List<Factor> factors) {
    /** Of the given factors, one or more. */
    public static Product of(Factor... factors) {
      return new Product(List.of(factors));
    }

    /** What the factors give. */
    public double value() {
      return factors.stream().mapToDouble(Factor::value).reduce(1, (a, b) -> a * b);
    }

    /** Such as {@code x[2]·Wx[2,0]}. */
    public String name() {
      return factors.stream().map(Factor::name).collect(Collectors.joining("·"));
    }

    /** Such as {@code 0.389·(−0.992)}. */
    String numbers() {
      return factors.stream().map(Factor::number).collect(Collectors.joining("·"));
    }
  }

  /**
   * The products in the order of the sum; of a long sum the largest, and one product that stands
   * for the rest.
   */
  List<Product> shown() {
    if (products.size() <= MOST) {
      return products;
    }
    List<Product> largest =
        products.stream()
            .sorted(Comparator.comparingDouble(p -> -Math.abs(p.value())))
            .limit(MOST - 1)
            .toList();
    double rest = sum() - largest.stream().mapToDouble(Product::value).sum();
    String name = "the other " + (products.size() - largest.size()) + " products";
    return Stream.concat(
            products.stream().filter(largest::contains),
            Stream.of(Product.of(new Factor(name, rest))))
        .toList();
  }

  /** The sum of the products: what the activation sees. */
  public double sum() {
    return products.stream().mapToDouble(Product::value).sum();
  }

  /** The activation of {@code sum}, as it is written in an equation. */
  static String through(Activation activation, String sum) {
    return switch (activation) {
      case TANH -> "tanh(" + sum + ")";
      case SIGMOID -> "σ(" + sum + ")";
      case RELU -> "relu(" + sum + ")";
      case IDENTITY -> sum;
    };
  }

  /**
   * The equation in names, in numbers, and what comes out, one below the other, in lines that fit a
   * terminal.
   */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(through(activation, written(Product::name)));
    lines.add(through(activation, written(Product::numbers)));
    if (activation != Activation.IDENTITY) {
      lines.add(through(activation, number(sum())));
    }
    lines.add(number(value));
    return name + " = " + String.join("\n" + margin() + " = ", lines);
  }

  private String margin() {
    return " ".repeat(name.length());
  }

  private String written(Function<Product, String> as) {
    StringBuilder sum = new StringBuilder();
    int column = name.length() + 8;
    for (Product product : shown()) {
      String next = (sum.isEmpty() ? "" : " + ") + as.apply(product);
      if (column + next.length() > WIDTH) {
        sum.append("\n").append(margin()).append("     ");
        column = name.length() + 5;
      }
      sum.append(next);
      column += next.length();
    }
    return sum.toString();
  }

  static String number(double v) {
    return Numbers.fixed(v, 3);
  }
}
