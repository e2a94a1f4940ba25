package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.layer.Gru;
import unrolled.layer.Names;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.nn.Parameter;
import unrolled.weights.Weights;

class CheckpointTest {
  private static final int K = 5;

  @TempDir Path directory;

  /** A run whose batches are drawn from the generator that the checkpoint keeps. */
  private static final class Run {
    final SplitMix random = new SplitMix(12);
    final Model<int[][], int[][]> model;
    final Optimizer optimizer;
    final Checkpoint checkpoint;
    final List<Double> losses = new ArrayList<>();

    Run(long seed, int units, Optimizer optimizer) {
      SplitMix weights = new SplitMix(seed);
      List<Gru> layers = List.of(new Gru(K, units, weights));
      model = new Model<>(Input.oneHot(K), layers, Readout.EACH_STEP, K, Loss.tags(), weights);
      this.optimizer = optimizer;
      checkpoint = new Checkpoint(model.parameters(), optimizer, random);
    }

    Run train(int steps) {
      new Trainer(model.parameters(), optimizer, 1, event -> {})
          .train(
              steps,
              step -> {
                int[][] text = new int[3][8];
                for (int[] row : text) {
                  Arrays.setAll(row, t -> random.nextInt(K));
                }
                double loss = model.learn(text, text);
                losses.add(loss);
                return loss;
              });
      return this;
    }

    double[] values() {
      return model.parameters().stream()
          .flatMapToDouble(p -> Arrays.stream(p.value.data()))
          .toArray();
    }
  }

  static Stream<Supplier<Optimizer>> optimizers() {
    Schedule schedule = Schedule.cosine(0.05, 0.001, 20).warmUp(12);
    return Stream.of(
        () -> new Sgd(schedule),
        () -> new Momentum(schedule, 0.9, true),
        () -> new Adagrad(schedule),
        () -> new RmsProp(schedule, 0.9),
        () -> new Adam(schedule),
        () -> new AdamW(schedule, 0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void a_run_that_stopped_goes_on_as_if_it_had_not(Supplier<Optimizer> optimizer) {
    Run whole = new Run(1, 4, optimizer.get()).train(20);
    Path file = directory.resolve("run.checkpoint");
    Run first = new Run(1, 4, optimizer.get()).train(10);
    first.checkpoint.save(file, 10);
    Run second = new Run(2, 4, optimizer.get());
    assertEquals(10, second.checkpoint.load(file));
    second.train(10);
    assertArrayEquals(whole.values(), second.values());
    assertEquals(whole.losses.subList(10, 20), second.losses);
    assertEquals(whole.random.state(), second.random.state());
  }

  @Test
  void loading_into_an_optimizer_that_has_stepped_forgets_those_steps() {
    Path file = directory.resolve("run.checkpoint");
    Run first = new Run(1, 4, new Adam(0.01)).train(3);
    first.checkpoint.save(file, 3);
    double[] expected = first.train(5).values();
    Run second = new Run(9, 4, new Adam(0.01)).train(7);
    second.checkpoint.load(file);
    assertArrayEquals(expected, second.train(5).values());
  }

  /** The same seed makes the same run, to the bit, on the kernel in use; another seed does not. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void a_seed_makes_a_run_repeat_to_the_bit(Supplier<Optimizer> optimizer) {
    Run one = new Run(7, 6, optimizer.get()).train(15);
    Run again = new Run(7, 6, optimizer.get()).train(15);
    Run other = new Run(8, 6, optimizer.get()).train(15);
    assertArrayEquals(one.values(), again.values());
    assertEquals(one.losses, again.losses);
    assertFalse(Arrays.equals(one.values(), other.values()));
  }

  /** Tries to load, and returns the message; nothing may have changed. */
  private static String refused(Run run, Path file) {
    run.train(2);
    double[] values = run.values();
    long random = run.random.state();
    List<double[]> memory = memory(run);
    Exception e = assertThrows(IllegalArgumentException.class, () -> run.checkpoint.load(file));
    assertArrayEquals(values, run.values());
    assertEquals(random, run.random.state());
    for (int i = 0; i < memory.size(); i++) {
      assertArrayEquals(memory.get(i), memory(run).get(i));
    }
    return e.getMessage();
  }

  private static List<double[]> memory(Run run) {
    List<double[]> all = new ArrayList<>();
    for (Parameter p : run.model.parameters()) {
      run.optimizer.memory(p).values().forEach(m -> all.add(m.data().clone()));
    }
    return all;
  }

  private Path saved() {
    Path file = directory.resolve("run.checkpoint");
    new Run(1, 4, new Adam(0.01)).train(4).checkpoint.save(file, 4);
    return file;
  }

  @Test
  void a_file_cut_off_or_with_any_byte_changed_is_refused() throws IOException {
    Path file = saved();
    byte[] whole = Files.readAllBytes(file);
    Run run = new Run(1, 4, new Adam(0.01));
    for (int at = 0; at < whole.length; at += at < 3000 ? 13 : 101) {
      Files.write(file, Arrays.copyOf(whole, at));
      refused(run, file);
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      refused(run, file);
    }
    Files.write(file, whole);
    assertEquals(4, run.checkpoint.load(file));
  }

  @Test
  void a_checkpoint_of_another_model_is_refused_with_its_differences() {
    String message = refused(new Run(1, 3, new Adam(0.01)), saved());
    assertTrue(message.contains("does not fit the model: it has 0.Wx[5, 12] in place of [5, 9]"));
    assertTrue(message.contains("; and so on, "), message);
  }

  @Test
  void a_checkpoint_of_another_optimizer_is_refused() {
    Path file = saved();
    String message = refused(new Run(1, 4, new RmsProp(0.01)), file);
    assertTrue(
        message.contains("is of a run with the optimizer Adam, and this one has RmsProp"), message);
    message = refused(new Run(1, 4, new AdamW(0.01, 0.1)), file);
    assertTrue(message.contains("optimizer Adam, and this one has AdamW"), message);
  }

  @Test
  void a_checkpoint_with_patience_and_one_without_are_not_each_other() {
    Path file = saved();
    Run run = new Run(1, 4, new Adam(0.01));
    EarlyStopping early = new EarlyStopping(run.model.parameters(), 2);
    Checkpoint patient =
        new Checkpoint(run.model.parameters(), run.optimizer, new SplitMix(1), early);
    Exception e = assertThrows(IllegalArgumentException.class, () -> patient.load(file));
    assertEquals(
        file
            + " is of a run without patience, and this one has some; make both the same, or give"
            + " another file",
        e.getMessage());
    patient.save(file, 1);
    assertTrue(refused(run, file).contains("is of a run with patience, and this one has none"));
  }

  @Test
  void weights_are_no_checkpoint_and_a_checkpoint_is_not_weights() {
    Path file = saved();
    Run run = new Run(1, 4, new Adam(0.01));
    Exception e = assertThrows(IllegalArgumentException.class, () -> weights(run).load(file));
    assertEquals(
        file
            + " is the checkpoint of a run and not weights alone: go on with the run,"
            + " Fit.checkpoint or Checkpoint.load, or give a file of save",
        e.getMessage());
    weights(run).save(file);
    assertEquals(
        file + " is no checkpoint: it holds weights alone; expected a file of Checkpoint.save",
        refused(run, file));
  }

  private static Weights weights(Run run) {
    return Weights.of(new Names().all("", run.model.parameters()).map());
  }

  @Test
  void an_optimizer_without_memory_needs_none() {
    Path file = directory.resolve("run.checkpoint");
    Optimizer plain = ps -> ps.forEach(p -> p.value.addScaled(-0.1, p.grad));
    Run first = new Run(1, 4, plain).train(3);
    first.checkpoint.save(file, 3);
    Run second = new Run(2, 4, plain);
    assertEquals(3, second.checkpoint.load(file));
    assertArrayEquals(first.train(2).values(), second.train(2).values());
  }

  /** A run with everything that a loop may remember, which dies at the moment that it is told. */
  private final class Mortal {
    private static final int STEPS = 3; // of an epoch
    private static final int MOST = 30;

    final Run run = new Run(1, 4, new Adam(Schedule.cosine(0.2, 0.01, 40)));
    final EarlyStopping early = new EarlyStopping(run.model.parameters(), 2);
    final Checkpoint checkpoint =
        new Checkpoint(run.model.parameters(), run.optimizer, run.random, early);
    final int[][] validation = {{0, 1, 2, 3, 4, 3, 2, 1, 0}};
    int life;

    Mortal(int life) {
      this.life = life;
    }

    void moment() {
      if (life-- == 0) {
        throw new IllegalStateException("killed");
      }
    }

    /** To its end, from the checkpoint if there is one. Returns all that it ended with. */
    String go(Path file) {
      int epoch = Files.exists(file) ? (int) checkpoint.load(file) / STEPS : 0;
      while (!early.isOver() && epoch < MOST) {
        moment();
        for (int step = 0; step < STEPS; step++) {
          run.train(1);
          moment();
        }
        double loss = run.model.evaluate(validation, validation).loss();
        moment();
        early.goOn(loss + (epoch == 2 ? -5 : 0)); // an epoch that none after it can better
        moment();
        epoch++;
        checkpoint.save(file, (long) epoch * STEPS);
        moment();
      }
      moment();
      double[] last = run.values();
      early.restoreBest();
      return "%d epochs, best %s, last %s, random %d, weights %s"
          .formatted(
              epoch,
              early.best(),
              Arrays.toString(last),
              run.random.state(),
              Arrays.toString(run.values()));
    }
  }

  @Test
  void a_run_with_early_stopping_ends_in_the_same_place_wherever_it_is_killed() throws IOException {
    Path file = directory.resolve("mortal.checkpoint");
    String whole = new Mortal(-1).go(file);
    assertTrue(whole.startsWith("5 epochs, best -"), whole);
    int kills = 0;
    for (int life = 0; life < 36; life++) {
      Files.deleteIfExists(file);
      int killedAfter = life;
      assertThrows(IllegalStateException.class, () -> new Mortal(killedAfter).go(file));
      assertEquals(whole, new Mortal(-1).go(file), () -> "killed after moment " + killedAfter);
      kills++;
    }
    assertEquals(36, kills);
    Files.deleteIfExists(file);
    assertEquals(whole, new Mortal(36).go(file), "36 is more moments than it has");
    assertEquals(whole, new Mortal(-1).go(file), "a run that is over stays so");
  }
}
