package e03_add_product;

/** Three loops, in the order in which the arrays are stored. */
public final class MyAddProduct implements AddProduct {
  @Override
  public double[] addProduct(int m, int k, int n, double[] a, double[] b, double[] c) {
    double[] result = c.clone();
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        for (int j = 0; j < n; j++) {
          result[i * n + j] += a[i * k + p] * b[p * n + j];
        }
      }
    }
    return result;
  }
}
