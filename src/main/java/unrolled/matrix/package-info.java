/**
 * Matrices of doubles, and what is computed with whole arrays of them.
 *
 * <p>Imports nothing but the JDK. Knows nothing of networks, gradients or time, but for {@link
 * unrolled.matrix.Gates}: they stand here because the Vector API is for this package alone.
 *
 * <p>Read {@link unrolled.matrix.Matrix} first, then {@link unrolled.matrix.Kernel}: products, in
 * the package {@link unrolled.matrix.gemm}; functions number by number, {@link
 * unrolled.matrix.Elementwise}; and {@link unrolled.matrix.Gates}. {@link unrolled.matrix.Kernels}
 * says which form of them is active.
 *
 * <p>A class whose name begins with Single computes in floats. Most of them are generated from the
 * class without that word when the library is built.
 */
package unrolled.matrix;
