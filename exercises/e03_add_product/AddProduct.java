package e03_add_product;

import unrolled.exercise.About;
import unrolled.exercise.Shape;

/**
 * A product of two matrices that is added to a third one. The matrices are plain arrays, one row
 * after the other.
 *
 * <pre>{@code
 * result_ij = c_ij + Σ_p a_ip · b_pj        (m × n)        p = 0 … k − 1
 * }</pre>
 *
 * <p>BLAS calls it GEMM, the general matrix product: Dongarra, Du Croz, Hammarling and Duff, "A set
 * of level 3 basic linear algebra subprograms", 1990.
 */
@About(
    title = "Product that adds",
    points = 10,
    notebook = "02",
    without = {"Matrix"})
public interface AddProduct {
  /**
   * Computes c + a·b. Writes into none of its inputs.
   *
   * @param m the number of rows of a and c
   * @param k the number of columns of a, and of rows of b
   * @param n the number of columns of b and c
   * @param a the first factor, (m × k)
   * @param b the second factor, (k × n)
   * @param c what the product is added to, (m × n)
   * @return the sum, (m × n), in a new array
   */
  @Shape("M × N")
  double[] addProduct(
      @Shape("M") int m,
      @Shape("K") int k,
      @Shape("N") int n,
      @Shape("M × K") double[] a,
      @Shape("K × N") double[] b,
      @Shape("M × N") double[] c);
}
