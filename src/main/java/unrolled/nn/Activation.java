package unrolled.nn;

import unrolled.matrix.Elementwise;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;

/**
 * The entry-wise functions of a network, each with its derivative written in terms of its output.
 *
 * <pre>{@code
 * TANH      y = tanh(z)            dy/dz = 1 − y²
 * SIGMOID   y = 1 / (1 + e^−z)     dy/dz = y · (1 − y)
 * RELU      y = max(0, z)          dy/dz = 1 if y > 0, else 0
 * IDENTITY  y = z                  dy/dz = 1
 * }</pre>
 *
 * <p>All four derivatives are functions of y, so a backward pass need not keep z.
 */
public enum Activation {
  TANH {
    @Override
    public double of(double z) {
      return Math.tanh(z);
    }

    @Override
    public double slope(double y) {
      return 1 - y * y;
    }

    @Override
    public void of(int n, double[] z, int zAt, double[] y, int yAt) {
      ELEMENTWISE.tanh(n, z, zAt, y, yAt);
    }

    @Override
    public void of(int n, float[] z, int zAt, float[] y, int yAt) {
      Kernels.single().elementwise().tanh(n, z, zAt, y, yAt);
    }
  },
  SIGMOID {
    /** Written so that e^|z| is never formed: no overflow at either end. */
    @Override
    public double of(double z) {
      double e = Math.exp(-Math.abs(z));
      return (z >= 0 ? 1 : e) / (1 + e);
    }

    @Override
    public double slope(double y) {
      return y * (1 - y);
    }

    @Override
    public void of(int n, double[] z, int zAt, double[] y, int yAt) {
      ELEMENTWISE.sigmoid(n, z, zAt, y, yAt);
    }

    @Override
    public void of(int n, float[] z, int zAt, float[] y, int yAt) {
      Kernels.single().elementwise().sigmoid(n, z, zAt, y, yAt);
    }
  },
  RELU {
    @Override
    public double of(double z) {
      return Math.max(0, z);
    }

    @Override
    public double slope(double y) {
      return y > 0 ? 1 : 0;
    }
  },
  IDENTITY {
    @Override
    public double of(double z) {
      return z;
    }

    @Override
    public double slope(double y) {
      return 1;
    }
  };

  private static final Elementwise ELEMENTWISE = Kernels.active().elementwise();

  /** The function at {@code z}. */
  public abstract double of(double z);

  /** The derivative dy/dz, given the output {@code y} (not z). */
  public abstract double slope(double y);

  /** The function of n numbers from {@code z[zAt]} on, into y; y may be z at the same place. */
  public void of(int n, double[] z, int zAt, double[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = of(z[zAt + i]);
    }
  }

  /** {@code dz = dy ⊙ slope(y)} for n numbers of each array. */
  public void backward(int n, double[] dy, int dyAt, double[] y, int yAt, double[] dz, int dzAt) {
    for (int i = 0; i < n; i++) {
      dz[dzAt + i] = dy[dyAt + i] * slope(y[yAt + i]);
    }
  }

  /** The same for floats. */
  public void of(int n, float[] z, int zAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = (float) of(z[zAt + i]);
    }
  }

  /** The same for floats. */
  public void backward(int n, float[] dy, int dyAt, float[] y, int yAt, float[] dz, int dzAt) {
    for (int i = 0; i < n; i++) {
      dz[dzAt + i] = dy[dyAt + i] * (float) slope(y[yAt + i]);
    }
  }

  /** The function of every entry. */
  public Matrix of(Matrix z) {
    Matrix y = new Matrix(z.rows(), z.cols());
    of(z.data().length, z.data(), 0, y.data(), 0);
    return y;
  }

  /** The gradient with respect to z, from the gradient with respect to y: {@code dy ⊙ slope(y)}. */
  public Matrix backward(Matrix dy, Matrix y) {
    return dy.hadamard(y.map(this::slope));
  }
}
