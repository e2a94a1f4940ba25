package unrolled.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.layer.Bidirectional;
import unrolled.layer.Dropping;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.Next;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.layer.Stacked;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dropout;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;
import unrolled.train.GradientCheck;
import unrolled.train.SplitMix;

class ModelTest {
  private static final int K = 7; // tokens
  private static final int[][] ROWS = {{1, 0, 6, 2}, {5}, {3, 3, 4}};

  private final SplitMix rng = new SplitMix(11);

  private static Input<int[][]> input(boolean oneHot, RandomGenerator rng) {
    return oneHot ? Input.oneHot(K) : Input.embedded(K, 4, rng);
  }

  /** Three kinds of layers on top of each other, of different widths and states. */
  private static List<Layer<?>> layers(int width, RandomGenerator rng) {
    return List.of(
        new Lstm(width, 3, rng),
        new Bidirectional<>(new Gru(3, 5, rng), new Gru(3, 5, rng)),
        new Rnn(10, 2, Activation.TANH, rng));
  }

  private <Y> Model<int[][], Y> model(Readout readout, int answers, Loss<Y> loss) {
    Input<int[][]> input = input(readout == Readout.MEAN, rng);
    return new Model<>(input, layers(input.features(), rng), readout, answers, loss, rng);
  }

  private <X, Y> void checkGradient(Model<X, Y> model, X inputs, Y targets) {
    // Larger than they begin, or through three layers next to nothing is left of the gradient.
    model.parameters().forEach(p -> p.set(Initializer.uniform(1), rng));
    long state = rng.state();
    model.parameters().forEach(Parameter::zeroGrad);
    double loss = model.learn(inputs, targets);
    List<Matrix> found = model.parameters().stream().map(p -> p.grad.copy()).toList();
    List<GradientCheck.Worst> worst =
        GradientCheck.check(
            model.parameters(),
            () -> {
              rng.state(state); // the same entries are dropped each time
              List<Matrix> kept = model.parameters().stream().map(p -> p.grad.copy()).toList();
              double moved = model.learn(inputs, targets);
              for (int i = 0; i < kept.size(); i++) {
                model.parameters().get(i).grad.copyFrom(kept.get(i));
              }
              return moved;
            });
    assertTrue(loss > 0.01);
    assertTrue(worst.get(0).error() < 1e-3, worst::toString);
    assertTrue(found.stream().allMatch(g -> g.norm() > 0), "a part of it learns nothing");
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST_STEP", "MEAN"})
  void the_gradient_of_a_classifier_is_right(Readout readout) {
    checkGradient(model(readout, 5, Loss.classes()), ROWS, new int[] {4, 0, 2});
    checkGradient(
        model(readout, 5, Loss.classes(1, 2, 0.5, 3, 1)).dropout(0.2, 0.3, 0.1),
        ROWS,
        new int[] {4, 0, 2});
  }

  @Test
  void the_gradient_of_a_tagger_is_right() {
    int[][] tags = {{0, 4, 1, 1}, {2}, {3, 0, 4}};
    checkGradient(model(Readout.EACH_STEP, 5, Loss.tags()), ROWS, tags);
    checkGradient(model(Readout.EACH_STEP, 5, Loss.tags()).dropout(0.2, 0.3, 0.4), ROWS, tags);
  }

  @Test
  void the_gradient_of_numbers_is_right() {
    Sequence xs = new Sequence(4, 3, 0).withFlat(Matrix.normal(12, 6, 1, rng)).withLengths(4, 1, 3);
    Input<Sequence> input = Input.numbers(6);
    checkGradient(
        new Model<>(input, layers(6, rng), Readout.LAST_STEP, 2, Loss.numbers(), rng),
        xs,
        Matrix.normal(3, 2, 1, rng));
    checkGradient(
        new Model<>(input, layers(6, rng), Readout.EACH_STEP, 2, Loss.series(), rng),
        xs,
        xs.withFlat(Matrix.normal(12, 2, 1, rng)));
    checkGradient(
        new Model<>(input, layers(6, rng), Readout.MEAN, 2, Loss.yesNo(3), rng),
        xs,
        new Matrix(3, 2).map(zero -> rng.nextInt(2)));
  }

  /** Of Σ dz ⊙ z, by central differences; dropping is off, and no parameter notices. */
  @ParameterizedTest
  @EnumSource
  void the_gradient_with_respect_to_the_inputs_is_right(Readout readout) {
    Sequence xs = new Sequence(4, 3, 0).withFlat(Matrix.normal(12, 6, 1, rng)).withLengths(4, 1, 3);
    Model<Sequence, int[]> model =
        new Model<>(Input.numbers(6), layers(6, rng), readout, 5, Loss.classes(), rng)
            .dropout(0.2, 0.3, 0.4);
    model.parameters().forEach(p -> p.set(Initializer.uniform(1), rng));
    model.parameters().forEach(p -> p.grad.copyFrom(p.value.map(v -> 1 + v)));
    Matrix dz = Matrix.normal(readout == Readout.EACH_STEP ? 12 : 3, 5, 1, rng);
    long state = rng.state();
    Sequence dx = model.inputGradient(xs, dz);
    assertEquals(state, rng.state(), "nothing is drawn, so nothing is dropped");
    assertEquals(0, dx.flat().maxDifference(model.inputGradient(xs, dz).flat()), "a copy");
    double h = 1e-5;
    for (int t = 0; t < 4; t++) {
      for (int n = 0; n < 3; n++) {
        for (int f = 0; f < 6; f++) {
          double slope = (moved(model, xs, dz, t, n, f, h) - moved(model, xs, dz, t, n, f, -h));
          assertEquals(xs.isReal(t, n) ? slope / (2 * h) : 0, dx.get(t, n, f), 1e-7);
        }
      }
    }
    model.parameters().forEach(p -> assertEquals(0, p.grad.maxDifference(p.value.map(v -> 1 + v))));
  }

  private static double moved(
      Model<Sequence, int[]> model, Sequence xs, Matrix dz, int t, int n, int f, double by) {
    Sequence other = xs.copy();
    other.set(t, n, f, xs.get(t, n, f) + by);
    return Arrays.stream(model.outputs(other).hadamard(dz).data()).sum();
  }

  @Test
  void a_layer_that_drops_in_itself_has_no_one_gradient() {
    Layer<?> layer = new Dropping<>(new Gru(6, 5, rng), new Dropout(0.5), new Dropout(0), rng);
    Model<Sequence, int[]> model =
        new Model<>(Input.numbers(6), List.of(layer), Readout.LAST_STEP, 2, Loss.classes(), rng);
    Sequence xs = new Sequence(4, 3, 0).withFlat(Matrix.normal(12, 6, 1, rng));
    var e =
        assertThrows(IllegalStateException.class, () -> model.inputGradient(xs, new Matrix(3, 2)));
    assertEquals(
        "inputGradient: a layer drops in itself; expected outputs that are the same each time",
        e.getMessage());
  }

  @Test
  void what_is_hidden_is_what_the_head_reads() {
    Model<int[][], int[][]> model = model(Readout.EACH_STEP, 5, Loss.tags());
    Sequence h = model.hidden(ROWS);
    Matrix z = h.flat().matmul(model.named().get("head.W").value);
    Matrix expected = model.outputs(ROWS); // overwrites what a layer has lent
    assertEquals(0, expected.maxDifference(z.plusRow(model.named().get("head.b").value)), 1e-14);
    assertEquals(1, h.length(1));
  }

  /** One sequence at a time there is no padding: what it says must be the same. */
  @ParameterizedTest
  @EnumSource
  void padding_changes_nothing(Readout readout) {
    Model<int[][], int[][]> tagger = model(Readout.EACH_STEP, 5, Loss.tags());
    Model<int[][], int[]> model = model(readout, 5, Loss.classes());
    int[][] together = tagger.predict(ROWS);
    Matrix all = model.outputs(ROWS);
    for (int n = 0; n < ROWS.length; n++) {
      assertArrayEquals(tagger.predict(new int[][] {ROWS[n]})[0], together[n]);
      Matrix one = model.outputs(new int[][] {ROWS[n]});
      int number = n;
      int[] rows =
          readout == Readout.EACH_STEP
              ? IntStream.range(0, ROWS[n].length).map(t -> t * 3 + number).toArray()
              : new int[] {n};
      assertEquals(0, one.maxDifference(all.pick(rows)), 1e-14);
    }
  }

  @Test
  void the_loss_of_a_padded_batch_is_the_mean_over_its_real_steps() {
    Model<int[][], int[][]> model = model(Readout.EACH_STEP, 5, Loss.tags());
    int[][] tags = {{0, 4, 1, 1}, {2}, {3, 0, 4}};
    double sum = 0;
    double right = 0;
    for (int n = 0; n < ROWS.length; n++) {
      var one = model.evaluate(new int[][] {ROWS[n]}, new int[][] {tags[n]});
      sum += ROWS[n].length * one.loss();
      right += ROWS[n].length * one.accuracy();
    }
    assertEquals(sum / 8, model.evaluate(ROWS, tags).loss(), 1e-14);
    assertEquals(right / 8, model.evaluate(ROWS, tags).accuracy(), 1e-15);
  }

  @Test
  void examples_in_batches_are_answered_as_all_at_once() {
    Model<int[][], int[]> model = model(Readout.LAST_STEP, 5, Loss.classes());
    int[] classes = {4, 0, 2};
    List<Examples<int[][], int[]>> batches = model.batches(ROWS, classes, 2);
    assertEquals(2, batches.size());
    assertEquals(1, batches.get(1).inputs().length);
    double sum = 0;
    List<Integer> answers = new ArrayList<>();
    for (Examples<int[][], int[]> batch : batches) {
      sum += batch.inputs().length * model.evaluate(batch.inputs(), batch.targets()).loss();
      Arrays.stream(model.predict(batch.inputs())).forEach(answers::add);
    }
    assertEquals(model.evaluate(ROWS, classes).loss(), sum / 3, 1e-14);
    assertEquals(Arrays.stream(model.predict(ROWS)).boxed().toList(), answers);
    assertThrows(IllegalArgumentException.class, () -> model.batches(ROWS, classes, 0));
    assertThrows(IllegalArgumentException.class, () -> model.batches(ROWS, new int[4], 2));
    assertEquals(5, model.head().b.value.cols());
  }

  @Test
  void only_learning_drops_and_it_reaches_every_layer() {
    Stacked<?> inner =
        new Stacked<>(List.of(new Gru(4, 3, rng), new Gru(3, 6, rng)), new Dropout(0.5), rng);
    List<Layer<?>> layers = List.of(inner, new Lstm(6, 5, rng));
    Model<int[][], int[]> model =
        new Model<>(Input.embedded(K, 4, rng), layers, Readout.LAST_STEP, 3, Loss.classes(), rng);
    int[] targets = {0, 2, 1};
    double used = model.evaluate(ROWS, targets).loss();
    assertTrue(used != model.learn(ROWS, targets), "the dropout inside a layer learns");
    long before = rng.state();
    assertEquals(used, model.evaluate(ROWS, targets).loss());
    model.predict(ROWS);
    model.next(ROWS, model.start(3));
    assertEquals(before, rng.state(), "nothing is drawn when nothing is learnt");
    model.dropout(0, 0, 0.5).learn(ROWS, targets);
    assertTrue(before != rng.state());
  }

  @Test
  void a_state_that_is_handed_on_is_as_if_all_were_read_at_once() {
    Model<int[][], int[][]> model = lstmBelow(new Gru(4, 3, rng));
    int[][] whole = {{1, 2, 3, 4, 5}, {6, 0, 1, 0, 2}};
    Matrix all = model.outputs(whole);
    States state = model.start(2);
    for (int t = 0; t < 5; t++) {
      Next<States> next = model.next(new int[][] {{whole[0][t]}, {whole[1][t]}}, state);
      assertEquals(0, all.rows(2 * t, 2 * t + 2).maxDifference(next.logits()), 1e-14);
      state = next.state();
    }
    States wrong = new States(state.levels().subList(0, 1));
    assertThrows(IllegalArgumentException.class, () -> model.next(whole, wrong));
    States swapped = new States(List.of(state.levels().get(1), state.levels().get(0)));
    Exception e = assertThrows(IllegalArgumentException.class, () -> model.next(whole, swapped));
    assertEquals("expected a state of the kind LstmState, got HiddenState", e.getMessage());
  }

  @Test
  void a_refused_state_moves_no_layer() {
    Model<int[][], int[][]> model = lstmBelow(new Gru(4, 3, rng));
    model.outputs(ROWS);
    States before = model.last();
    States wrong = new States(List.of(before.levels().get(0), model.start(2).levels().get(1)));
    Exception e = assertThrows(IllegalArgumentException.class, () -> model.next(ROWS, wrong));
    assertEquals("expected a state of (3 × 3), got one of (2 × 3)", e.getMessage());
    for (int k = 0; k < 2; k++) {
      Matrix h = before.levels().get(k).h();
      assertEquals(0, h.maxDifference(model.last().levels().get(k).h()));
    }
  }

  private Model<int[][], int[][]> lstmBelow(Layer<?> top) {
    List<Layer<?>> layers = List.of(new Lstm(K, 4, rng), top);
    return new Model<>(Input.oneHot(K), layers, Readout.EACH_STEP, K, Loss.tags(), rng);
  }

  @Test
  void a_state_of_other_parts_is_refused() {
    Model<int[][], int[][]> one = lstmBelow(new Stacked<>(List.of(new Gru(4, 3, rng))));
    Model<int[][], int[][]> two =
        lstmBelow(new Stacked<>(List.of(new Gru(4, 3, rng), new Gru(3, 3, rng))));
    String message =
        assertThrows(IllegalArgumentException.class, () -> two.next(ROWS, one.start(3)))
            .getMessage();
    assertEquals("expected a state of (3 × 3) and (3 × 3), got one of (3 × 3)", message);
  }

  @Test
  void there_is_no_last_state_of_a_pass_that_failed() {
    Gru top = new Gru(4, 3, rng);
    Model<int[][], int[][]> model = lstmBelow(top);
    int[][] tags = {{0, 4, 1, 1}, {2}, {3, 0, 4}};
    model.learn(ROWS, tags);
    model.last();
    Matrix weights = top.parameters().get(0).value;
    double before = weights.get(0, 0);
    weights.set(0, 0, Double.NaN);
    assertThrows(ArithmeticException.class, () -> model.learn(ROWS, tags));
    Exception e = assertThrows(IllegalStateException.class, model::last);
    assertTrue(e.getMessage().startsWith("last: the last pass failed"), e.getMessage());
    weights.set(0, 0, before);
    model.learn(ROWS, tags);
    model.last();
  }

  @Test
  void dropout_that_would_drop_nothing_is_refused() {
    Dropout half = new Dropout(0.5);
    Layer<HiddenState> gru = new Gru(K, 4, rng);
    Layer<HiddenState> dropped = new Dropping<>(gru, new Dropout(0), half, rng);
    List<Layer<?>> tops =
        List.of(
            dropped,
            new Stacked<>(List.of(new Gru(K, K, rng), dropped)),
            new Bidirectional<>(dropped, new Gru(K, 4, rng)));
    for (Layer<?> top : tops) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  new Model<>(
                      Input.oneHot(K), List.of(top), Readout.LAST_STEP, 5, Loss.classes(), rng));
      assertTrue(e.getMessage().contains("the top layer drops of its outputs"), e.getMessage());
      new Model<>(Input.oneHot(K), List.of(top), Readout.MEAN, 5, Loss.classes(), rng);
    }
    Layer<?> lower = new Stacked<>(List.of(new Gru(K, K, rng), gru), half, rng);
    Model<int[][], int[]> model =
        new Model<>(Input.oneHot(K), List.of(lower), Readout.LAST_STEP, 5, Loss.classes(), rng);
    Exception e = assertThrows(IllegalArgumentException.class, () -> model.dropout(0.1, 0.5, 0.1));
    assertEquals(
        "dropout: 0.5 between two layers, but this model has one; expected 0 there. A Stacked is"
            + " one layer, and takes a dropout of its own.",
        e.getMessage());
  }

  @Test
  void parameters_are_named_by_where_they_stand_and_each_is_there_once() {
    LstmCell shared = new LstmCell(4, 4, rng);
    Model<int[][], int[]> model =
        new Model<>(
            Input.embedded(K, 4, rng),
            List.of(
                new Lstm(shared),
                new Lstm(shared),
                new Bidirectional<>(new Lstm(4, 3, rng), new Lstm(4, 3, rng))),
            Readout.LAST_STEP,
            2,
            Loss.classes(),
            rng);
    assertEquals(
        "[input.W, layer0.Wx, layer0.Wh, layer0.b, layer2.forward.Wx, layer2.forward.Wh,"
            + " layer2.forward.b, layer2.backward.Wx, layer2.backward.Wh, layer2.backward.b,"
            + " head.W, head.b]",
        model.named().keySet().toString());
    checkGradient(model, ROWS, new int[] {1, 0, 1});
  }

  @Test
  void a_saved_model_answers_the_same_and_another_is_refused(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    Model<int[][], int[]> one = model(Readout.LAST_STEP, 5, Loss.classes());
    Model<int[][], int[]> two = model(Readout.LAST_STEP, 5, Loss.classes());
    assertFalse(Arrays.equals(one.outputs(ROWS).data(), two.outputs(ROWS).data()));
    one.save(file);
    two.load(file);
    assertArrayEquals(one.outputs(ROWS).data(), two.outputs(ROWS).data());
    Model<int[][], int[]> other = model(Readout.LAST_STEP, 4, Loss.classes());
    double[] before = other.outputs(ROWS).data();
    Exception e = assertThrows(IllegalArgumentException.class, () -> other.load(file));
    assertTrue(e.getMessage().contains("head.W[2, 5] in place of [2, 4]"), e.getMessage());
    assertArrayEquals(before, other.outputs(ROWS).data());
  }

  @Test
  void what_does_not_fit_is_refused_with_a_sentence() {
    List<String> messages = new ArrayList<>();
    Model<int[][], int[][]> tagger = model(Readout.EACH_STEP, 5, Loss.tags());
    Model<int[][], int[]> classifier = model(Readout.LAST_STEP, 5, Loss.classes());
    List<Layer<?>> narrow = List.of(new Gru(3, 2, rng));
    Gru twice = new Gru(K, K, rng);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> tagger.learn(ROWS, new int[][] {{0, 1, 2, 3}, {0, 1}, {0, 1, 2}}),
            () -> tagger.learn(ROWS, new int[][] {{0, 1, 2, 3}, {9}, {0, 1, 2}}),
            () -> tagger.learn(ROWS, new int[][] {{0, 1, 2, 3}, {0}}),
            () -> tagger.learn(new int[][] {{7}}, new int[][] {{0}}),
            () -> classifier.learn(ROWS, new int[] {0, 1}),
            () -> classifier.learn(new int[0][], new int[0]),
            () -> new Model<>(Input.oneHot(K), narrow, Readout.MEAN, 2, Loss.classes(), rng),
            () -> new Model<>(Input.oneHot(K), List.of(), Readout.MEAN, 2, Loss.classes(), rng),
            () ->
                new Model<>(
                    Input.oneHot(K), List.of(twice, twice), Readout.MEAN, 2, Loss.classes(), rng),
            () -> classifier.dropout(0, 1, 0))) {
      messages.add(assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
    }
    assertEquals("row 1 has 1 steps and 2 answers", messages.get(0));
    assertTrue(messages.get(6).startsWith("Model: layer 0 reads 3 features"), messages.get(6));
    assertEquals(10, messages.stream().distinct().count());
    assertThrows(
        IllegalStateException.class,
        () ->
            new Model<>(Input.oneHot(K), layers(K, rng), Readout.MEAN, 1, Loss.numbers(), rng)
                .evaluate(ROWS, new Matrix(3, 1))
                .accuracy());
  }
}
