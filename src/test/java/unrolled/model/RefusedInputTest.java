package unrolled.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.HiddenState;
import unrolled.layer.Bidirectional;
import unrolled.layer.BothWays;
import unrolled.layer.Bridge;
import unrolled.layer.CoupledLstm;
import unrolled.layer.EncoderDecoder;
import unrolled.layer.EncoderDecoder.Looking;
import unrolled.layer.Gru;
import unrolled.layer.GruResetBefore;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.MinGru;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Mask;
import unrolled.nn.Parameter;
import unrolled.train.Adam;
import unrolled.train.Sgd;
import unrolled.train.SplitMix;
import unrolled.train.Trainer;

/** What would train wrongly in silence is refused with a sentence, and nothing is half changed. */
class RefusedInputTest {
  private static final int[][] ROWS = {{1, 0, 3}, {2}};
  private static final int[] CLASSES = {2, 0};

  private final SplitMix rng = new SplitMix(7);

  private Model<int[][], int[]> classifier(Readout readout) {
    return new Model<>(
        Input.embedded(5, 4, rng), List.of(new Gru(4, 3, rng)), readout, 3, Loss.classes(), rng);
  }

  private static String refused(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @Test
  void nothing_goes_on_from_the_state_of_a_layer_that_reads_from_the_end() {
    Layer<?> both = new Bidirectional<>(new Gru(4, 3, rng), new Gru(4, 3, rng));
    Model<int[][], int[][]> tagger =
        new Model<>(
            Input.embedded(5, 4, rng), List.of(both), Readout.EACH_STEP, 5, Loss.tags(), rng);
    int[][] text = {{1, 0, 3}, {2, 4, 1}};
    tagger.learn(text, text); // from zeros it may read what it tags
    String reason = "layer0 reads in both directions, so nothing can go on from its state";
    States end = tagger.last();
    assertTrue(refused(() -> tagger.next(text, end)).contains(reason));
    assertTrue(refused(() -> tagger.learn(text, text, end)).contains(reason));
    tagger.learn(text, text, tagger.start(2)); // which are zeros
    Matrix before = tagger.parameters().get(0).value.copy();
    Fit<int[][], int[][]> fit = tagger.fit(new Adam(0.1)).stateful();
    assertTrue(refused(() -> fit.on(2, step -> new Examples<>(text, text))).contains(reason));
    assertEquals(0, before.maxDifference(tagger.parameters().get(0).value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void a_norm_that_is_none_is_refused_when_it_is_given(double norm) {
    Fit<int[][], int[]> fit = classifier(Readout.MEAN).fit(new Adam(0.1));
    assertEquals("fit: clip must be positive, got " + norm, refused(() -> fit.clip(norm)));
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST_STEP", "MEAN"})
  void after_a_batch_that_was_refused_the_next_is_learnt_as_if_it_had_not_been(Readout readout) {
    Model<int[][], int[]> model = classifier(readout);
    double loss = model.learn(ROWS, CLASSES);
    Matrix gradient = model.parameters().get(1).grad.copy();
    States last = model.last();
    refused(() -> model.learn(new int[][] {{9, 1}}, CLASSES));
    assertEquals(0, h(last).maxDifference(h(model.last())), "the pass before is as it was");
    refused(() -> model.learn(ROWS, new int[] {2, 7}));
    refused(() -> model.learn(ROWS, new int[] {2}));
    model.parameters().forEach(Parameter::zeroGrad);
    assertEquals(loss, model.learn(ROWS, CLASSES));
    assertEquals(0, gradient.maxDifference(model.parameters().get(1).grad));
    model.named().get("head.b").value.set(0, 1, Double.NaN);
    assertTrue(Double.isNaN(model.learn(ROWS, CLASSES)));
    assertEquals(0, gradient.maxDifference(model.parameters().get(1).grad), "nothing was added");
    model.named().get("head.b").value.set(0, 1, 0);
    assertTrue(Double.isFinite(model.learn(ROWS, CLASSES)));
  }

  private static Matrix h(States states) {
    return ((HiddenState) states.levels().get(0)).h();
  }

  @Test
  void answers_that_are_not_those_that_are_asked_for() {
    Model<int[][], int[][]> tags =
        new Model<>(
            Input.oneHot(5), List.of(new Gru(5, 2, rng)), Readout.LAST_STEP, 3, Loss.tags(), rng);
    assertEquals(
        "the model has 2 outputs, and the rows of tags 6 steps; tags go with Readout.EACH_STEP,"
            + " whose outputs are as many as the steps",
        refused(() -> tags.learn(ROWS, new int[][] {{0, 1, 2}, {0}})));
    Model<Sequence, Matrix> numbers =
        new Model<>(
            Input.numbers(2),
            List.of(new Gru(2, 3, rng)),
            Readout.LAST_STEP,
            1,
            Loss.numbers(),
            rng);
    Matrix wrong = Matrix.of(new double[][] {{1}, {Double.NaN}});
    assertEquals(
        "MeanSquaredError: target NaN of row 1; expected a number",
        refused(() -> numbers.learn(new Sequence(4, 2, 2), wrong)));
  }

  @Test
  void tokens_that_are_padding_or_none() {
    Model<int[][], int[]> model = classifier(Readout.MEAN);
    List<String> messages = new ArrayList<>();
    for (int[][] rows :
        List.of(
            new int[0][],
            new int[][] {{}, {1}},
            new int[][] {null, {1}},
            new int[][] {{1, Mask.PADDING}, {1}})) {
      messages.add(refused(() -> model.learn(rows, CLASSES)));
    }
    assertEquals(
        List.of(
            "Tokens: expected at least one row, got none",
            "Model: row 0 of 2 is empty; expected at least one step in each row, unless it goes on"
                + " from a state",
            "Tokens: row 0 of 2 is null; expected its tokens",
            "Tokens: row 0 is padded at step 1; give each row in its own length"),
        messages);
    assertTrue(refused(() -> new Sequence(100_000, 100_000, 1)).contains("take fewer"));
  }

  @Test
  void sizes_of_0() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> new Rnn(0, 2, Activation.TANH, rng),
            () -> new Lstm(3, 0, rng),
            () -> new Gru(0, 2, rng),
            () -> new GruResetBefore(2, 0, rng),
            () -> new MinGru(0, 2, rng),
            () -> new CoupledLstm(0, 2, 1, rng),
            () -> Input.oneHot(0),
            () -> Input.numbers(0))) {
      assertTrue(refused(wrong).contains("expected at least one"));
    }
  }

  /** A rate that no network survives: what is said names the layer or the weight. */
  @Test
  void a_divergence_names_where_it_is() {
    SplitMix other = new SplitMix(3);
    Model<int[][], int[]> model =
        new Model<>(
            Input.embedded(5, 4, other),
            List.of(new Lstm(4, 3, other), new Rnn(3, 6, Activation.RELU, other)),
            Readout.LAST_STEP,
            3,
            Loss.classes(),
            other);
    model.named().get("layer1.b").value.copyFrom(new Matrix(1, 6).map(zero -> 1));
    Exception e =
        assertThrows(
            ArithmeticException.class,
            () -> model.fit(new Sgd(1e308)).epochs(30).on(ROWS, CLASSES));
    assertTrue(e.getMessage().matches(".*(layer\\d|head).*"), e.getMessage());
  }

  @Test
  void a_loss_that_is_no_number_adds_no_gradient_to_a_translator_or_a_model() {
    EncoderDecoder<HiddenState, HiddenState> translator =
        new EncoderDecoder<>(5, new Gru(4, 3, rng), 6, new Gru(2, 3, rng), 0, rng);
    translator.head.W.value.set(0, 0, Double.NaN);
    assertTrue(Double.isNaN(translator.learn(ROWS, ROWS)));
    translator.parameters().forEach(p -> assertEquals(0, p.grad.norm()));
    Trainer trainer = new Trainer(translator.named(), new Adam(0.1), 1, event -> {});
    Exception e =
        assertThrows(
            ArithmeticException.class, () -> trainer.train(1, s -> translator.learn(ROWS, ROWS)));
    assertTrue(e.getMessage().endsWith("the largest weight, NaN, is in head.W (3 × 6)"));
    Model<int[][], int[][]> model =
        new Model<>(
            Input.oneHot(4), List.of(new Gru(4, 3, rng)), Readout.EACH_STEP, 4, Loss.tags(), rng);
    model.parameters().get(4).value.set(0, 0, Double.NaN);
    int[][] text = {{1, 2, 0}};
    assertTrue(Double.isNaN(model.learn(text, text)));
    model.parameters().forEach(p -> assertEquals(0, p.grad.norm()));
  }

  @ParameterizedTest
  @EnumSource(names = {"NEVER", "AT_EACH_STEP"})
  void sources_and_targets_of_different_numbers(Looking looking) {
    Gru encoder = new Gru(4, 3, rng);
    Gru decoder = new Gru(2, 3, rng);
    EncoderDecoder<HiddenState, HiddenState> model =
        new EncoderDecoder<>(5, encoder, Bridge.same(), 6, decoder, looking, 0, rng);
    assertEquals(
        "EncoderDecoder: 2 sources and 1 targets",
        refused(() -> model.learn(ROWS, new int[][] {{0}})));
    assertEquals(
        "EncoderDecoder: 2 sources were read, and 3 tokens written",
        refused(() -> model.next(new int[3], model.encode(ROWS))));
  }

  @Test
  void a_matrix_of_outputs_that_were_overwritten_is_refused_however_it_is_read() {
    Lstm layer = new Lstm(2, 3, rng);
    Sequence xs = new Sequence(4, 2, 2);
    Matrix h = layer.forward(xs).flat();
    layer.forward(xs);
    for (Runnable read :
        List.<Runnable>of(
            () -> h.pick(0),
            () -> h.rows(0, 1),
            () -> new Matrix(8, 3).copyFrom(h),
            () -> new Matrix(8, 3).put(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, h))) {
      assertThrows(IllegalStateException.class, read::run);
    }
    Matrix now = layer.forward(xs).flat();
    assertEquals(0, now.pick(3).maxDifference(now.rows(3, 4)));
    assertEquals(0, new Matrix(8, 3).copyFrom(now).maxDifference(now));
  }

  @Test
  void files_that_could_not_be_read_again(@TempDir Path folder) {
    Model<int[][], int[]> model = classifier(Readout.MEAN);
    Path nowhere = folder.resolve("no/model");
    assertTrue(
        assertThrows(UncheckedIOException.class, () -> model.save(nowhere))
            .getMessage()
            .endsWith("there is no folder " + folder.resolve("no")));
    assertTrue(
        refused(() -> model.fit(new Adam(0.1)).checkpoint(nowhere).on(ROWS, CLASSES))
            .startsWith("fit: the checkpoint cannot be saved"));
    Path file = folder.resolve("model");
    model.save(file);
    model.named().get("head.b").value.set(0, 1, Double.POSITIVE_INFINITY);
    refused(() -> model.save(file));
    classifier(Readout.MEAN).load(file); // still there, and whole
    assertTrue(Files.exists(file));
  }

  /** 4 steps are 2 epochs of 2 steps, and would be 4 epochs of 1. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_run_with_epochs_of_another_length_is_not_gone_on_with(
      boolean patient, @TempDir Path folder) {
    Path file = folder.resolve("run");
    for (int batch : new int[] {1, 2}) {
      Fit<int[][], int[]> fit =
          classifier(Readout.MEAN).fit(new Adam(0.1)).epochs(3).batch(batch).checkpoint(file);
      if (patient) {
        fit.validation(ROWS, CLASSES).patience(9);
      }
      if (batch == 1) {
        fit.on(ROWS, CLASSES);
      } else {
        assertTrue(
            refused(() -> fit.on(ROWS, CLASSES))
                .contains("an epoch has 1 steps here, and 2 in the run"));
      }
    }
  }

  @Test
  void a_wrong_number_is_named_by_its_row_and_step() {
    Model<int[][], int[][]> tagger =
        new Model<>(
            Input.oneHot(4), List.of(new Gru(4, 3, rng)), Readout.EACH_STEP, 5, Loss.tags(), rng);
    assertEquals(
        "tags: class 7 in row 0 at step 1; expected 0 to 4",
        refused(() -> tagger.learn(new int[][] {{1, 2}, {3}}, new int[][] {{1, 7}, {2}})));
    Model<Sequence, Sequence> series =
        new Model<>(
            Input.numbers(2),
            List.of(new Gru(2, 3, rng)),
            Readout.EACH_STEP,
            1,
            Loss.series(),
            rng);
    Sequence targets = new Sequence(3, 2, 1).withLengths(2, 3);
    targets.set(2, 0, 0, Double.NaN); // padding
    Sequence xs = new Sequence(3, 2, 2).withLengths(2, 3);
    series.learn(xs, targets);
    targets.set(1, 1, 0, Double.NaN);
    assertEquals(
        "series: target NaN in row 1 at step 1; expected a number",
        refused(() -> series.learn(xs, targets)));
    EncoderDecoder<HiddenState, HiddenState> translator =
        new EncoderDecoder<>(5, new Gru(4, 3, rng), 6, new Gru(2, 3, rng), 0, rng);
    assertEquals(
        "source: token 5 in row 1 at step 0; expected 0 to 4",
        refused(() -> translator.read(new int[][] {{1, 2}, {5}}, new int[][] {{1}, {2}})));
    assertEquals(
        "target: token 6 in row 0 at step 1; expected 0 to 5",
        refused(() -> translator.read(new int[][] {{1, 2}, {4}}, new int[][] {{1, 6}, {2}})));
  }

  @Test
  void what_is_not_there_and_what_has_another_shape() {
    Model<int[][], int[]> model = classifier(Readout.MEAN);
    assertEquals("Model: the inputs are null", refused(() -> model.predict(null)));
    assertEquals("Model: the targets are null", refused(() -> model.learn(ROWS, null)));
    assertEquals(
        "inputGradient: dOutputs must be of the shape of the outputs, (2 × 3); got (1 × 3)",
        refused(() -> model.inputGradient(ROWS, new Matrix(1, 3))));
    Bidirectional<HiddenState> wide = new Bidirectional<>(new Gru(2, 3, rng), new Gru(2, 3, rng));
    Bridge<BothWays<HiddenState>, HiddenState> bridge = Bridge.dense(wide, new Gru(2, 4, rng), rng);
    Bidirectional<HiddenState> wider = new Bidirectional<>(new Gru(2, 5, rng), new Gru(2, 5, rng));
    assertEquals(
        "Bridge: made for an encoder with a state of 6 numbers, got one of 10",
        refused(() -> bridge.forward(wider.zeroState(1))));
  }

  @Test
  void what_could_never_train_is_refused_when_it_is_made() {
    assertEquals(
        "SoftmaxCrossEntropy: the weight of class 1 is -2.0; expected 0 or more",
        refused(() -> Loss.classes(1, -2)));
    assertEquals(
        "BinaryCrossEntropy: the weight of a yes must be above 0, got NaN",
        refused(() -> Loss.yesNo(Double.NaN)));
    assertEquals(
        "Trainer: expected at least one parameter, got none",
        refused(() -> new Trainer(List.<Parameter>of(), new Sgd(0.1), 1, Trainer.SILENT)));
  }

  @Test
  void a_state_of_a_layer_that_another_model_has_used_since_is_refused() {
    Lstm shared = new Lstm(4, 3, rng);
    List<Model<int[][], int[]>> models =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    new Model<>(
                        Input.oneHot(4),
                        List.of(shared),
                        Readout.LAST_STEP,
                        3,
                        Loss.classes(),
                        rng))
            .toList();
    models.get(0).outputs(ROWS);
    assertEquals(0, models.get(0).last().levels().get(0).h().maxDifference(shared.last().h()));
    models.get(1).outputs(ROWS);
    assertThrows(IllegalStateException.class, () -> models.get(0).last());
    models.get(1).last();
  }
}
