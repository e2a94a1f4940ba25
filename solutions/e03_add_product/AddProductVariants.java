package e03_add_product;

import java.util.stream.IntStream;

/** Right answers in other styles, which must pass. */
final class AddProductVariants {
  private AddProductVariants() {}

  /** Entry by entry, each a sum of its own. */
  static final class SumOfItsOwn implements AddProduct {
    @Override
    public double[] addProduct(int m, int k, int n, double[] a, double[] b, double[] c) {
      return IntStream.range(0, m * n)
          .mapToDouble(
              at ->
                  c[at]
                      + IntStream.range(0, k)
                          .mapToDouble(p -> a[at / n * k + p] * b[p * n + at % n])
                          .sum())
          .toArray();
    }
  }

  /** The sum over p in blocks of two, for all entries of the result after one another. */
  static final class Blocked implements AddProduct {
    private static final int BLOCK = 2;

    @Override
    public double[] addProduct(int m, int k, int n, double[] a, double[] b, double[] c) {
      double[] result = new double[m * n];
      System.arraycopy(c, 0, result, 0, result.length);
      for (int from = 0; from < k; from += BLOCK) {
        for (int at = 0; at < result.length; at++) {
          double sum = 0;
          for (int p = from; p < Math.min(from + BLOCK, k); p++) {
            sum += b[p * n + at % n] * a[at / n * k + p];
          }
          result[at] += sum;
        }
      }
      return result;
    }
  }

  /** With the rows taken apart into arrays of arrays first. */
  static final class Rows implements AddProduct {
    @Override
    public double[] addProduct(int m, int k, int n, double[] a, double[] b, double[] c) {
      double[][] rowsOfA = rows(a, m, k);
      double[][] rowsOfB = rows(b, k, n);
      double[][] sums = rows(c, m, n);
      for (int i = 0; i < m; i++) {
        for (int p = 0; p < k; p++) {
          for (int j = 0; j < n; j++) {
            sums[i][j] += rowsOfA[i][p] * rowsOfB[p][j];
          }
        }
      }
      double[] result = new double[m * n];
      for (int i = 0; i < m; i++) {
        System.arraycopy(sums[i], 0, result, i * n, n);
      }
      return result;
    }

    private static double[][] rows(double[] flat, int count, int length) {
      double[][] rows = new double[count][length];
      for (int i = 0; i < count; i++) {
        System.arraycopy(flat, i * length, rows[i], 0, length);
      }
      return rows;
    }
  }
}
