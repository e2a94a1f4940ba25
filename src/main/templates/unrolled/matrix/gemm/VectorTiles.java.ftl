<#-- At build time the rows and vectors of a tile become as many local variables. -->
// Generated from src/main/templates/unrolled/matrix/gemm/VectorTiles.java.ftl: edit that.
package unrolled.matrix.gemm;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorMicroKernel}.
 *
 * <p>A tile of C, 8 rows × 3 vectors, stays in registers while the whole depth passes by: 24 sums,
 * the three vectors of a row of B, and one number of A in all lanes fill 28 of the 32 registers.
 * Each vector read from B is used eight times. Processors with vectors of 256 bits mostly have 16
 * registers, and there a tile is 4 rows × 2 vectors. Where no more than 4 rows are left, a tile has
 * 4: of a batch of 20, two tiles of 8 rows and one of 4.
 *
 * <p>A is read where it stands, row beside row, by an index that grows by one with each step: such
 * an index the compiler checks once, before the loop. Or it is packed, by {@link PackedA}: then the
 * numbers of a step stand side by side, at distances the compiler knows.
 *
 * <p>Three things keep the JIT compiler from putting vectors on the heap, which costs half the
 * speed or more. The species is a constant of this class. The sums are local variables, not an
 * array. And the tiles call the API and no helper of ours: in a method this large the compiler
 * stops looking into ours, but never into the API's own.
 */
final class VectorTiles {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorTiles() {}
<#macro tile rows vectors packed>

  static void ${packed?then("packed", "tile")}${rows}x${vectors}(
      int k, double[] a, int a0<#if !packed>, int lda</#if>,
      double[] b, int b0, int ldb, double[] c, int c0, int ldc) {
  <#list 1..<rows as i>
    int c${i} = c${i - 1} + ldc<#if !packed>, a${i} = a${i - 1} + lda</#if>;
  </#list>
    // Row i of the tile, vector j: sum_i_j.
  <#list 0..<rows as i>
    <#list 0..<vectors as j>
    DoubleVector sum_${i}_${j} = fromArray(S, c, c${i} + ${j} * L);
    </#list>
  </#list>
    for (int p = 0, y = b0; p < k; p++, y += ldb) {
  <#list 0..<vectors as j>
      DoubleVector b_${j} = fromArray(S, b, y + ${j} * L);
  </#list>
      DoubleVector v;
  <#list 0..<rows as i>
      v = broadcast(S, a[${packed?then("a0 + ${rows} * p + ${i}", "a${i} + p")}]);
    <#list 0..<vectors as j>
      sum_${i}_${j} = v.fma(b_${j}, sum_${i}_${j});
    </#list>
  </#list>
    }
  <#list 0..<rows as i>
    <#list 0..<vectors as j>
    sum_${i}_${j}.intoArray(c, c${i} + ${j} * L);
    </#list>
  </#list>
  }
</#macro>
<#list [[8, 3], [8, 2], [8, 1], [4, 2]] as size>
  <@tile rows=size[0] vectors=size[1] packed=false/>
</#list>
<#list [[8, 3], [8, 2], [8, 1], [4, 3], [4, 2], [4, 1]] as size>
  <@tile rows=size[0] vectors=size[1] packed=true/>
</#list>
}
