/**
 * Matrices of doubles and the kernel that multiplies them.
 *
 * <p>Imports nothing but the JDK. Knows nothing of networks, gradients or time, but for {@link
 * unrolled.matrix.Gates}: they stand here because the Vector API is for this package alone.
 *
 * <p>Read {@link unrolled.matrix.Matrix} first, then {@link unrolled.matrix.Kernel} and {@code
 * ScalarKernel}, then {@code TiledKernel}, {@code Product}, {@link unrolled.matrix.Packed} and
 * {@code Left}, which feed it, and {@code VectorKernel} beside it; {@link
 * unrolled.matrix.ThreadTeam} last.
 */
package unrolled.matrix;
