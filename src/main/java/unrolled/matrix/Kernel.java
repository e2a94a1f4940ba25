package unrolled.matrix;

import unrolled.matrix.gemm.Gemm;

/**
 * The few array procedures in which a recurrent network spends its time, all in the same form:
 * plain Java, or the JDK's Vector API. {@link Kernels} says which is active.
 *
 * @param name what people call it
 * @param gemm products of matrices
 * @param elementwise functions of every entry
 * @param gates what gated networks do between two products
 */
public record Kernel(String name, Gemm gemm, Elementwise elementwise, Gates gates) {}
