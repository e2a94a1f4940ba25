package unrolled.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.cell.HiddenState;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.layer.Stacked;
import unrolled.nn.Activation;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;
import unrolled.train.Adam;
import unrolled.train.Schedule;
import unrolled.train.Sgd;
import unrolled.train.SplitMix;
import unrolled.train.TrainingEvent;
import unrolled.train.TrainingEvent.EpochDone;

class FitTest {
  private static final int K = 4;

  @TempDir Path directory;

  /** Which of the tokens 0 and 1 comes more often; 2 if neither does. */
  private static Examples<int[][], int[]> draw(int count, long seed) {
    RandomGenerator rng = new SplitMix(seed);
    int[][] inputs = new int[count][];
    int[] targets = new int[count];
    for (int n = 0; n < count; n++) {
      inputs[n] = rng.ints(1 + rng.nextInt(6), 0, K).toArray();
      long more = Arrays.stream(inputs[n]).mapToLong(i -> i == 0 ? 1 : i == 1 ? -1 : 0).sum();
      targets[n] = more > 0 ? 0 : more < 0 ? 1 : 2;
    }
    return new Examples<>(inputs, targets);
  }

  private static Model<int[][], int[]> model(RandomGenerator rng) {
    return new Model<>(
            Input.embedded(K, 3, rng),
            List.of(new Gru(3, 6, rng), new Lstm(6, 5, rng)),
            Readout.MEAN,
            3,
            Loss.classes(),
            rng)
        .dropout(0, 0.1, 0.1);
  }

  @Test
  void it_learns_and_tells_of_every_step_and_epoch() {
    Examples<int[][], int[]> train = draw(230, 1);
    Examples<int[][], int[]> test = draw(300, 2);
    Model<int[][], int[]> model = model(new SplitMix(3));
    double before = model.evaluate(test.inputs(), test.targets()).accuracy();
    List<TrainingEvent> events = new ArrayList<>();
    List<EpochDone> epochs =
        model
            .fit(new Adam(0.03))
            .epochs(40)
            .batch(32)
            .clip(1)
            .validation(test.inputs(), test.targets())
            .listener(events::add)
            .on(train.inputs(), train.targets());
    double after = model.evaluate(test.inputs(), test.targets()).accuracy();
    assertTrue(before < 0.6 && after > 0.87, before + " → " + after);
    assertEquals(40, epochs.size());
    assertEquals(epochs.get(39).validation(), model.evaluate(test.inputs(), test.targets()).loss());
    assertEquals(40 * 8 + 40 + 1, events.size(), "8 steps of an epoch, the last of 6 examples");
    assertEquals("StepDone[step=9, of=320", events.get(9).toString().split(", loss")[0]);
    assertTrue(events.get(events.size() - 1) instanceof TrainingEvent.Finished);
  }

  @Test
  void every_example_is_learnt_once_in_an_epoch_in_a_new_order() {
    SplitMix rng = new SplitMix(5);
    List<Integer> seen = new ArrayList<>();
    Input<int[][]> input = Input.oneHot(50);
    int[][] inputs = new int[50][1];
    for (int n = 0; n < 50; n++) {
      inputs[n][0] = n;
    }
    Input<int[][]> listening =
        new Input<>() {
          @Override
          public Sequence forward(int[][] rows) {
            for (int[] row : rows) {
              seen.add(row[0]);
            }
            return input.forward(rows);
          }

          @Override
          public void backward(int[][] rows, Sequence dx) {}

          @Override
          public int features() {
            return 50;
          }

          @Override
          public int count(int[][] rows) {
            return rows.length;
          }

          @Override
          public int[][] pick(int[][] rows, int... numbers) {
            return input.pick(rows, numbers);
          }

          @Override
          public List<Parameter> parameters() {
            return List.of();
          }
        };
    new Model<>(listening, List.of(new Gru(50, 2, rng)), Readout.MEAN, 2, Loss.classes(), rng)
        .fit(new Adam(0.01))
        .epochs(2)
        .batch(16)
        .on(inputs, new int[50]);
    assertEquals(100, seen.size());
    assertEquals(50, seen.subList(0, 50).stream().distinct().count());
    assertEquals(50, seen.subList(50, 100).stream().distinct().count());
    assertTrue(!seen.subList(0, 50).equals(seen.subList(50, 100)));
  }

  /** Ends with all that the run leaves behind; dies at the event that it is told. */
  private String run(Path file, int life) {
    SplitMix rng = new SplitMix(9);
    Model<int[][], int[]> model = model(rng);
    Examples<int[][], int[]> train = draw(40, 1);
    Examples<int[][], int[]> valid = draw(30, 2);
    int[] left = {life};
    Fit<int[][], int[]> fit =
        model
            .fit(new Adam(Schedule.cosine(0.3, 0.1, 60)))
            .epochs(20)
            .batch(16)
            .validation(valid.inputs(), valid.targets())
            .patience(3)
            .checkpoint(file)
            .listener(
                event -> {
                  if (left[0]-- == 0) {
                    throw new IllegalStateException("killed");
                  }
                });
    fit.on(train.inputs(), train.targets());
    return "%d %s".formatted(rng.state(), Arrays.toString(model.outputs(valid.inputs()).data()));
  }

  @Test
  void a_run_that_is_killed_at_any_event_ends_as_if_it_had_not_been() throws IOException {
    Path file = directory.resolve("run.checkpoint");
    String whole = run(file, -1);
    int events = 0;
    while (true) {
      Files.deleteIfExists(file);
      int life = events;
      try {
        run(file, life);
        break;
      } catch (IllegalStateException e) {
        assertEquals(whole, run(file, -1), () -> "killed at event " + life);
      }
      events++;
    }
    assertTrue(events > 5 * 4 && events < 20 * 4, events + " events: it neither ran nor stopped");
  }

  @Test
  void a_killed_run_may_be_killed_again() {
    String whole = run(directory.resolve("whole"), -1);
    Path file = directory.resolve("often");
    int kills = 0;
    String end = "";
    while (end.isEmpty()) {
      try {
        end = run(file, 6); // an epoch has 4 events, so each life gets on
      } catch (IllegalStateException e) {
        kills++;
      }
    }
    assertEquals(whole, end);
    assertTrue(kills > 2, kills + " kills");
  }

  @Test
  void patience_ends_it_and_the_best_weights_are_put_back() {
    Model<int[][], int[]> model = model(new SplitMix(3));
    Examples<int[][], int[]> train = draw(20, 1);
    Examples<int[][], int[]> valid = draw(100, 2);
    List<EpochDone> epochs =
        model
            .fit(new Adam(0.1))
            .epochs(500)
            .validation(valid.inputs(), valid.targets())
            .patience(4)
            .on(train.inputs(), train.targets());
    double best = epochs.stream().mapToDouble(EpochDone::validation).min().getAsDouble();
    assertTrue(epochs.size() < 500);
    assertEquals(best, epochs.get(epochs.size() - 5).validation());
    assertEquals(best, model.evaluate(valid.inputs(), valid.targets()).loss());
  }

  /** The text 0 1 2 0 1 2 … and then what comes next: with the state handed on it is known. */
  @Test
  void a_stateful_run_hands_the_state_from_batch_to_batch() {
    SplitMix rng = new SplitMix(1);
    Model<int[][], int[][]> model =
        new Model<>(
            Input.oneHot(3), List.of(new Gru(3, 4, rng)), Readout.EACH_STEP, 3, Loss.tags(), rng);
    int[][] chunk = {{0, 1, 2}};
    double fresh = model.evaluate(chunk, chunk).loss();
    double second = model.evaluate(chunk, chunk, model.last()).loss();
    assertTrue(Math.abs(fresh - second) > 1e-3);
    List<EpochDone> told =
        model.fit(new Adam(1e-9)).epochs(1).stateful().on(2, i -> new Examples<>(chunk, chunk));
    assertEquals((fresh + second) / 2, told.get(0).loss(), 1e-7);
    List<EpochDone> judged =
        model
            .fit(new Adam(1e-9))
            .epochs(1)
            .stateful()
            .validation(List.of(new Examples<>(chunk, chunk), new Examples<>(chunk, chunk)))
            .on(1, i -> new Examples<>(chunk, chunk));
    assertEquals((fresh + second) / 2, judged.get(0).validation(), 1e-7);
  }

  @Test
  void the_steps_of_a_second_call_count_on_from_the_first() {
    Model<int[][], int[]> model = model(new SplitMix(3));
    Examples<int[][], int[]> train = draw(20, 1);
    List<String> steps = new ArrayList<>();
    Fit<int[][], int[]> fit =
        model
            .fit(new Adam(1e-3))
            .epochs(1)
            .listener(
                event -> {
                  if (event instanceof TrainingEvent.StepDone done) {
                    steps.add(done.step() + "/" + done.of());
                  }
                });
    fit.on(2, i -> train);
    fit.on(3, i -> train);
    assertEquals(List.of("1/2", "2/2", "3/5", "4/5", "5/5"), steps);
  }

  @Test
  void a_divergence_inside_a_stack_or_below_it_says_where() {
    SplitMix rng = new SplitMix(1);
    Rnn lower = new Rnn(2, 3, Activation.RELU, rng);
    Stacked<HiddenState> stack = new Stacked<>(List.of(lower, new Rnn(3, 4, Activation.TANH, rng)));
    Input<int[][]> input = Input.embedded(3, 2, rng);
    Model<int[][], int[]> model =
        new Model<>(input, List.of(stack), Readout.LAST_STEP, 3, Loss.classes(), rng);
    Arrays.fill(model.named().get("layer0.0.b").value.data(), Double.MAX_VALUE);
    Arrays.fill(model.named().get("layer0.0.Wh").value.data(), 2);
    assertEquals(
        "layer0: the outputs of layer 0 of the stack are not finite: its weights have grown too"
            + " large",
        diverged(model));
    Arrays.fill(model.named().get("input.W").value.data(), Double.NaN);
    assertEquals(
        "the vectors of the input's tokens are not finite: its weights have grown too large",
        diverged(model));
  }

  @Test
  void answers_of_a_model_that_has_diverged_say_in_which_layer() {
    Model<int[][], int[]> model = model(new SplitMix(3));
    Arrays.fill(model.named().get("layer0.Wh").value.data(), Double.NaN);
    Exception e =
        assertThrows(
            ArithmeticException.class,
            () -> model.evaluate(new int[][] {{0, 1, 2}, {2, 0}}, new int[2]));
    assertEquals(
        "the outputs of layer0 are not finite: its weights have grown too large", e.getMessage());
  }

  private static String diverged(Model<int[][], int[]> model) {
    int[][] rows = {{0, 1, 2}, {2, 0}};
    return assertThrows(ArithmeticException.class, () -> model.learn(rows, new int[2]))
        .getMessage();
  }

  @Test
  void a_divergence_says_where() {
    SplitMix rng = new SplitMix(1);
    List<Layer<?>> layers = List.of(new Gru(2, 3, rng), new Rnn(3, 4, Activation.IDENTITY, rng));
    Model<Sequence, int[]> linear =
        new Model<>(Input.numbers(2), layers, Readout.LAST_STEP, 3, Loss.classes(), rng);
    for (String bias : List.of("layer0.b", "layer0.bhn", "layer1.b")) {
      Arrays.fill(linear.named().get(bias).value.data(), 0);
    }
    Arrays.fill(linear.named().get("layer1.Wx").value.data(), 1e12);
    Arrays.setAll(linear.named().get("head.W").value.data(), i -> i % 3 == 0 ? 1e300 : 0);
    Exception e =
        assertThrows(
            ArithmeticException.class, () -> linear.learn(new Sequence(2, 2, 2), new int[] {0, 0}));
    assertEquals(
        "the gradient that layer1 passes down is not finite: training diverged", e.getMessage());
    Model<int[][], int[]> model = model(new SplitMix(1));
    Examples<int[][], int[]> train = draw(20, 1);
    Arrays.fill(model.named().get("head.b").value.data(), 1.7e308);
    Arrays.fill(model.named().get("head.W").value.data(), 1.7e308);
    e = assertThrows(ArithmeticException.class, () -> model.fit(new Adam(1e-3)).on(1, i -> train));
    assertTrue(e.getMessage().startsWith("training diverged at step 1: loss NaN"), e.getMessage());
  }

  @Test
  void what_does_not_fit_is_refused_before_anything_is_learnt() {
    Model<int[][], int[]> model = model(new SplitMix(1));
    double[] before = model.parameters().get(0).value.data().clone();
    Examples<int[][], int[]> train = draw(20, 1);
    Path file = directory.resolve("run");
    model(new SplitMix(1)).fit(new Adam(1e-3)).epochs(1).checkpoint(file).on(3, i -> train);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> model.fit(new Adam(1e-3)).on(train.inputs(), new int[19]),
            () -> model.fit(new Adam(1e-3)).patience(2).on(train.inputs(), train.targets()),
            () -> model.fit(new Adam(1e-3)).stateful().on(train.inputs(), train.targets()),
            () -> model.fit(new Adam(1e-3)).epochs(0),
            () -> model.fit(new Adam(1e-3)).batch(-1),
            () -> model.fit(new Adam(1e-3)).clip(0).on(1, i -> train),
            () -> model.fit(new Adam(1e-3)).checkpoint(file).on(2, i -> train),
            () -> model(new Random(1)).fit(new Adam(1e-3)).checkpoint(file).on(2, i -> train))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
    assertArrayEquals(before, model.parameters().get(0).value.data());
  }

  @Test
  void a_layer_that_drops_with_a_generator_of_its_own_has_no_checkpoint() {
    Examples<int[][], int[]> train = draw(20, 1);
    Path file = directory.resolve("run");
    SplitMix rng = new SplitMix(1);
    fit(rng, rng).checkpoint(file).on(1, i -> train);
    fit(rng, new SplitMix(2)).on(1, i -> train);
    Fit<int[][], int[]> other = fit(rng, new SplitMix(2)).checkpoint(file);
    Exception e = assertThrows(IllegalArgumentException.class, () -> other.on(1, i -> train));
    assertTrue(e.getMessage().startsWith("checkpoint: layer0 drops with a generator of its own"));
  }

  /** Two levels, one above the other, of which the upper one drops by itself. */
  private static Fit<int[][], int[]> fit(SplitMix ofModel, SplitMix ofLayer) {
    Layer<?> stack =
        new Stacked<>(
            List.of(new Gru(5, 3, ofModel), new Gru(3, 4, ofModel)), new Dropout(0.5), ofLayer);
    Input<int[][]> input = Input.embedded(K, 5, ofModel);
    return new Model<>(input, List.of(stack), Readout.MEAN, 3, Loss.classes(), ofModel)
        .fit(new Adam(1e-3))
        .epochs(1);
  }

  @Test
  void a_run_that_has_ended_is_not_trained_again_in_silence() {
    Model<int[][], int[]> model = model(new SplitMix(3));
    Examples<int[][], int[]> train = draw(20, 1);
    Path file = directory.resolve("run");
    Fit<int[][], int[]> fit = model.fit(new Adam(1e-3)).epochs(2).checkpoint(file);
    assertEquals(2, fit.on(3, i -> train).size());
    double loss = model.evaluate(train.inputs(), train.targets()).loss();
    Exception e = assertThrows(IllegalArgumentException.class, () -> fit.on(3, i -> train));
    assertEquals(
        "fit: the run of %s has come to its end in an earlier call, after at most 2 epochs; ask for"
                .formatted(file)
            + " more, or give another file",
        e.getMessage());
    assertEquals(loss, model.evaluate(train.inputs(), train.targets()).loss());
    assertEquals(3, fit.epochs(5).on(3, i -> train).size(), "epochs 3 to 5");
    assertEquals(
        List.of(),
        model.fit(new Adam(1e-3)).epochs(5).checkpoint(file).on(3, i -> train),
        "a program that is started again has nothing left to do");
  }

  @Test
  void a_run_with_patience_that_diverges_leaves_the_best_weights() {
    Model<int[][], int[]> model = model(new SplitMix(3));
    Examples<int[][], int[]> train = draw(20, 1);
    Examples<int[][], int[]> valid = draw(100, 2);
    List<Double> judged = new ArrayList<>();
    Fit<int[][], int[]> fit =
        model
            .fit(new Sgd(step -> step < 12 ? 0.1 : 1e308))
            .epochs(50)
            .validation(valid.inputs(), valid.targets())
            .patience(40)
            .listener(
                event -> {
                  if (event instanceof EpochDone done) {
                    judged.add(done.validation());
                  }
                });
    assertThrows(ArithmeticException.class, () -> fit.on(4, i -> train));
    double best = judged.stream().mapToDouble(v -> v).min().getAsDouble();
    assertEquals(best, model.evaluate(valid.inputs(), valid.targets()).loss());
  }

  @Test
  void a_faulty_example_is_named_by_its_own_number() {
    Model<int[][], int[]> model = model(new SplitMix(3));
    Examples<int[][], int[]> train = draw(30, 1);
    train.inputs()[23] = new int[] {1, 0, K};
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> model.fit(new Adam(1e-3)).batch(8).on(train.inputs(), train.targets()));
    assertEquals(
        "fit: example 23: input: token 4 in row 0 at step 2; expected 0 to 3. Its batch was not"
            + " learnt; what came before it was",
        e.getMessage());
  }

  @Test
  void examples_for_validation_that_do_not_fit_are_refused_before_anything_is_learnt() {
    Model<int[][], int[]> model = model(new SplitMix(3));
    Examples<int[][], int[]> train = draw(20, 1);
    double loss = model.evaluate(train.inputs(), train.targets()).loss();
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                model
                    .fit(new Adam(1e-3))
                    .validation(train.inputs(), new int[19])
                    .on(train.inputs(), train.targets()));
    assertTrue(
        e.getMessage().startsWith("fit: validation: the model has 20 outputs, and 19"),
        e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> model.fit(new Adam(1e-3)).on(new int[0][], new int[0]));
    assertEquals("fit: expected at least one example, got none", e.getMessage());
    assertEquals(loss, model.evaluate(train.inputs(), train.targets()).loss());
  }
}
