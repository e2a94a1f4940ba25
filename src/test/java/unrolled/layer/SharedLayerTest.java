package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import unrolled.cell.Cell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.cell.Step;
import unrolled.cell.StepGradient;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/** Threads: a layer is for one at a time, a cell for all. */
class SharedLayerTest {
  private final RandomGenerator rng = new SplittableRandom(3);

  /** Two directions, of which the second waits while another thread tries the layer. */
  @Test
  void a_layer_in_the_middle_of_a_pass_is_refused_to_another_thread() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Layer<HiddenState> slow =
        new Unrolled<>(new Waiting(new RnnCell(3, 4, rng), entered, leave)).asLayer();
    Bidirectional<HiddenState> layer =
        new Bidirectional<>(new Unrolled<>(new RnnCell(3, 4, rng)).asLayer(), slow);
    Sequence xs = new Sequence(2, 5, 3);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Matrix> first = other.submit(() -> layer.forward(xs).flat().copy());
      entered.await();
      Exception e = assertThrows(IllegalStateException.class, () -> layer.forward(xs.copy()));
      assertTrue(e.getMessage().startsWith("two threads use one layer"), e.getMessage());
      leave.countDown();
      Matrix h = first.get();
      assertEquals(
          0, h.maxDifference(layer.forward(xs).flat()), "the first pass was not disturbed");
    } finally {
      other.shutdownNow();
    }
  }

  /** A pass that fails on a thread that lives on must not keep the layer from all others. */
  @Test
  void a_layer_whose_pass_failed_is_free_for_another_thread() throws Exception {
    Sequence xs = new Sequence(2, 5, 3);
    List<Layer<?>> layers =
        List.of(
            failing(3),
            new Stacked<>(List.of(new Rnn(new RnnCell(3, 4, rng)), failing(4))),
            new Bidirectional<>(new Rnn(new RnnCell(3, 4, rng)), failing(3)));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (Layer<?> layer : layers) {
        Future<Sequence> failed = other.submit(() -> layer.forward(xs));
        assertThrows(ExecutionException.class, failed::get);
        Exception e = assertThrows(RuntimeException.class, () -> layer.forward(xs));
        assertFalse(String.valueOf(e.getMessage()).startsWith("two threads"), layer.toString());
      }
    } finally {
      other.shutdownNow();
    }
  }

  /** A layer that fails in its first step. */
  private Layer<HiddenState> failing(int inputs) {
    return new Unrolled<>(new Waiting(new RnnCell(inputs, 4, rng), null, null)).asLayer();
  }

  /** A cell whose steps wait. */
  private record Waiting(Cell<HiddenState> cell, CountDownLatch entered, CountDownLatch leave)
      implements Cell<HiddenState> {
    @Override
    public Step<HiddenState> forward(Matrix x, HiddenState previous) {
      entered.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return cell.forward(x, previous);
    }

    @Override
    public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
      return cell.backward(dState, step);
    }

    @Override
    public HiddenState zeroState(int batch) {
      return cell.zeroState(batch);
    }

    @Override
    public List<Parameter> parameters() {
      return cell.parameters();
    }

    @Override
    public int inputSize() {
      return cell.inputSize();
    }

    @Override
    public int hiddenSize() {
      return cell.hiddenSize();
    }
  }

  @Test
  void a_layer_for_each_thread_over_one_cell_computes_the_same()
      throws InterruptedException, ExecutionException {
    LstmCell cell = new LstmCell(3, 8, rng);
    Sequence xs = new Sequence(6, 5, 0).withFlat(Matrix.normal(30, 3, 1, rng));
    Matrix expected = new Lstm(cell).forward(xs).flat().copy();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Callable<Double> reading =
          () -> {
            Lstm layer = new Lstm(cell);
            double most = 0;
            for (int i = 0; i < 50; i++) {
              most = Math.max(most, layer.forward(xs).flat().maxDifference(expected));
            }
            return most;
          };
      for (Future<Double> worst : two.invokeAll(Collections.nCopies(4, reading))) {
        assertEquals(0, worst.get());
      }
    } finally {
      two.shutdownNow();
    }
  }
}
