/**
 * The product of two matrices, in the words of BLAS and BLIS.
 *
 * <p>A number goes down these stairs, and a reader can: {@link unrolled.matrix.gemm.Gemm} is what
 * others call; {@code Split} cuts a product for the threads of a {@link
 * unrolled.matrix.gemm.ThreadTeam}; {@code BlockedProduct} cuts the part of one thread into the
 * blocks that {@link unrolled.matrix.gemm.Blocking} names; {@code PackedA} and {@link
 * unrolled.matrix.gemm.PackedB} hold a block in the order in which it is read; a {@link
 * unrolled.matrix.gemm.MicroKernel} computes one tile of the result. The vector micro-kernel's
 * tiles are written out at build time from {@code src/main/templates}.
 *
 * <p>Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008; Van Zee and
 * van de Geijn, "BLIS: a framework for rapidly instantiating BLAS functionality", 2015.
 */
package unrolled.matrix.gemm;
