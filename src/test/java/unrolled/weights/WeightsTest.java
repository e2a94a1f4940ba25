package unrolled.weights;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.layer.Bidirectional;
import unrolled.layer.BothWays;
import unrolled.layer.CoupledLstm;
import unrolled.layer.Dropping;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.MinGru;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.layer.Stacked;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dense;
import unrolled.nn.Dropout;
import unrolled.nn.Embedding;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Fixture;

class WeightsTest {
  private static final int D = 5;
  private static final int H = 4;

  @TempDir Path directory;
  private final RandomGenerator rng = new SplittableRandom(31);

  private Path file() {
    return directory.resolve("weights.safetensors");
  }

  private Cell<?> cell(String kind) {
    return switch (kind) {
      case "rnn_tanh" -> new RnnCell(D, H, rng);
      case "rnn_relu" -> new RnnCell(D, H, Activation.RELU, rng);
      case "lstm" -> new LstmCell(D, H, rng);
      case "gru" -> new GruCell(D, H, rng);
      default -> new GruResetBeforeCell(D, H, rng);
    };
  }

  private void write(Map<String, Tensor> tensors) {
    Safetensors.write(file(), new Safetensors.Contents(tensors, Map.of()));
  }

  private static Weights pytorch(Cell<?> cell) {
    return new Weights().with(PytorchLayout.recurrent("net.", 0, false, cell.parameters()));
  }

  private static Map<String, Tensor> fixture(Fixture f) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (String name : List.of("weight_ih", "weight_hh")) {
      tensors.put("net." + name + "_l0", Tensor.matrix(f.matrix(name)));
    }
    for (String name : List.of("bias_ih", "bias_hh")) {
      tensors.put("net." + name + "_l0", Tensor.vector(f.matrix(name)));
    }
    return tensors;
  }

  /** The weights of PyTorch's own layer give its own outputs. */
  @ParameterizedTest
  @ValueSource(strings = {"rnn_tanh", "rnn_relu", "lstm", "gru"})
  void weights_of_pytorch_give_its_outputs(String name) {
    Fixture f = Fixture.read(name);
    write(fixture(f));
    Cell<?> cell = cell(name);
    pytorch(cell).load(file());
    Agreement agreement = new Agreement(name + " from its own weights", 1e-12);
    agreement.compare("outputs", f.sequence("outputs").flat(), outputs(cell, f));
    agreement.report();
  }

  private static Matrix outputs(Cell<?> cell, Fixture f) {
    if (cell instanceof LstmCell lstm) {
      return run(lstm, f, new LstmState(f.matrix("h0"), f.matrix("c0")));
    }
    if (cell instanceof GruCell gru) {
      return run(gru, f, new HiddenState(f.matrix("h0")));
    }
    return run((RnnCell) cell, f, new HiddenState(f.matrix("h0")));
  }

  private static <S extends State<S>> Matrix run(Cell<S> cell, Fixture f, S initial) {
    return new Unrolled<>(cell).forward(f.sequence("x"), initial).outputs().flat();
  }

  @ParameterizedTest
  @CsvSource({
    "rnn_tanh, PyTorch",
    "lstm, PyTorch",
    "gru, PyTorch",
    "rnn_tanh, Keras",
    "lstm, Keras",
    "gru, Keras",
    "reset before, Keras"
  })
  void out_and_in_again_gives_the_same_weights(String kind, String layout) {
    Cell<?> from = cell(kind);
    Cell<?> to = cell(kind);
    Dense head = new Dense(H, 3, rng);
    Dense other = new Dense(H, 3, rng);
    assertTrue(head.W.value.maxDifference(other.W.value) > 0.01);
    both(layout, from, head).save(file());
    both(layout, to, other).load(file());
    for (int i = 0; i < from.parameters().size(); i++) {
      assertArrayEquals(from.parameters().get(i).value.data(), to.parameters().get(i).value.data());
    }
    assertArrayEquals(head.W.value.data(), other.W.value.data());
    assertArrayEquals(head.b.value.data(), other.b.value.data());
  }

  private static Weights both(String layout, Cell<?> cell, Dense head) {
    Weights weights = new Weights();
    return layout.equals("Keras")
        ? weights
            .with(KerasLayout.recurrent("a/", cell.parameters()))
            .with(KerasLayout.dense("b/", head))
        : weights
            .with(PytorchLayout.recurrent("a.", 2, true, cell.parameters()))
            .with(PytorchLayout.linear("b.", head));
  }

  @Test
  void the_names_are_those_of_pytorch() {
    both("PyTorch", cell("lstm"), new Dense(H, 3, rng)).save(file());
    Map<String, List<Integer>> shapes = new HashMap<>();
    Safetensors.read(file()).tensors().forEach((name, t) -> shapes.put(name, t.shape()));
    assertEquals(
        Map.of(
            "a.weight_ih_l2_reverse", List.of(16, 5),
            "a.weight_hh_l2_reverse", List.of(16, 4),
            "a.bias_ih_l2_reverse", List.of(16),
            "a.bias_hh_l2_reverse", List.of(16),
            "b.weight", List.of(3, 4),
            "b.bias", List.of(3)),
        shapes);
  }

  /** The files were written by the safetensors package from Keras' own layers. */
  @ParameterizedTest
  @CsvSource({"simple_rnn, rnn_tanh", "lstm, lstm", "gru, gru", "gru_reset_before, reset before"})
  void weights_of_keras_give_its_outputs(String name, String kind) throws URISyntaxException {
    Cell<?> cell = cell(kind);
    new Weights().with(KerasLayout.recurrent("", cell.parameters())).load(keras(name));
    Map<String, Tensor> run = Safetensors.read(keras(name + ".run")).tensors();
    Sequence xs = new Sequence(6, 3, D).withFlat(run.get("x").value());
    Agreement agreement = new Agreement(name + " from Keras' weights", 1e-12);
    agreement.compare("y", run.get("y").value(), outputs(cell, xs).flat());
    agreement.report();
  }

  private static <S extends State<S>> Sequence outputs(Cell<S> cell, Sequence xs) {
    return new Unrolled<>(cell).forward(xs).outputs();
  }

  private static Path keras(String name) throws URISyntaxException {
    String resource = "/unrolled/keras/" + name + ".safetensors";
    return Path.of(WeightsTest.class.getResource(resource).toURI());
  }

  @Test
  void whole_layers_are_named_as_their_cells_are() {
    List<Layer<BothWays<HiddenState>>> both =
        List.of(
            new Bidirectional<>(new Gru(D, H, rng), new Gru(D, H, rng)),
            new Bidirectional<>(new Gru(2 * H, H, rng), new Gru(2 * H, H, rng)));
    Layer<?> stack = new Stacked<>(both, new Dropout(0.5), rng);
    List<Parameter> all = stack.parameters();
    new Weights().with(PytorchLayout.stacked("", stack)).save(file());
    Map<String, Tensor> found = Safetensors.read(file()).tensors();
    assertEquals(16, found.size());
    for (int i = 0; i < 4; i++) {
      String suffix = "_l" + i / 2 + (i % 2 == 1 ? "_reverse" : "");
      Matrix wx = found.get("weight_ih" + suffix).value();
      assertEquals(0, all.get(4 * i).value.maxDifference(wx.transpose()));
      Matrix bias = found.get("bias_hh" + suffix).value();
      assertEquals(0, all.get(4 * i + 3).value.maxDifference(bias.columns(2 * H, 3 * H)));
    }
  }

  private String refused(Cell<?> cell, Map<String, Tensor> tensors) {
    List<Matrix> before = cell.parameters().stream().map(p -> p.value.copy()).toList();
    write(tensors);
    Exception e = assertThrows(IllegalArgumentException.class, () -> pytorch(cell).load(file()));
    for (int i = 0; i < before.size(); i++) {
      assertEquals(0, before.get(i).maxDifference(cell.parameters().get(i).value));
    }
    return e.getMessage().replace(file().toString(), "F");
  }

  @Test
  void a_file_that_does_not_fit_is_refused_and_nothing_changes() {
    Map<String, Tensor> good = fixture(Fixture.read("lstm"));
    Map<String, Tensor> lacking = new HashMap<>(good);
    lacking.remove("net.bias_hh_l0");
    assertEquals(
        "F does not fit the model: it has no net.bias_hh_l0", refused(cell("lstm"), lacking));
    Map<String, Tensor> more = new HashMap<>(good);
    more.put("net.weight_ih_l1", good.get("net.weight_ih_l0"));
    assertEquals(
        "F does not fit the model: it has net.weight_ih_l1, which the model has not",
        refused(cell("lstm"), more));
    Map<String, Tensor> turned = new HashMap<>(good);
    turned.compute("net.weight_ih_l0", (name, t) -> Tensor.matrix(t.value().transpose()));
    assertEquals(
        "F does not fit the model: it has net.weight_ih_l0[5, 16] in place of [16, 5]",
        refused(cell("lstm"), turned));
    Map<String, Tensor> upright = new HashMap<>(good);
    upright.compute("net.bias_ih_l0", (name, t) -> Tensor.matrix(t.value()));
    assertEquals(
        "F does not fit the model: it has net.bias_ih_l0[1, 16] in place of [16]",
        refused(cell("lstm"), upright));
    assertTrue(refused(cell("gru"), good).contains("net.weight_hh_l0[16, 4] in place of [12, 4]"));
  }

  @Test
  void what_cannot_be_laid_out_is_refused() {
    List<Parameter> lstm = cell("lstm").parameters();
    List<Parameter> before = cell("reset before").parameters();
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> PytorchLayout.recurrent("", 0, false, before));
    assertEquals("PyTorch has no GRU that resets before the product", e.getMessage());
    for (List<Parameter> wrong :
        List.of(
            lstm.subList(0, 2),
            new MinGruCell(D, H, rng).parameters(),
            List.of(lstm.get(1), lstm.get(0), lstm.get(2)),
            List.of(lstm.get(0), lstm.get(1), lstm.get(1)),
            List.of(lstm.get(0), lstm.get(1), lstm.get(2), before.get(2)))) {
      assertThrows(
          IllegalArgumentException.class, () -> PytorchLayout.recurrent("", 0, false, wrong));
    }
    Map<String, Slot> part = PytorchLayout.recurrent("", 0, false, lstm);
    Weights weights = new Weights().with(part);
    assertThrows(IllegalArgumentException.class, () -> weights.with(part));
  }

  @Test
  void a_file_with_a_number_that_is_none_is_refused(@TempDir Path folder) throws IOException {
    Dense dense = new Dense(2, 3, new SplittableRandom(1));
    Weights weights = new Weights().with(PytorchLayout.linear("head.", dense));
    Path file = folder.resolve("nan.safetensors");
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      weights.save(file);
      Matrix W = dense.W.value.copy();
      Matrix b = dense.b.value.copy();
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).putDouble(bytes.length - Double.BYTES, wrong);
      Files.write(file, bytes);
      Exception e = assertThrows(IllegalArgumentException.class, () -> weights.load(file));
      assertTrue(e.getMessage().contains(" holds NaN or infinity"), e.getMessage());
      assertArrayEquals(W.data(), dense.W.value.data());
      assertArrayEquals(b.data(), dense.b.value.data());
      dense.W.value.set(1, 2, wrong);
      e = assertThrows(IllegalArgumentException.class, () -> weights.save(file));
      assertTrue(e.getMessage().contains("head.weight holds NaN or infinity"), e.getMessage());
      assertArrayEquals(bytes, Files.readAllBytes(file), "the file is as it was");
      dense.W.value.set(1, 2, W.get(1, 2));
    }
  }

  /** Two layers of one direction and one layer of two have the same shapes here: 6 to 6, twice. */
  @Test
  void layers_and_directions_are_those_of_the_layer() {
    List<Layer<HiddenState>> two = List.of(new Gru(6, 6, rng), new Gru(6, 6, rng));
    assertEquals(
        Set.of("_l0", "_l1"), suffixes(PytorchLayout.stacked("", new Stacked<>(two)).keySet()));
    Layer<?> both = new Bidirectional<>(new Gru(6, 6, rng), new Gru(6, 6, rng));
    assertEquals(Set.of("_l0", "_l0_reverse"), suffixes(PytorchLayout.stacked("", both).keySet()));
    Layer<?> dropping = new Dropping<>(both, new Dropout(0.1), new Dropout(0.2), rng);
    assertEquals(
        PytorchLayout.stacked("", both).keySet(), PytorchLayout.stacked("", dropping).keySet());
    assertEquals(Set.of("_l0"), suffixes(PytorchLayout.stacked("", new Lstm(2, 3, rng)).keySet()));
  }

  private static Set<String> suffixes(Set<String> names) {
    return names.stream()
        .map(name -> name.substring(name.indexOf("_l")))
        .collect(Collectors.toSet());
  }

  @Test
  void layers_that_a_framework_has_not_are_refused() {
    Layer<HiddenState> low = new Gru(4, 3, rng);
    Layer<?> deep =
        new Bidirectional<>(
            new Stacked<>(List.of(low, new Gru(3, 2, rng))),
            new Stacked<>(List.of(new Gru(4, 3, rng), new Gru(3, 2, rng))));
    for (Layer<?> layer : List.of(deep, new CoupledLstm(4, 3, 1, rng), new MinGru(4, 3, rng))) {
      for (Executable layout :
          List.<Executable>of(
              () -> PytorchLayout.stacked("", layer),
              () -> KerasLayout.stacked("", "gru", layer))) {
        Exception e = assertThrows(IllegalArgumentException.class, layout);
        assertTrue(e.getMessage().contains("expected an RNN, an LSTM or a GRU"), e.getMessage());
      }
    }
  }

  @Test
  void layers_that_are_not_alike_are_refused() {
    Rnn low = new Rnn(3, 4, Activation.TANH, rng);
    Layer<?> mixed = new Stacked<>(List.<Layer<HiddenState>>of(low, new Gru(4, 4, rng)));
    refusedLayout("of one kind, got an RNN in layer 0 and a GRU in layer 1", mixed, "simple_rnn");
    GruCell cell = new GruCell(4, 4, rng);
    Layer<?> shared = new Stacked<>(List.of(new Gru(cell), new Gru(cell)));
    refusedLayout("Wx of layer 1 stands in two places", shared, "gru");
    Layer<?> wider = new Stacked<>(List.of(new Gru(3, 4, rng), new Gru(4, 7, rng)));
    KerasLayout.stacked("", "gru", wider);
    refusedBy(
        "one hidden_size for all layers: expected 4 in layer 1, got 7",
        () -> PytorchLayout.stacked("", wider));
    refusedBy(
        "nn.RNN has tanh or ReLU; layer 0 has",
        () -> PytorchLayout.stacked("", new Rnn(3, 4, Activation.SIGMOID, rng)));
    RnnCell sigmoid = new RnnCell(3, 4, Activation.SIGMOID, rng);
    refusedBy(
        "nn.RNN has tanh or ReLU; layer 0 has",
        () -> PytorchLayout.stacked("", new Unrolled<>(sigmoid).asLayer()));
    Stacked<HiddenState> tanhBelowRelu =
        new Stacked<>(
            List.of(new Rnn(3, 4, Activation.TANH, rng), new Rnn(4, 4, Activation.RELU, rng)));
    refusedBy(
        "one nonlinearity for all layers: expected TANH in layer 1, got RELU",
        () -> PytorchLayout.stacked("", tanhBelowRelu));
    refusedBy("lstm, with 4 blocks", () -> KerasLayout.stacked("", "lstm", new Gru(3, 4, rng)));
    refusedBy("as the kind, got foo", () -> KerasLayout.stacked("", "foo", new Gru(3, 4, rng)));
  }

  private static void refusedLayout(String reason, Layer<?> layer, String kind) {
    refusedBy(reason, () -> PytorchLayout.stacked("", layer));
    refusedBy(reason, () -> KerasLayout.stacked("", kind, layer));
  }

  private static void refusedBy(String reason, Executable layout) {
    Exception e = assertThrows(IllegalArgumentException.class, layout);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test
  void a_part_of_a_file_is_loaded_and_the_rest_is_said(@TempDir Path folder) {
    SplittableRandom rng = new SplittableRandom(3);
    Path file = folder.resolve("old.safetensors");
    Embedding oldWords = new Embedding(5, 2, rng);
    Dense oldHead = new Dense(4, 3, rng);
    new Weights()
        .with(PytorchLayout.embedding("words.", oldWords))
        .with(PytorchLayout.linear("head.", oldHead))
        .save(file);
    Embedding words = new Embedding(5, 2, rng);
    Dense other = new Dense(4, 7, rng);
    double[] before = other.W.value.data().clone();
    Weights.Partial partial =
        new Weights()
            .with(PytorchLayout.embedding("words.", words))
            .with(PytorchLayout.linear("tags.", other))
            .loadPartial(file);
    assertEquals("[words.weight]", partial.loaded().toString());
    assertEquals("[tags.bias, tags.weight]", partial.missing().toString());
    assertEquals("[head.bias, head.weight]", partial.unused().toString());
    assertArrayEquals(oldWords.W.value.data(), words.W.value.data());
    assertArrayEquals(before, other.W.value.data());
    Weights wrongSize = new Weights().with(PytorchLayout.linear("head.", other));
    assertThrows(IllegalArgumentException.class, () -> wrongSize.loadPartial(file));
    Weights nothing = new Weights().with(PytorchLayout.linear("else.", other));
    assertThrows(IllegalArgumentException.class, () -> nothing.loadPartial(file));
    assertArrayEquals(before, other.W.value.data());
  }

  /** PyTorch's second bias is added to the first: alone it would be added at each loading. */
  @Test
  void the_second_of_two_biases_alone_is_not_loaded(@TempDir Path folder) {
    SplittableRandom rng = new SplittableRandom(4);
    Path file = folder.resolve("half.safetensors");
    Matrix bias = Matrix.normal(1, 12, 1, rng);
    Safetensors.write(
        file,
        new Safetensors.Contents(
            Map.of(
                "bias_hh_l0", Tensor.vector(bias),
                "weight_hh_l0", Tensor.matrix(Matrix.normal(12, 3, 1, rng))),
            Map.of()));
    Lstm lstm = new Lstm(2, 3, rng);
    Matrix before = lstm.cell().parameters().get(2).value.copy();
    Weights weights = new Weights().with(PytorchLayout.stacked("", lstm));
    Weights.Partial partial = weights.loadPartial(file);
    assertEquals("[weight_hh_l0]", partial.loaded().toString());
    assertEquals("[bias_hh_l0, bias_ih_l0, weight_ih_l0]", partial.missing().toString());
    assertEquals("[bias_hh_l0]", partial.unused().toString());
    assertEquals(0, before.maxDifference(lstm.cell().parameters().get(2).value));
  }

  @Test
  void stacked_layers_have_the_names_that_keras_gives_them() {
    List<Layer<BothWays<HiddenState>>> both =
        List.of(
            new Bidirectional<>(new Gru(5, 3, rng), new Gru(5, 3, rng)),
            new Bidirectional<>(new Gru(6, 3, rng), new Gru(6, 3, rng)));
    Map<String, Slot> slots = KerasLayout.stacked("m/", "gru", new Stacked<>(both));
    assertEquals(12, slots.size());
    for (String name :
        List.of(
            "m/bidirectional/forward_gru/gru_cell/kernel",
            "m/bidirectional/backward_gru/gru_cell/bias",
            "m/bidirectional_1/backward_gru/gru_cell/recurrent_kernel")) {
      assertTrue(slots.containsKey(name), () -> name + " is not in " + slots.keySet());
    }
    assertEquals(
        List.of(6, 9),
        slots.get("m/bidirectional_1/forward_gru/gru_cell/kernel").get().get().shape());
    assertTrue(
        KerasLayout.stacked("", "lstm", new Lstm(2, 3, rng)).containsKey("lstm/lstm_cell/kernel"));
  }

  /** What a file holds beside: counts of another type, and a tensor of three dimensions. */
  @Test
  void a_part_is_loaded_from_a_file_with_tensors_of_other_kinds(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mixed.safetensors");
    String header =
        "{\"count\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"head.bias\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[8,20]},"
            + "\"filter\":{\"dtype\":\"F32\",\"shape\":[1,1,2],\"data_offsets\":[20,28]}}";
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 28).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
    bytes.putLong(7).putFloat(0.5f).putFloat(-1).putFloat(2).putFloat(9).putFloat(9);
    Files.write(file, bytes.array());
    Dense head = new Dense(4, 3, new SplittableRandom(1));
    Weights weights = new Weights().with(PytorchLayout.linear("head.", head));
    Weights.Partial partial = weights.loadPartial(file);
    assertEquals("[head.bias]", partial.loaded().toString());
    assertEquals("[count, filter]", partial.unused().toString());
    assertArrayEquals(new double[] {0.5, -1, 2}, head.b.value.data());
    String refused =
        assertThrows(IllegalArgumentException.class, () -> weights.load(file)).getMessage();
    assertTrue(refused.contains("count is I64 of shape []"), refused);
  }

  @Test
  void a_name_that_is_no_file_is_refused() {
    Weights weights =
        new Weights().with(PytorchLayout.linear("head.", new Dense(4, 3, new SplittableRandom(1))));
    Path root = Path.of("/").toAbsolutePath().getRoot();
    Exception e = assertThrows(UncheckedIOException.class, () -> weights.save(root));
    assertEquals("cannot write " + root + ": expected the name of a file", e.getMessage());
  }
}
