package unrolled.matrix;

/**
 * What the gated networks compute for the H units of one row of one time step: between the products
 * of a step, the rest of it in one pass. {@code unrolled.layer} says how a sequence is made of it.
 *
 * <p>A row begins at {@code zAt} in the array of its gates, and in the arrays of states at {@code
 * before} what it had before the step, at {@code after} what it has after it. Of all other arrays
 * with H numbers in a row it is the one that begins at {@code before}.
 *
 * <p>Both forms round each product and each sum by itself, so they differ in {@link Elementwise}
 * only; on the way back, where none of its functions occur, they agree to the last bit.
 */
public interface Gates {
  /**
   * One row of a long short-term memory. In z stand the pre-activations of the four gates; what the
   * gates are takes their place.
   *
   * <pre>{@code
   * i = σ(zi)    f = σ(zf)    g = tanh(zg)    o = σ(zo)
   * c = f·cPrev + i·g
   * h = o · tanh(c)
   * }</pre>
   */
  void lstm(
      int H, double[] z, int zAt, double[] h, double[] c, double[] tanhC, int before, int after);

  /**
   * Back from dh and dc after the step. In z stand the gates; the gradients of their
   * pre-activations take their place, and dc before the step is set.
   *
   * <pre>{@code
   * d   = dc + dh·o·(1 − tanh²(c))           dcPrev = d·f
   * dzi = d·g·i(1−i)    dzf = d·cPrev·f(1−f)    dzg = d·i·(1−g²)    dzo = dh·tanh(c)·o(1−o)
   * }</pre>
   */
  void lstmBackward(
      int H,
      double[] z,
      int zAt,
      double[] dh,
      double[] dc,
      double[] c,
      double[] tanhC,
      int before,
      int after);

  /**
   * One row of a gated recurrent unit. In u stand the pre-activations of the three gates, of which
   * the last has no part yet that comes from the state before; that part stands in v. What the
   * gates are takes the place of u.
   *
   * <pre>{@code
   * r = σ(ur)    z = σ(uz)    n = tanh(un + r·v)
   * h = n + z·(hPrev − n)
   * }</pre>
   */
  void gru(int H, double[] u, int zAt, double[] v, double[] h, int before, int after);

  /**
   * Back from dh after the step. In u stand the gates; the gradients take the places of u and v,
   * and what goes past the gates is added to dh before the step.
   *
   * <pre>{@code
   * dun = dh·(1−z)·(1−n²)    duz = dh·(hPrev − n)·z(1−z)    dur = dun·v·r(1−r)
   * dv  = dun·r
   * dhPrev += dh·z
   * }</pre>
   */
  void gruBackward(
      int H, double[] u, int zAt, double[] v, double[] dh, double[] h, int before, int after);

  /**
   * One row of a minimal gated recurrent unit. In u stand the pre-activation of its gate and the
   * candidate; what the gate is takes the place of the former.
   *
   * <pre>{@code
   * z = σ(uz)    n = un
   * h = hPrev + z·(n − hPrev)
   * }</pre>
   */
  void minGru(int H, double[] u, int zAt, double[] h, int before, int after);

  /**
   * Back from dh after the step. In u stand the gate and the candidate; their gradients take the
   * place, and what the gate keeps is added to dh before the step.
   *
   * <pre>{@code
   * duz = dh·(n − hPrev)·z(1−z)    dun = dh·z
   * dhPrev += dh·(1−z)
   * }</pre>
   */
  void minGruBackward(int H, double[] u, int zAt, double[] dh, double[] h, int before, int after);
}
