package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.RnnCell;
import unrolled.data.Batch;
import unrolled.data.BracketsTask;
import unrolled.data.RecallTask;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.nn.Initializer;
import unrolled.nn.SoftmaxCrossEntropy;

/** What notebook 13 says, on other seeds than its own, and that its instruments are right. */
class LookingInsideClaimsTest {
  private static final RecallTask TASK = new RecallTask(20);
  private static final Batch<int[]> ASKED = TASK.draw(100, new Random(5));

  private final Random rng = new Random(3);

  /** An RNN of 5 units that reads 4 words and answers one of 3 classes. */
  private Model<Sequence, int[]> small() {
    Model<Sequence, int[]> model =
        new Model<>(
            Input.numbers(4),
            List.of(new Rnn(new RnnCell(4, 5, rng))),
            Readout.LAST_STEP,
            3,
            Loss.classes(),
            rng);
    model.parameters().forEach(p -> p.set(Initializer.uniform(1), rng));
    return model;
  }

  private static Sequence words() {
    return Sequence.oneHot(new int[][] {{0, 3, 1, 2, 2, 1}, {3, 3, 0, 1, 0, 2}}, 4);
  }

  /** The logit of the answer, less the mean of the logits if {@code centred}. */
  private static double logit(
      Model<Sequence, int[]> model, Sequence xs, int n, int answer, boolean centred) {
    double[] z = model.outputs(xs).rows(n, n + 1).data();
    return z[answer] - (centred ? Arrays.stream(z).average().orElseThrow() : 0);
  }

  private static double[] slopes(
      Model<Sequence, int[]> model, int t, int n, int answer, boolean centred) {
    double h = 1e-5;
    return IntStream.range(0, 4)
        .mapToDouble(
            f -> {
              Sequence up = words();
              up.set(t, n, f, up.get(t, n, f) + h);
              Sequence down = words();
              down.set(t, n, f, down.get(t, n, f) - h);
              return (logit(model, up, n, answer, centred) - logit(model, down, n, answer, centred))
                  / (2 * h);
            })
        .toArray();
  }

  @Test
  void saliency_is_the_length_of_the_slopes_of_the_answer() {
    Model<Sequence, int[]> model = small();
    int[] answers = {2, 0};
    Matrix raw = Saliency.raw(model, words(), answers);
    // At step 1 the words 1 and 3 may stand, elsewhere all four.
    int[] two = {1, 3};
    int[] four = {0, 1, 2, 3};
    Matrix centred = Saliency.centred(model, words(), answers, t -> t == 1 ? two : four);
    for (int n = 0; n < 2; n++) {
      for (int t = 0; t < 6; t++) {
        double[] d = slopes(model, t, n, answers[n], false);
        assertEquals(Matrix.row(d).norm(), raw.get(n, t), 1e-8);
        double[] all = slopes(model, t, n, answers[n], true);
        double[] c = Arrays.stream(t == 1 ? two : four).mapToDouble(f -> all[f]).toArray();
        double mean = Arrays.stream(c).average().orElseThrow();
        assertEquals(Matrix.row(c).map(v -> v - mean).norm(), centred.get(n, t), 1e-8);
      }
    }
    double[] shares = Saliency.shares(raw);
    assertEquals(1, Arrays.stream(shares).sum(), 1e-12);
    assertEquals((raw.get(0, 3) + raw.get(1, 3)) / sum(raw), shares[3], 1e-12);
    var e = assertThrows(IllegalArgumentException.class, () -> Saliency.raw(model, words(), 1));
    assertTrue(e.getMessage().contains("an answer for each of 2 sentences"), e::getMessage);
  }

  private static double sum(Matrix m) {
    return Arrays.stream(m.data()).sum();
  }

  @Test
  void where_no_other_word_may_stand_nothing_is_exchanged_and_nothing_is_centred() {
    Model<Sequence, int[]> model = small();
    int[] answers = {1, 1};
    int[][] one = {{0}, {3}};
    Sequence xs = words();
    // Row 0 may have word 0 alone at step 0, row 1 already has another one there.
    Matrix losses = Exchange.losses(model, xs, answers, t -> t == 0 ? one[0] : one[1], rng);
    assertEquals(0, losses.get(0, 0));
    assertTrue(losses.get(1, 0) != 0);
    assertArrayEquals(words().flat().data(), xs.flat().data(), "the sentences are not changed");
    assertEquals(0, sum(Saliency.centred(model, xs, answers, t -> one[0])));
    Sequence other = Exchange.exchanged(xs, 0, one[1], rng);
    double before = SoftmaxCrossEntropy.softmax(model.outputs(xs)).get(0, 1);
    double after = SoftmaxCrossEntropy.softmax(model.outputs(other)).get(0, 1);
    Matrix again = Exchange.losses(model, xs, answers, t -> one[1], rng);
    assertEquals(before - after, again.get(0, 0), 1e-15);
    assertEquals(
        (Math.abs(again.get(0, 0)) + Math.abs(again.get(1, 0))) / 2, Exchange.means(again)[0], 0);
  }

  @Test
  void an_exchanged_word_is_another_one_of_the_choices() {
    Sequence other = Exchange.exchanged(ASKED.inputs(), 0, TASK.choices(0), rng);
    int[] seen = new int[4];
    for (int n = 0; n < 100; n++) {
      assertEquals(0, other.get(0, n, ASKED.targets()[n]));
      for (int f = 0; f < 4; f++) {
        seen[f] += (int) other.get(0, n, f);
      }
      for (int t = 1; t < 22; t++) {
        for (int f = 0; f < 13; f++) {
          assertEquals(ASKED.inputs().get(t, n, f), other.get(t, n, f));
        }
      }
    }
    assertEquals(100, Arrays.stream(seen).sum());
    assertTrue(Arrays.stream(seen).allMatch(count -> count > 10), () -> Arrays.toString(seen));
  }

  @Test
  void a_probe_finds_what_is_there_and_nothing_else() {
    Matrix h = Matrix.normal(300, 6, 2, rng);
    for (int r = 0; r < 300; r++) {
      h.set(r, 4, 0.75); // a unit that never moves
      h.set(r, 5, h.get(r, 0) - 2 * h.get(r, 1)); // one that others know
    }
    double[] y = new double[300];
    double[] noise = new double[300];
    for (int r = 0; r < 300; r++) {
      y[r] = 3 + 0.5 * h.get(r, 0) - 2 * h.get(r, 2);
      noise[r] = rng.nextGaussian();
    }
    Probe probe = Probe.fit(h, y);
    assertEquals(1, probe.r2(h, y), 1e-9);
    assertEquals(0, Matrix.row(y).maxDifference(Matrix.row(probe.read(h))), 1e-7);
    Matrix others = Matrix.normal(4_000, 6, 2, rng);
    double[] unrelated = others.columns(3, 4).map(v -> rng.nextGaussian()).data();
    assertEquals(0, Probe.fit(h, noise).r2(others, unrelated), 0.1);
    assertThrows(IllegalArgumentException.class, () -> Probe.fit(h, new double[299]));
    assertThrows(IllegalArgumentException.class, () -> Probe.fit(h.rows(0, 6), new double[6]));
    assertThrows(IllegalArgumentException.class, () -> probe.r2(h, new double[300]));
  }

  /** One weight by the formula: covariance over variance. */
  @Test
  void the_probe_of_one_unit_is_the_line_through_its_points() {
    Matrix h = Matrix.of(new double[][] {{1}, {2}, {4}, {7}});
    Probe probe = Probe.fit(h, 2, 1, 5, 6);
    assertEquals(17.0 / 21, probe.w().get(0, 0), 1e-12);
    assertEquals(3.5 - 3.5 * 17.0 / 21, probe.c(), 1e-12);
  }

  @Test
  void a_lesion_silences_the_units_and_heals() {
    Model<Sequence, int[]> model = small();
    int[] answers = {2, 1};
    Matrix before = model.outputs(words());
    Matrix h = model.hidden(words()).step(5);
    for (int n = 0; n < 2; n++) {
      for (int u : new int[] {1, 4}) {
        h.set(n, u, 0);
      }
    }
    Matrix head = model.named().get("head.W").value;
    Matrix expected = h.matmul(head).plusRow(model.named().get("head.b").value);
    Matrix cut = Lesion.atTheEnd(model, words(), answers, 1, 4).outputs();
    assertEquals(0, expected.maxDifference(cut), 1e-12);
    Matrix through = Lesion.throughout(model, words(), answers, 1, 4).outputs();
    assertTrue(through.maxDifference(cut) > 1e-3);
    // What no other unit reads may begin as anything.
    Matrix all = Lesion.throughout(model, words(), answers, 0, 1, 2, 3, 4).outputs();
    assertEquals(0, all.rows(0, 1).maxDifference(model.named().get("head.b").value), 0);
    assertEquals(0, before.maxDifference(model.outputs(words())), 0, "it is as it was");
  }

  private static RecallExperiment.Result sure(NetworkKind network, long seed) {
    var training = new TrainingSettings(16, 32, 0.003, 400, 400);
    return RecallExperiment.run(new RecallExperiment.Settings(network, 20, training, false), seed);
  }

  private static double[] exchange(RecallExperiment.Result of) {
    return Exchange.means(
        Exchange.losses(of.model(), ASKED.inputs(), ASKED.targets(), TASK::choices, new Random(6)));
  }

  private static Matrix centred(RecallExperiment.Result of) {
    return Saliency.centred(of.model(), ASKED.inputs(), ASKED.targets(), TASK::choices);
  }

  private static double most(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).max().orElseThrow();
  }

  private static double worst(RecallExperiment.Result of, boolean throughout) {
    Batch<int[]> test = TASK.draw(200, new Random(7));
    return 1
        - IntStream.range(0, 16)
            .mapToDouble(
                u ->
                    (throughout
                            ? Lesion.throughout(of.model(), test.inputs(), test.targets(), u)
                            : Lesion.atTheEnd(of.model(), test.inputs(), test.targets(), u))
                        .accuracy())
            .min()
            .orElseThrow();
  }

  @Test
  void the_exchange_finds_the_country_and_the_raw_saliency_of_an_lstm_does_not() {
    RecallExperiment.Result lstm = sure(Network.LSTM_BIAS_3, 11);
    double[] lost = exchange(lstm);
    assertTrue(lost[0] > 0.95, () -> Arrays.toString(lost));
    assertTrue(most(lost, 1, 22) < 0.005, () -> Arrays.toString(lost));
    double[] raw = Saliency.shares(Saliency.raw(lstm.model(), ASKED.inputs(), ASKED.targets()));
    assertTrue(raw[21] > 0.4 && raw[0] < 0.1, () -> Arrays.toString(raw));
    assertEquals(0, worst(lstm, false), 0.02);
    assertTrue(worst(lstm, true) > 0.1);
  }

  @Test
  void a_gru_learns_to_count_brackets() {
    counted(BracketsExperiment.run(BracketsExperiment.Settings.of(Network.GRU), 11));
  }

  /** R² before and after training. */
  private static double[] counted(BracketsExperiment.Result result) {
    BracketsTask task = new BracketsTask(60);
    Sequence fitted = task.draw(100, new Random(1)).inputs();
    Sequence kept = task.draw(100, new Random(2)).inputs();
    double[] r2 =
        List.of(result.untrained(), result.model()).stream()
            .mapToDouble(
                model ->
                    Probe.fit(model.hidden(fitted).flat(), BracketsTask.depths(fitted))
                        .r2(model.hidden(kept).flat(), BracketsTask.depths(kept)))
            .toArray();
    assertTrue(r2[1] > 0.95, () -> "trained: " + r2[1]);
    assertTrue(r2[0] < 0.85 && r2[1] - r2[0] > 0.1, () -> "untrained: " + r2[0]);
    assertTrue(result.loss() - task.best() < 0.05, () -> "loss " + result.loss());
    return r2;
  }

  @Test
  @Tag("slow")
  void ten_seeds_agree_on_the_exchange_and_on_lesions() {
    int fell = 0;
    for (NetworkKind kind :
        List.of(Network.LSTM_BIAS_3, NetworkKind.gru(3), Network.IDENTITY_RNN)) {
      List<RecallExperiment.Result> ten =
          LongStream.rangeClosed(11, 20).parallel().mapToObj(seed -> sure(kind, seed)).toList();
      for (RecallExperiment.Result one : ten) {
        String who = kind.label() + ", seed " + one.seed();
        double[] lost = exchange(one);
        double[] share = Saliency.shares(centred(one));
        double[] raw = Saliency.shares(Saliency.raw(one.model(), ASKED.inputs(), ASKED.targets()));
        double end = worst(one, false);
        double through = worst(one, true);
        System.out.printf(
            "%s: exchange %.3f, others %.4f; raw %.2f, last %.2f; centred %.2f, next %.2f;"
                + " lesions %.2f, %.2f%n",
            who,
            lost[0],
            most(lost, 1, 22),
            raw[0],
            raw[21],
            share[0],
            most(share, 1, 22),
            end,
            through);
        assertTrue(lost[0] > 0.98, who);
        assertTrue(most(lost, 1, 22) < 0.004, who);
        if (kind == Network.IDENTITY_RNN) {
          assertTrue(end > 0.03 && through > 0.3, who);
          continue;
        }
        assertEquals(0, end, 0.02, who);
        assertTrue(through > 0.05, who);
        if (kind != Network.LSTM_BIAS_3) {
          assertTrue(share[0] > 0.45, who);
          assertTrue(most(raw, 1, 21) > 0.35 * raw[0] && most(raw, 1, 21) < 0.95 * raw[0], who);
          continue;
        }
        assertTrue(raw[21] > raw[0], who);
        double next = most(share, 1, 22) / share[0];
        assertTrue(next > 0.15 && next < 4.5, who + ": filler over country " + next);
        RecallExperiment.Result fresh =
            RecallExperiment.run(RecallExperiment.Settings.learn(kind, 20), one.seed());
        if (Saliency.shares(centred(fresh))[0] > share[0]) {
          fell++;
        }
        double size = sum(centred(one).columns(0, 1)) / sum(centred(fresh).columns(0, 1));
        assertTrue(size < 0.5, who + ": size of the gradient " + size);
        assertTrue(lost[0] - exchange(fresh)[0] > 0.2, who);
      }
    }
    assertTrue(fell >= 8, "the share of the country fell in " + fell);
  }

  @Test
  @Tag("slow")
  void ten_seeds_agree_on_the_depth() {
    for (Network kind : List.of(Network.GRU, Network.LSTM_BIAS_1)) {
      LongStream.rangeClosed(11, 20)
          .parallel()
          .mapToObj(seed -> BracketsExperiment.run(BracketsExperiment.Settings.of(kind), seed))
          .forEach(
              result -> {
                double[] r2 = counted(result);
                System.out.printf("%s, %d: %.3f, %.3f%n", kind, result.seed(), r2[0], r2[1]);
                if (kind == Network.GRU) {
                  assertTrue(r2[1] - r2[0] > 0.3);
                } else {
                  assertTrue(r2[0] > 0.45 && r2[0] < 0.85);
                }
                used(result.model());
              });
    }
  }

  /** The direction in which the depth is read costs nothing, another one does. */
  private static void used(Model<Sequence, int[]> model) {
    BracketsTask task = new BracketsTask(60);
    Sequence fitted = task.draw(100, new Random(1)).inputs();
    Batch<int[]> kept = task.draw(100, new Random(2));
    double[] depth = BracketsTask.depths(fitted);
    Matrix h = model.hidden(fitted).flat();
    Matrix now = model.hidden(kept.inputs()).flat();
    int[] zero = IntStream.range(0, depth.length).filter(i -> depth[i] == 0).toArray();
    int[] other = IntStream.range(0, depth.length).filter(i -> depth[i] > 0).toArray();
    Matrix zeroOrNot = mean(h.pick(zero)).minus(mean(h.pick(other))).transpose();
    double loss = loss(model, now, kept.targets());
    Matrix w = Probe.fit(h, depth).w();
    assertEquals(loss, loss(model, without(now, w), kept.targets()), 0.01);
    assertTrue(loss(model, without(now, zeroOrNot), kept.targets()) - loss > 0.06);
  }

  private static Matrix mean(Matrix h) {
    return h.sumRows().scale(1.0 / h.rows());
  }

  private static Matrix without(Matrix h, Matrix w) {
    Matrix along = h.plusRow(mean(h).scale(-1)).matmul(w).matmul(w.transpose());
    return h.minus(along.scale(1 / (w.norm() * w.norm())));
  }

  private static double loss(Model<Sequence, int[]> model, Matrix h, int... targets) {
    Matrix z =
        h.matmul(model.named().get("head.W").value).plusRow(model.named().get("head.b").value);
    return SoftmaxCrossEntropy.of(z, targets).mean();
  }
}
