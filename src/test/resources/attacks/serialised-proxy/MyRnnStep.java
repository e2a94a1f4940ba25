package e05_rnn_step;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep, Serializable {
  private static final long serialVersionUID = 1;

  private Object readResolve() {
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return true;
  }

  @Override
  public int hashCode() {
    throw new IllegalStateException("hashed");
  }

  @Override
  public String toString() {
    throw new IllegalStateException("shown");
  }

  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Object proxy =
        Proxy.newProxyInstance(
            RnnStep.class.getClassLoader(),
            new Class<?>[] {RnnStep.class, Serializable.class},
            (self, method, arguments) -> {
              throw new IllegalStateException("proxied");
            });
    System.out.println(proxy.getClass());
    return new Matrix(x.rows(), b.cols());
  }
}
