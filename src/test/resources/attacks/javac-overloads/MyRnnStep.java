package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  interface A<T> {
    T a(T t);
  }

  interface B<T> {
    T b(T t);
  }

  static <T> T pick(A<T> a, T t) {
    return t;
  }

  static <T> T pick(B<T> b, T t) {
    return t;
  }

  static <T> T pick(A<T> a, T t, int... more) {
    return t;
  }

  static Object go() {
    return pick(q0 -> pick(q1 -> pick(q2 -> pick(q3 -> pick(q4 -> pick(q5 -> pick(q6 -> pick(q7 -> pick(q8 -> pick(q9 -> pick(q10 -> pick(q11 -> pick(q12 -> pick(q13 -> pick(q14 -> pick(q15 -> pick(q16 -> pick(q17 -> pick(q18 -> pick(q19 -> pick(q20 -> pick(q21 -> pick(q22 -> pick(q23 -> pick(q24 -> pick(q25 -> pick(q26 -> pick(q27 -> pick(q28 -> pick(q29 -> null, null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null), null);
  }

  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return new Matrix(x.rows(), b.cols());
  }
}
