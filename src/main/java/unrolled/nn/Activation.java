package unrolled.nn;

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
 * <p>All four derivatives can be had from y, so a backward pass need not keep z.
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

  /** The function at {@code z}. */
  public abstract double of(double z);

  /** The derivative dy/dz, given the output {@code y} (not z). */
  public abstract double slope(double y);

  /** The function of every entry. */
  public Matrix of(Matrix z) {
    return z.map(this::of);
  }

  /** The gradient with respect to z, from the gradient with respect to y: {@code dy ⊙ slope(y)}. */
  public Matrix backward(Matrix dy, Matrix y) {
    return dy.hadamard(y.map(this::slope));
  }
}
