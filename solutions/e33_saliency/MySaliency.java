package e33_saliency;

import unrolled.matrix.Matrix;

/** The backward pass of one logit less the mean, down to the inputs. */
public final class MySaliency implements Saliency {
  @Override
  public Matrix saliency(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, Matrix V, int[] answers) {
    int T = xs.length;
    int N = answers.length;
    Matrix[] hs = new Matrix[T];
    Matrix h = new Matrix(N, Wh.rows());
    for (int t = 0; t < T; t++) {
      h = xs[t].matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh);
      hs[t] = h;
    }
    Matrix d = new Matrix(N, V.cols()).map(zero -> -1.0 / V.cols());
    for (int n = 0; n < N; n++) {
      d.set(n, answers[n], 1 - 1.0 / V.cols());
    }
    Matrix s = new Matrix(N, T);
    Matrix dh = d.matmul(V.transpose());
    for (int t = T - 1; t >= 0; t--) {
      Matrix dz = dh.hadamard(hs[t].map(v -> 1 - v * v));
      Matrix dx = dz.matmul(Wx.transpose());
      for (int n = 0; n < N; n++) {
        s.set(n, t, dx.pick(n).norm());
      }
      dh = dz.matmul(Wh.transpose());
    }
    return s;
  }
}
