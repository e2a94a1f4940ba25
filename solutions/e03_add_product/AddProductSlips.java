package e03_add_product;

import java.util.Arrays;
import java.util.stream.IntStream;
import unrolled.exercise.LayerSlips;

/** What goes wrong in a product that adds. */
final class AddProductSlips extends LayerSlips implements AddProduct {
  /** Where an entry stands in its array, by its row and its column. */
  private interface Place {
    int of(int row, int column);
  }

  /** From the first number that counts to before the last. */
  private record Loop(int from, int to) {}

  /** What becomes of an entry when a product meets it; at first it was {@code first}. */
  private interface Meeting {
    double of(double first, double before, double product);
  }

  @Override
  public double[] addProduct(int m, int k, int n, double[] a, double[] b, double[] c) {
    double[] result = start(m, k, n, c);
    Loop rows =
        at("the loop over i", () -> new Loop(0, m))
            .or("the last row is left out: i must go from 0 to m − 1.", () -> new Loop(0, m - 1))
            .or("row 0 is left out: i must go from 0 to m − 1.", () -> new Loop(1, m))
            .or("i goes up to n: it must go up to m, the number of rows.", () -> new Loop(0, n))
            .or("i goes up to k: it must go up to m, the number of rows.", () -> new Loop(0, k))
            .get();
    Loop columns =
        at("the loop over j", () -> new Loop(0, n))
            .or("the last column is left out: j must go from 0 to n − 1.", () -> new Loop(0, n - 1))
            .or("column 0 is left out: j must go from 0 to n − 1.", () -> new Loop(1, n))
            .or("j goes up to m: it must go up to n, the number of columns.", () -> new Loop(0, m))
            .or("j goes up to k: it must go up to n, the number of columns.", () -> new Loop(0, k))
            .get();
    Loop products =
        at("the loop over p", () -> new Loop(0, k))
            .or(
                "the last product is left out: p must go from 0 to k − 1.",
                () -> new Loop(0, k - 1))
            .or("the first product is left out: p must go from 0 to k − 1.", () -> new Loop(1, k))
            .or(
                "p goes up to n: it must go up to k, since the sum has k products.",
                () -> new Loop(0, n))
            .or(
                "p goes up to m: it must go up to k, since the sum has k products.",
                () -> new Loop(0, m))
            .or(
                "the last product is left out where k is odd: with two at a time, the one that is"
                    + " left must be added, too.",
                () -> new Loop(0, k - k % 2))
            .or(
                "up to three products are left out: with four at a time, those that are left must"
                    + " be added, too.",
                () -> new Loop(0, k - k % 4))
            .get();
    Place inA = placeInA(m, k, n);
    Place inB = placeInB(m, k, n);
    Place inResult = placeInResult(m, k, n);
    Meeting meeting = meeting(k);
    double all = 0;
    for (int i = rows.from; i < rows.to; i++) {
      if (isSkipped(a, inA, i, k)) {
        continue;
      }
      double row = 0;
      for (int j = columns.from; j < columns.to; j++) {
        int at = inResult.of(i, j);
        result[at] += begun(row, all);
        double first = result[at];
        for (int p = products.from; p < products.to; p++) {
          double product = product(a[inA.of(i, p)], b[inB.of(p, j)]);
          result[at] = meeting.of(first, result[at], product);
          row += product;
          all += product;
        }
      }
    }
    return end(m, n, c, result);
  }

  private boolean isSkipped(double[] a, Place inA, int i, int k) {
    return at("a row of a", () -> false)
        .or(
            "a row of a that holds only zeros is skipped: 0 times NaN is NaN, and that must not be"
                + " hidden.",
            () -> IntStream.range(0, k).allMatch(p -> a[inA.of(i, p)] == 0))
        .get();
  }

  private double[] start(int m, int k, int n, double[] c) {
    return at("what the product is added to", c::clone)
        .or("c is forgotten: the result must be c plus the product.", () -> new double[m * n])
        .or("c is added twice: once is enough.", () -> Arrays.stream(c).map(v -> 2 * v).toArray())
        .or(
            "c is added once for every product: it must be added once, before the sum over p or"
                + " after it.",
            () -> Arrays.stream(c).map(v -> k * v).toArray())
        .or(
            "c is subtracted: the result must be c plus the product.",
            () -> Arrays.stream(c).map(v -> -v).toArray())
        .or(
            "c is read with row length k: a row of c has n numbers, so it must be c[i * n + j].",
            () -> each(m, n, (i, j) -> c[i * k + j]))
        .or(
            "c is read with row length m: a row of c has n numbers, so it must be c[i * n + j].",
            () -> each(m, n, (i, j) -> c[i * m + j]))
        .or(
            "row 0 of c is added to every row: each row must get its own, which begins at c[i *"
                + " n].",
            () -> each(m, n, (i, j) -> c[j]))
        .or(
            "the first number of c is added to every entry: each must get its own, c[i * n + j].",
            () -> each(m, n, (i, j) -> c[0]))
        .or(
            "the first number of each row of c is added to the whole row: each entry must get its"
                + " own, c[i * n + j].",
            () -> each(m, n, (i, j) -> c[i * n]))
        .or(
            "c is read column after column: its entry (i, j) must be c[i * n + j].",
            () -> each(m, n, (i, j) -> c[j * m + i]))
        .get();
  }

  private Place placeInA(int m, int k, int n) {
    return this.<Place>at("the place in a", () -> (i, p) -> i * k + p)
        .or(
            "a is read with row length n: a row of a has k numbers, so it must be a[i * k + p].",
            () -> (i, p) -> i * n + p)
        .or(
            "a is read with row length m: a row of a has k numbers, so it must be a[i * k + p].",
            () -> (i, p) -> i * m + p)
        .or(
            "a is read column after column: its entry (i, p) must be a[i * k + p].",
            () -> (i, p) -> p * m + i)
        .or(
            "i and p are exchanged in a: row i, column p must be a[i * k + p].",
            () -> (i, p) -> p * k + i)
        .or("row 0 of a is used for every row: row i must begin at a[i * k].", () -> (i, p) -> p)
        .or(
            "the first number of each row of a is used for the whole row: it must be a[i * k + p].",
            () -> (i, p) -> i * k)
        .or("a is read at i + p: it must be a[i * k + p].", () -> (i, p) -> i + p)
        .get();
  }

  private Place placeInB(int m, int k, int n) {
    return this.<Place>at("the place in b", () -> (p, j) -> p * n + j)
        .or(
            "b is read with row length k: a row of b has n numbers, so it must be b[p * n + j].",
            () -> (p, j) -> p * k + j)
        .or(
            "b is read with row length m: a row of b has n numbers, so it must be b[p * n + j].",
            () -> (p, j) -> p * m + j)
        .or(
            "b is read column after column: its entry (p, j) must be b[p * n + j].",
            () -> (p, j) -> j * k + p)
        .or(
            "p and j are exchanged in b: row p, column j must be b[p * n + j].",
            () -> (p, j) -> j * n + p)
        .or("row 0 of b is used for every p: row p must begin at b[p * n].", () -> (p, j) -> j)
        .or(
            "the first number of each row of b is used for every column: it must be b[p * n + j].",
            () -> (p, j) -> p * n)
        .or("b is read at p + j: it must be b[p * n + j].", () -> (p, j) -> p + j)
        .get();
  }

  private Place placeInResult(int m, int k, int n) {
    return this.<Place>at("the place in the result", () -> (i, j) -> i * n + j)
        .or(
            "the product is added at i * m + j: a row of the result has n numbers, so it must be"
                + " i * n + j.",
            () -> (i, j) -> i * m + j)
        .or(
            "the product is added at i * k + j: a row of the result has n numbers, so it must be"
                + " i * n + j.",
            () -> (i, j) -> i * k + j)
        .or(
            "the product is added column after column: entry (i, j) of the result must be at"
                + " index i * n + j.",
            () -> (i, j) -> j * m + i)
        .or(
            "i and j are exchanged in the result: row i, column j must be at index i * n + j.",
            () -> (i, j) -> j * n + i)
        .or("every row is added to row 0: row i must begin at index i * n.", () -> (i, j) -> j)
        .get();
  }

  private double begun(double row, double all) {
    return at("where the sum begins", () -> 0.0)
        .or(
            "the sum goes on from column to column: it must be set back to 0 for each entry.",
            () -> row)
        .or("the sum goes on from entry to entry: it must be set back to 0 for each.", () -> all)
        .get();
  }

  private Meeting meeting(int k) {
    return this.<Meeting>at("the sum", () -> (first, before, product) -> before + product)
        .or(
            "only the last product is added to c: all of them must be added. In the innermost loop,"
                + " add with +=.",
            () -> (first, before, product) -> first + product)
        .or(
            "the product is subtracted: it must be added.",
            () -> (first, before, product) -> before - product)
        .or(
            "only the last product counts: is there = instead of += in the innermost loop?",
            () -> (first, before, product) -> product)
        .or(
            "the products are averaged: they must be added, without dividing by k.",
            () -> (first, before, product) -> before + product / k)
        .or(
            "every product is added twice: once is enough.",
            () -> (first, before, product) -> before + 2 * product)
        .or(
            "the sum is kept in an int, which has no fractions and no NaN: it must be a double.",
            () -> (first, before, product) -> first + (int) (before - first + product))
        .or(
            "only the largest product is kept: all of them must be added.",
            () -> (first, before, product) -> Math.max(before, product))
        .or(
            "a sum below 0 becomes 0: the sum must stay as it is.",
            () -> (first, before, product) -> Math.max(0, before + product))
        .get();
  }

  private double product(double x, double y) {
    return at("the product", () -> x * y)
        .or(
            "a product that is NaN is left out: it must be added, so that the result shows it.",
            () -> Double.isNaN(x * y) ? 0 : x * y)
        .or("the two numbers are added: they must be multiplied.", () -> x + y)
        .or(
            "the sign of the products is lost: they must be added with their signs.",
            () -> Math.abs(x * y))
        .or(
            "products with a 0 from a are skipped: 0 times NaN is NaN, and that must not be"
                + " hidden.",
            () -> x == 0 ? 0 : x * y)
        .or(
            "products with a 0 from b are skipped: 0 times NaN is NaN, and that must not be"
                + " hidden.",
            () -> y == 0 ? 0 : x * y)
        .get();
  }

  private double[] end(int m, int n, double[] c, double[] result) {
    return at("the end", () -> result)
        .or(
            "c is multiplied in: it must be added.",
            () -> each(m, n, (i, j) -> c[i * n + j] * (result[i * n + j] - c[i * n + j])))
        .or(
            "the last row of the result stays 0: i must go from 0 to m − 1.",
            () -> each(m, n, (i, j) -> i == m - 1 ? 0 : result[i * n + j]))
        .or(
            "row 0 of the result stays 0: i must go from 0 to m − 1.",
            () -> each(m, n, (i, j) -> i == 0 ? 0 : result[i * n + j]))
        .or(
            "the last column of the result stays 0: j must go from 0 to n − 1.",
            () -> each(m, n, (i, j) -> j == n - 1 ? 0 : result[i * n + j]))
        .or(
            "column 0 of the result stays 0: j must go from 0 to n − 1.",
            () -> each(m, n, (i, j) -> j == 0 ? 0 : result[i * n + j]))
        .or(
            "the sum goes on from column to column, with the numbers of c: each entry must begin"
                + " anew, with its own c[i * n + j].",
            () -> each(m, n, (i, j) -> upTo(result, i * n, j)))
        .or(
            "the result is transposed: its entry (i, j) must be at index i * n + j.",
            () -> transposed(m, n, result))
        .get();
  }

  private interface Entry {
    double of(int i, int j);
  }

  private static double[] each(int m, int n, Entry entry) {
    double[] all = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        all[i * n + j] = entry.of(i, j);
      }
    }
    return all;
  }

  private static double upTo(double[] all, int from, int count) {
    return Arrays.stream(all, from, from + count + 1).sum();
  }

  private static double[] transposed(int m, int n, double[] all) {
    double[] other = new double[m * n];
    for (int at = 0; at < all.length; at++) {
      other[at % n * m + at / n] = all[at];
    }
    return other;
  }
}
