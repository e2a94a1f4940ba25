package unrolled.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.layer.Bidirectional;
import unrolled.layer.BothWays;
import unrolled.layer.Bridge;
import unrolled.layer.CoupledLstm;
import unrolled.layer.Dropping;
import unrolled.layer.EncoderDecoder;
import unrolled.layer.EncoderDecoder.Looking;
import unrolled.layer.Gru;
import unrolled.layer.GruResetBefore;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.MinGru;
import unrolled.layer.Names;
import unrolled.layer.Rnn;
import unrolled.layer.Stacked;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;
import unrolled.train.Adam;
import unrolled.train.SplitMix;
import unrolled.weights.Safetensors;
import unrolled.weights.Tensor;
import unrolled.weights.Weights;

/** What is saved comes back to the bit, for every kind of layer; what does not fit is refused. */
class SavedModelTest {
  private static final int K = 7;
  private static final int[][] ROWS = {{1, 0, 6, 2}, {5}, {3, 3, 4}};
  private static final int[][] TAGS = {{0, 4, 1, 1}, {2}, {3, 0, 4}};

  @TempDir Path folder;

  private static Arguments kind(String name, Function<SplitMix, Layer<?>> layer) {
    return Arguments.of(name, layer);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        kind("RNN, tanh", rng -> new Rnn(4, 5, Activation.TANH, rng)),
        kind("RNN, ReLU", rng -> new Rnn(4, 5, Activation.RELU, rng)),
        kind("LSTM", rng -> new Lstm(4, 5, rng)),
        kind("GRU", rng -> new Gru(4, 5, rng)),
        kind("GRU, reset before", rng -> new GruResetBefore(4, 5, rng)),
        kind("minGRU", rng -> new MinGru(4, 5, rng)),
        kind("coupled LSTM", rng -> new CoupledLstm(4, 5, 1, rng)),
        kind("textbook", rng -> new Unrolled<>(new LstmCell(4, 5, rng)).asLayer()),
        kind("both ways", rng -> new Bidirectional<>(new Gru(4, 5, rng), new Gru(4, 5, rng))),
        kind(
            "a stack with dropout",
            rng ->
                new Stacked<>(
                    List.of(new Lstm(4, 6, rng), new Lstm(6, 5, rng)), new Dropout(0.5), rng)),
        kind(
            "a stack of both ways, dropout around",
            rng ->
                new Dropping<>(
                    new Stacked<>(
                        List.of(
                            new Bidirectional<>(new Gru(4, 3, rng), new Gru(4, 3, rng)),
                            new Bidirectional<>(new Gru(6, 2, rng), new Gru(6, 2, rng)))),
                    new Dropout(0.2),
                    new Dropout(0.3),
                    rng)));
  }

  private static Model<int[][], int[][]> model(Function<SplitMix, Layer<?>> kind, long seed) {
    SplitMix rng = new SplitMix(seed);
    Layer<?> layer = kind.apply(rng);
    List<Layer<?>> layers = List.of(layer, new MinGru(layer.hiddenSize(), 3, rng));
    return new Model<>(Input.embedded(K, 4, rng), layers, Readout.EACH_STEP, 5, Loss.tags(), rng)
        .dropout(0.1, 0.2, 0.3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void a_model_comes_back_to_the_bit(String name, Function<SplitMix, Layer<?>> kind) {
    Path file = folder.resolve("model.safetensors");
    Model<int[][], int[][]> one = model(kind, 1);
    one.fit(new Adam(0.01)).epochs(2).on(ROWS, TAGS);
    one.save(file);
    Model<int[][], int[][]> two = model(kind, 2);
    assertFalse(Arrays.equals(one.outputs(ROWS).data(), two.outputs(ROWS).data()));
    two.load(file);
    assertArrayEquals(one.outputs(ROWS).data(), two.outputs(ROWS).data());
    long learnt = one.parameters().stream().mapToLong(p -> p.value.data().length).sum();
    assertEquals(
        learnt,
        Safetensors.read(file).tensors().values().stream()
            .mapToLong(t -> t.value().data().length)
            .sum(),
        "all that is learnt is in the file");
  }

  private static EncoderDecoder<BothWays<HiddenState>, HiddenState> translator(
      Looking looking, long seed) {
    SplitMix rng = new SplitMix(seed);
    Bidirectional<HiddenState> encoder =
        new Bidirectional<>(new Gru(4, 5, rng), new Gru(4, 5, rng));
    Gru decoder = new Gru(looking == Looking.WITH_INPUT_FEEDING ? 9 : 3, 6, rng);
    return new EncoderDecoder<>(
        K, encoder, Bridge.dense(encoder, decoder, rng), 5, decoder, looking, 0, rng);
  }

  @ParameterizedTest
  @EnumSource
  void a_translator_comes_back_to_the_bit(Looking looking) {
    Path file = folder.resolve("translator.safetensors");
    var one = translator(looking, 1);
    var two = translator(looking, 2);
    Weights.of(one.named()).save(file);
    assertTrue(one.read(ROWS, TAGS) != two.read(ROWS, TAGS));
    Weights.of(two.named()).load(file);
    assertEquals(one.read(ROWS, TAGS), two.read(ROWS, TAGS));
    Matrix said = one.next(new int[] {0, 0, 0}, one.encode(ROWS)).logits();
    Matrix again = two.next(new int[] {0, 0, 0}, two.encode(ROWS)).logits();
    assertArrayEquals(said.data(), again.data());
  }

  private static final Function<SplitMix, Layer<?>> GRU = rng -> new Gru(4, 5, rng);

  private String refused(Path file) {
    Model<int[][], int[][]> model = model(GRU, 3);
    double[] before = model.outputs(ROWS).data();
    RuntimeException e = assertThrows(RuntimeException.class, () -> model.load(file));
    assertTrue(
        e instanceof IllegalArgumentException || e instanceof UncheckedIOException, e.toString());
    assertArrayEquals(before, model.outputs(ROWS).data(), "nothing is changed");
    return e.getMessage().replace(folder + "/", "");
  }

  @Test
  void a_file_that_does_not_fit_is_refused_with_a_sentence() throws IOException {
    Path file = folder.resolve("m");
    assertEquals("there is no file m", refused(file));
    Files.createDirectory(folder.resolve("d"));
    assertTrue(refused(folder.resolve("d")).startsWith("cannot read d"));
    Files.write(file, new byte[0]);
    assertEquals(
        "m: not a safetensors file: a header of 0 bytes in a file of 0 bytes", refused(file));
    Files.writeString(file, "{\"weights\": [1, 2, 3]}, which is text");
    assertTrue(refused(file).startsWith("m: not a safetensors file"));
    model(rng -> new Lstm(4, 5, rng), 1).save(file);
    String message = refused(file);
    assertTrue(message.contains("layer0.Wh[5, 20] in place of [5, 15]"), message);
    assertTrue(message.contains("no layer0.bhn"), message);
    model(GRU, 1).save(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    assertTrue(refused(file).startsWith("m: "), "cut off");
    Map<String, Tensor> tensors = new TreeMap<>();
    for (var entry : model(GRU, 1).named().entrySet()) {
      Parameter p = entry.getValue();
      p.value.data()[0] = entry.getKey().equals("head.W") ? Double.NaN : 0;
      tensors.put(entry.getKey(), Tensor.matrix(p.value));
    }
    Safetensors.write(file, new Safetensors.Contents(tensors, Map.of()));
    assertEquals(
        "m: head.W holds NaN or infinity; a model with it would compute nothing else",
        refused(file));
  }

  /** A parameter that stands in two places is named, trained and saved once; none is lost. */
  @Test
  void parameters_of_one_name_are_all_there() {
    SplitMix rng = new SplitMix(1);
    LstmCell shared = new LstmCell(5, 5, rng);
    Layer<?> layer =
        new Stacked<>(List.of(new Lstm(4, 5, rng), new Lstm(shared), new Lstm(shared)));
    Model<int[][], int[]> model =
        new Model<>(
            Input.embedded(K, 4, rng), List.of(layer), Readout.MEAN, 2, Loss.classes(), rng);
    assertEquals(
        "[input.W, layer0.0.Wx, layer0.0.Wh, layer0.0.b, layer0.1.Wx, layer0.1.Wh, layer0.1.b,"
            + " head.W, head.b]",
        model.named().keySet().toString());
    Names names =
        new Names()
            .all("x.", List.of(parameter("W"), parameter("W"), parameter("b"), parameter("W")));
    assertEquals("[x.W, x.W1, x.b, x.W2]", names.map().keySet().toString());
  }

  @Test
  void parameters_of_nested_layers_are_named_by_where_they_stand() {
    SplitMix rng = new SplitMix(1);
    Stacked<BothWays<HiddenState>> stack =
        new Stacked<>(
            List.of(
                new Bidirectional<>(new Gru(2, 3, rng), new Gru(2, 3, rng)),
                new Bidirectional<>(new Gru(6, 2, rng), new Gru(6, 2, rng))));
    assertEquals(
        "[0.forward.Wx, 0.backward.Wx, 1.forward.Wx, 1.backward.Wx]",
        new Names()
            .layer("", stack).map().keySet().stream()
                .filter(n -> n.endsWith("Wx"))
                .toList()
                .toString());
    LstmCell tied = new LstmCell(4, 4, rng);
    Stacked<?> four =
        new Stacked<>(
            List.of(new Lstm(3, 4, rng), new Lstm(tied), new Lstm(tied), new Lstm(4, 5, rng)));
    assertEquals(
        "[0.Wx, 1.Wx, 3.Wx]",
        new Names()
            .layer("", four).map().keySet().stream()
                .filter(n -> n.endsWith("Wx"))
                .toList()
                .toString());
  }

  private static Parameter parameter(String name) {
    return new Parameter(name, new Matrix(1, 1));
  }
}
