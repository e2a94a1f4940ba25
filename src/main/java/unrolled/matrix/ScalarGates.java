package unrolled.matrix;

/**
 * The gates one unit after the other.
 *
 * <p>The activations of a row are computed before the rest of it, by {@link Elementwise}. The loops
 * begin at any unit, so that {@code VectorGates} can leave the last ones to them.
 */
final class ScalarGates implements Gates {
  private final Elementwise elementwise;

  ScalarGates(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  // spotless:off
  @Override
  public void lstm(
      int H, double[] z, int zAt, double[] h, double[] c, double[] tanhC, int before, int after) {
    lstmGates(H, z, zAt);
    lstmCells(0, H, z, zAt, c, before, after);
    lstmOut(H, z, zAt, h, c, tanhC, before, after);
  }

  void lstmGates(int H, double[] z, int zAt) {
    elementwise.sigmoid(2 * H, z, zAt, z, zAt);
    elementwise.tanh(H, z, zAt + 2 * H, z, zAt + 2 * H);
    elementwise.sigmoid(H, z, zAt + 3 * H, z, zAt + 3 * H);
  }

  void lstmCells(int from, int H, double[] z, int zAt, double[] c, int before, int after) {
    for (int j = from; j < H; j++) {
      double i = z[zAt + j];
      double f = z[zAt + H + j];
      double g = z[zAt + 2 * H + j];
      c[after + j] = f * c[before + j] + i * g;
    }
  }

  void lstmOut(
      int H, double[] z, int zAt, double[] h, double[] c, double[] tanhC, int before, int after) {
    elementwise.tanh(H, c, after, tanhC, before);
    for (int j = 0; j < H; j++) {
      h[after + j] = z[zAt + 3 * H + j] * tanhC[before + j];
    }
  }

  @Override
  public void lstmBackward(
      int H, double[] z, int zAt, double[] dh, double[] dc, double[] c, double[] tanhC,
      int before, int after) {
    lstmBackward(0, H, z, zAt, dh, dc, c, tanhC, before, after);
  }

  void lstmBackward(
      int from, int H, double[] z, int zAt, double[] dh, double[] dc, double[] c, double[] tanhC,
      int before, int after) {
    for (int j = from; j < H; j++) {
      int at = zAt + j;
      double i = z[at];
      double f = z[at + H];
      double g = z[at + 2 * H];
      double o = z[at + 3 * H];
      double y = tanhC[before + j];
      double out = dh[after + j];
      double d = dc[after + j] + out * o * (1 - y * y);
      dc[before + j] = d * f;
      z[at] = d * g * (i * (1 - i));
      z[at + H] = d * c[before + j] * (f * (1 - f));
      z[at + 2 * H] = d * i * (1 - g * g);
      z[at + 3 * H] = out * y * (o * (1 - o));
    }
  }

  @Override
  public void gru(int H, double[] u, int zAt, double[] v, double[] h, int before, int after) {
    elementwise.sigmoid(2 * H, u, zAt, u, zAt);
    gruCandidates(0, H, u, zAt, v, before);
    elementwise.tanh(H, u, zAt + 2 * H, u, zAt + 2 * H);
    gruOut(0, H, u, zAt, h, before, after);
  }

  /** {@code un + r·v} for the units from {@code from} on. */
  void gruCandidates(int from, int H, double[] u, int zAt, double[] v, int before) {
    for (int j = from; j < H; j++) {
      u[zAt + 2 * H + j] += u[zAt + j] * v[before + j];
    }
  }

  void gruOut(int from, int H, double[] u, int zAt, double[] h, int before, int after) {
    for (int j = from; j < H; j++) {
      double z = u[zAt + H + j];
      double n = u[zAt + 2 * H + j];
      h[after + j] = n + z * (h[before + j] - n);
    }
  }

  @Override
  public void gruBackward(
      int H, double[] u, int zAt, double[] v, double[] dh, double[] h, int before, int after) {
    gruBackward(0, H, u, zAt, v, dh, h, before, after);
  }

  void gruBackward(
      int from, int H, double[] u, int zAt, double[] v, double[] dh, double[] h,
      int before, int after) {
    for (int j = from; j < H; j++) {
      int at = zAt + j;
      double r = u[at];
      double z = u[at + H];
      double n = u[at + 2 * H];
      double out = dh[after + j];
      double dn = out * (1 - z) * (1 - n * n);
      u[at] = dn * v[before + j] * (r * (1 - r));
      u[at + H] = out * (h[before + j] - n) * (z * (1 - z));
      u[at + 2 * H] = dn;
      v[before + j] = dn * r;
      dh[before + j] += out * z;
    }
  }

  @Override
  public void minGru(int H, double[] u, int zAt, double[] h, int before, int after) {
    elementwise.sigmoid(H, u, zAt, u, zAt);
    minGruOut(0, H, u, zAt, h, before, after);
  }

  void minGruOut(int from, int H, double[] u, int zAt, double[] h, int before, int after) {
    for (int j = from; j < H; j++) {
      double z = u[zAt + j];
      double n = u[zAt + H + j];
      h[after + j] = h[before + j] + z * (n - h[before + j]);
    }
  }

  @Override
  public void minGruBackward(
      int H, double[] u, int zAt, double[] dh, double[] h, int before, int after) {
    minGruBackward(0, H, u, zAt, dh, h, before, after);
  }

  void minGruBackward(
      int from, int H, double[] u, int zAt, double[] dh, double[] h, int before, int after) {
    for (int j = from; j < H; j++) {
      int at = zAt + j;
      double z = u[at];
      double n = u[at + H];
      double out = dh[after + j];
      u[at] = out * (n - h[before + j]) * (z * (1 - z));
      u[at + H] = out * z;
      dh[before + j] += out * (1 - z);
    }
  }
  // spotless:on
}
