package project;

import e01_one_hot.MyOneHot;
import e06_rnn_sequence.MyRnnSequence;
import e07_softmax_cross_entropy.MySoftmaxCrossEntropy;
import e07_softmax_cross_entropy.SoftmaxCrossEntropy.Loss;
import e11_rnn_backward.MyRnnBackward;
import e11_rnn_backward.RnnBackward.Gradients;
import e13_clip_by_norm.MyClipByNorm;
import e14_adam_step.AdamStep.Step;
import e14_adam_step.MyAdamStep;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.data.Pair;
import unrolled.matrix.Matrix;
import unrolled.project.OwnNetwork;
import unrolled.project.ProjectTask;

/**
 * Word starts with two RNNs, one from each end, and a head over both of their states.
 *
 * <pre>
 * f_t = RNN over x_0 … x_t,  b_t = RNN over x_{len−1} … x_t   (N × H) each
 * logits_t = f_t·Vf + b_t·Vb + c                              (N × 2)
 * </pre>
 */
public final class MyNetwork implements OwnNetwork {
  private static final int UNITS = 64;
  private static final double RATE = 0.004;
  private static final double LONGEST_GRADIENT = 1;

  private String letters;
  private Matrix[] w; // Wx, Wh, b of both RNNs, Vf, Vb, c
  private Matrix[] m;
  private Matrix[] v;
  private int step;

  @Override
  public ProjectTask task() {
    return ProjectTask.WORD_STARTS;
  }

  @Override
  public void begin(String sourceLetters, String targetLetters, RandomGenerator rng) {
    letters = sourceLetters;
    int D = letters.length();
    w =
        new Matrix[] {
          random(D, rng), random(UNITS, rng), new Matrix(1, UNITS),
          random(D, rng), random(UNITS, rng), new Matrix(1, UNITS),
          Matrix.normal(UNITS, 2, 0.1, rng), Matrix.normal(UNITS, 2, 0.1, rng), new Matrix(1, 2)
        };
    m = zeros(w);
    v = zeros(w);
    step = 0;
  }

  private static Matrix random(int rows, RandomGenerator rng) {
    return Matrix.normal(rows, UNITS, 1 / Math.sqrt(UNITS), rng);
  }

  private static Matrix[] zeros(Matrix[] like) {
    return IntStream.range(0, like.length)
        .mapToObj(i -> new Matrix(like[i].rows(), like[i].cols()))
        .toArray(Matrix[]::new);
  }

  /** A batch of texts, and what the network computes of it. */
  private final class Pass {
    final int T;
    final int N;
    final int[] lengths;
    final Matrix[] xs; // from the front
    final Matrix[] ys; // from the back, each text within its length
    final Matrix h0;
    final Matrix[] fs;
    final Matrix[] bs; // after the letters in the order of ys
    final Matrix logits; // (T·N × 2), step after step

    Pass(List<String> texts) {
      N = texts.size();
      lengths = texts.stream().mapToInt(String::length).toArray();
      T = IntStream.of(lengths).max().orElseThrow();
      h0 = new Matrix(N, UNITS);
      xs = inputs(texts, false);
      ys = inputs(texts, true);
      var rnn = new MyRnnSequence();
      fs = rnn.forward(xs, h0, w[0], w[1], w[2]);
      bs = rnn.forward(ys, h0, w[3], w[4], w[5]);
      logits = new Matrix(T * N, 2);
      for (int t = 0; t < T; t++) {
        Matrix z = fs[t].matmul(w[6]).plus(inOrder(bs, t).matmul(w[7])).plusRow(w[8]);
        logits.put(rows(t), z);
      }
    }

    private Matrix[] inputs(List<String> texts, boolean backwards) {
      return IntStream.range(0, T)
          .mapToObj(t -> new MyOneHot().encode(ids(texts, backwards, t), letters.length()))
          .toArray(Matrix[]::new);
    }

    private int[] ids(List<String> texts, boolean backwards, int t) {
      return IntStream.range(0, N)
          .map(
              n -> {
                if (t >= lengths[n]) {
                  return 0; // padding: its rows are never looked at
                }
                return letters.indexOf(texts.get(n).charAt(backwards ? lengths[n] - 1 - t : t));
              })
          .toArray();
    }

    int[] rows(int t) {
      return IntStream.range(t * N, (t + 1) * N).toArray();
    }

    /** Turns each text around within its length; what it does twice is as before. */
    Matrix inOrder(Matrix[] steps, int t) {
      var turned = new Matrix(N, UNITS);
      for (int n = 0; n < N; n++) {
        if (t < lengths[n]) {
          turned.put(new int[] {n}, steps[lengths[n] - 1 - t].rows(n, n + 1));
        }
      }
      return turned;
    }
  }

  @Override
  public double learn(List<Pair> batch) {
    var pass = new Pass(batch.stream().map(Pair::source).toList());
    int[] targets = new int[pass.T * pass.N];
    int[] real = new int[pass.T * pass.N];
    for (int n = 0; n < pass.N; n++) {
      for (int t = 0; t < pass.lengths[n]; t++) {
        targets[t * pass.N + n] = batch.get(n).target().charAt(t) - '0';
        real[t * pass.N + n] = 1;
      }
    }
    Loss loss = new MySoftmaxCrossEntropy().of(pass.logits, targets, real);
    update(new MyClipByNorm().clip(gradients(pass, loss.gradient()), LONGEST_GRADIENT));
    return loss.mean();
  }

  private Matrix[] gradients(Pass pass, Matrix dLogits) {
    Matrix[] d = zeros(w);
    Matrix[] dfs = new Matrix[pass.T];
    Matrix[] dbs = new Matrix[pass.T];
    for (int t = 0; t < pass.T; t++) {
      Matrix dz = dLogits.pick(pass.rows(t));
      d[6] = d[6].plus(pass.fs[t].transpose().matmul(dz));
      d[7] = d[7].plus(pass.inOrder(pass.bs, t).transpose().matmul(dz));
      d[8] = d[8].plus(dz.sumRows());
      dfs[t] = dz.matmul(w[6].transpose());
      dbs[t] = dz.matmul(w[7].transpose());
    }
    Matrix[] turned =
        IntStream.range(0, pass.T).mapToObj(t -> pass.inOrder(dbs, t)).toArray(Matrix[]::new);
    var rnn = new MyRnnBackward();
    Gradients f = rnn.backward(dfs, pass.xs, pass.h0, w[0], w[1], w[2], pass.fs);
    Gradients b = rnn.backward(turned, pass.ys, pass.h0, w[3], w[4], w[5], pass.bs);
    return new Matrix[] {f.dWx(), f.dWh(), f.db(), b.dWx(), b.dWh(), b.db(), d[6], d[7], d[8]};
  }

  private void update(Matrix[] gradients) {
    step++;
    for (int i = 0; i < w.length; i++) {
      Step next = new MyAdamStep().step(w[i], gradients[i], m[i], v[i], step, RATE);
      w[i] = next.w();
      m[i] = next.m();
      v[i] = next.v();
    }
  }

  @Override
  public List<String> answer(List<String> sources) {
    var pass = new Pass(sources);
    return IntStream.range(0, pass.N)
        .mapToObj(
            n -> {
              var text = new StringBuilder();
              for (int t = 0; t < pass.lengths[n]; t++) {
                int row = t * pass.N + n;
                text.append(pass.logits.get(row, 1) > pass.logits.get(row, 0) ? '1' : '0');
              }
              return text.toString();
            })
        .toList();
  }

  @Override
  public String toString() {
    return "two tanh RNNs of %d units, one from each end".formatted(UNITS);
  }
}
