package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.LstmCell;
import unrolled.layer.Bidirectional;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.Sequence;
import unrolled.layer.Stacked;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.weights.Safetensors;

/** A cell that stands in two layers has one set of weights, in both layers. */
class SharedParameterTest {
  private final LstmCell cell = new LstmCell(4, 4, new Random(1));
  private final Stacked<?> net = new Stacked<>(List.of(new Lstm(cell), new Lstm(cell)));

  /** The cell's parameters, listed twice by hand. */
  private List<Parameter> twice() {
    List<Parameter> list = new ArrayList<>(cell.parameters());
    list.addAll(cell.parameters());
    return list;
  }

  private void gradient(double g) {
    for (Parameter p : cell.parameters()) {
      Arrays.fill(p.grad.data(), g);
    }
  }

  @Test
  void layers_list_a_shared_parameter_once() {
    assertEquals(cell.parameters(), net.parameters());
    assertEquals(
        cell.parameters(), new Bidirectional<>(new Lstm(cell), new Lstm(cell)).parameters());
    assertEquals(cell.parameters(), Parameter.distinct(twice()));
  }

  /** 144 weights with the gradient 10: √144 · 10. */
  @Test
  void the_norm_counts_it_once_and_clipping_shortens_it_once() {
    for (List<Parameter> list : List.of(net.parameters(), twice())) {
      gradient(10);
      assertEquals(120, GradientClipping.globalNorm(list), 1e-12);
      assertEquals(120, GradientClipping.byGlobalNorm(list, 1), 1e-12);
      assertEquals(1, GradientClipping.globalNorm(cell.parameters()), 1e-12);
    }
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(0.1),
        new Momentum(0.1, 0.9),
        new Adagrad(0.1),
        new RmsProp(0.1),
        new Adam(0.1),
        new AdamW(0.1, 0.01));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void an_optimizer_moves_it_once_and_counts_one_step(Optimizer optimizer) {
    gradient(1);
    Matrix before = cell.Wx.value.copy();
    optimizer.step(cell.parameters());
    double once = cell.Wx.value.get(0, 0) - before.get(0, 0);
    Stream<Optimizer> all = optimizers();
    Optimizer fresh = all.filter(o -> o.getClass() == optimizer.getClass()).findFirst().get();
    System.arraycopy(before.data(), 0, cell.Wx.value.data(), 0, before.data().length);
    fresh.step(twice());
    assertEquals(once, cell.Wx.value.get(0, 0) - before.get(0, 0));
    assertEquals(1, fresh.memory(cell.Wx).get("t").get(0, 0));
  }

  /** The gradient of a tied weight is the sum over the places where it stands. */
  @Test
  void a_tied_stack_trains_as_finite_differences_say() {
    Layer<?> layer = net;
    Matrix x = Matrix.random(6, 4, -1, 1, new Random(2));
    Sequence xs = new Sequence(3, 2, 4).withFlat(x);
    Sequence dh = xs.withFlat(x.map(v -> 1));
    layer.forward(xs);
    layer.backward(dh);
    var worst =
        GradientCheck.check(
                layer.parameters(), () -> Arrays.stream(layer.forward(xs).flat().data()).sum())
            .get(0);
    assertTrue(worst.error() < 1e-6, worst::toString);
  }

  @Test
  void a_checkpoint_holds_it_once(@TempDir Path folder) {
    Path file = folder.resolve("tied.safetensors");
    Adam adam = new Adam(0.1);
    new Checkpoint(twice(), adam, new SplitMix(1)).save(file, 3);
    assertEquals(
        0,
        Safetensors.read(file).tensors().keySet().stream().filter(n -> n.startsWith("3.")).count());
    double[] kept = cell.Wx.value.data().clone();
    Arrays.fill(cell.Wx.value.data(), 0);
    assertEquals(3, new Checkpoint(net.parameters(), adam, new SplitMix(1)).load(file));
    assertArrayEquals(kept, cell.Wx.value.data());
  }
}
