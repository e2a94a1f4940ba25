package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dropout;

/** A batch for which there is no room: a sentence, and a layer that is as it was. */
class RoomTest {
  private static final int D = 1;
  private static final int H = 40;

  static List<Layer<?>> large() {
    // So that a batch of few numbers needs an array of too many.
    return Stream.concat(layers(400).stream(), Stream.of(textbook(400))).toList();
  }

  private static Layer<LstmState> textbook(int H) {
    return new Unrolled<>(new LstmCell(D, H, new SplittableRandom(1))).asLayer();
  }

  /** Every kind of layer that keeps storage, with outputs of H. */
  private static List<Layer<?>> layers(int H) {
    RandomGenerator rng = new SplittableRandom(1);
    Dropout half = new Dropout(0.5);
    return List.of(
        new Rnn(D, H, Activation.TANH, rng),
        new Lstm(D, H, rng),
        new Gru(D, H, rng),
        new GruResetBefore(D, H, rng),
        new MinGru(D, H, rng),
        new Bidirectional<>(new Gru(D, H / 2, rng), new Gru(D, H / 2, rng)),
        new Stacked<>(List.of(new Gru(D, 7, rng), new Gru(7, H, rng)), half, rng),
        new Dropping<>(new Gru(D, H, rng), half, half, rng));
  }

  @ParameterizedTest
  @MethodSource("large")
  <S extends State<S>> void a_batch_that_no_array_holds(Layer<S> layer) {
    Sequence huge = new Sequence(60_000, 100, D);
    asItWas(layer, huge, IllegalArgumentException.class, "an array holds at most 2,147,483,639");
  }

  private static <S extends State<S>> void asItWas(
      Layer<S> layer, Sequence huge, Class<? extends Throwable> kind, String part) {
    Sequence xs = Samples.sequence(3, 2, D, new Random(1));
    Sequence dh = Samples.sequence(3, 2, layer.hiddenSize(), new Random(2));
    String first = assertThrows(kind, () -> layer.forward(huge)).getMessage();
    assertThrows(IllegalStateException.class, layer::outputs);
    Sequence outputs = layer.forward(xs);
    double[] before = outputs.copy().flat().data();
    S last = layer.last();
    for (int i = 0; i < 3; i++) {
      String message = assertThrows(kind, () -> layer.forward(huge)).getMessage();
      assertEquals(first, message);
      assertTrue(message.contains(part) && message.contains(huge.toString()), message);
      assertTrue(message.contains(" MB"), message);
    }
    assertEquals(0, outputs.flat().maxDifference(Matrix.wrap(6, layer.hiddenSize(), before)));
    for (int i = 0; i < last.size(); i++) {
      assertEquals(0, last.part(i).maxDifference(layer.last().part(i)));
    }
    layer.backward(outputs.withFlat(dh.flat())); // of the pass before the failure
    layer.forward(xs);
    layer.backward(dh);
  }

  @Test
  void memory_that_ends_at_any_array_leaves_every_layer_as_it_was() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OutOfMemory.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("all as they were"), said);
    System.out.print(said);
  }

  /**
   * Batches of growing size in little memory, so that the first of all arrays or the last fails.
   */
  static final class OutOfMemory {
    public static void main(String[] args) {
      int failures = 0;
      for (int kind = 0; kind < layers(H).size(); kind++) {
        for (int steps = 1000; steps < 500_000; steps = steps * 3 / 2) {
          Layer<?> layer = layers(H).get(kind);
          Sequence xs = new Sequence(steps, 2, D);
          if (fits(layer, xs)) {
            continue;
          }
          asItWas(layers(H).get(kind), xs, OutOfMemoryError.class, "the JVM has at most");
          failures++;
        }
      }
      if (failures < 2 * layers(H).size()) {
        throw new AssertionError("only " + failures);
      }
      // Once, for time: it goes through all steps before it knows.
      asItWas(
          textbook(H), new Sequence(150_000, 2, D), OutOfMemoryError.class, "the JVM has at most");
      beyondLayers();
      System.out.println(failures + " batches without room, all as they were");
    }

    /** What lends storage, and a matrix by itself, say what they needed and leave what they had. */
    private static void beyondLayers() {
      Tokens tokens = new Tokens(new int[][] {{3, 1}, {2}});
      int[][] rows = new int[50][];
      Arrays.fill(rows, new int[1_000_000]);
      refused(() -> tokens.read(rows));
      refused(() -> tokens.oneHot(50_000_000));
      if (tokens.size() != 4 || tokens.ids()[2] != 1) {
        throw new AssertionError("the tokens were changed: " + Arrays.toString(tokens.ids()));
      }
      refused(() -> new Matrix(100_000, 1_000));
    }

    private static void refused(Runnable tooLarge) {
      try {
        tooLarge.run();
      } catch (OutOfMemoryError e) {
        if (!e.getMessage().contains("Take fewer rows or fewer steps at once")) {
          throw e;
        }
        return;
      }
      throw new AssertionError("there was room");
    }

    private static boolean fits(Layer<?> layer, Sequence xs) {
      try {
        layer.forward(xs);
        return true;
      } catch (OutOfMemoryError e) {
        return false;
      }
    }
  }
}
