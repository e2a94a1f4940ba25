package unrolled.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.cell.HiddenState;
import unrolled.layer.Bridge;
import unrolled.layer.Dropping;
import unrolled.layer.EncoderDecoder;
import unrolled.layer.EncoderDecoder.Looking;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Next;
import unrolled.nn.Dropout;
import unrolled.train.Adam;
import unrolled.train.BeamSearch;
import unrolled.train.Metrics;
import unrolled.train.SplitMix;
import unrolled.train.TrainingEvent.EpochDone;

class TranslatorTest {
  private static final int START = 0;
  private static final int END = 1;
  private static final int TOKENS = 6; // START and END among them
  private static final int LONGEST = 5;
  private static final int[][] SOURCES = {{1, 2, 3, 4}, {4, 0}, {3}};
  private static final int[][] TARGETS = {{5, 2}, {2, 3, 4, 3}, {}};

  @TempDir Path folder;

  private static EncoderDecoder<HiddenState, HiddenState> network(Looking looking, SplitMix rng) {
    Gru decoder = new Gru(looking == Looking.WITH_INPUT_FEEDING ? 11 : 4, 8, rng);
    return new EncoderDecoder<>(
        5, new Gru(3, 8, rng), Bridge.same(), TOKENS, decoder, looking, START, rng);
  }

  private static Translator translator(
      EncoderDecoder<HiddenState, HiddenState> network, SplitMix rng) {
    return new Translator(network, END, LONGEST, rng);
  }

  private static Translator translator(long seed) {
    SplitMix rng = new SplitMix(seed);
    return translator(network(Looking.AT_EACH_STEP, rng), rng);
  }

  /** Sources of tokens 0 to 3 to the same backwards, as tokens 2 to 5. */
  private static int[][][] backwards(int count) {
    SplitMix rng = new SplitMix(9);
    int[][] sources =
        IntStream.range(0, count)
            .mapToObj(n -> rng.ints(1 + n % 3, 0, 4).toArray())
            .toArray(int[][]::new);
    int[][] targets =
        Arrays.stream(sources)
            .map(s -> IntStream.range(0, s.length).map(t -> 2 + s[s.length - 1 - t]).toArray())
            .toArray(int[][]::new);
    return new int[][][] {sources, targets};
  }

  @ParameterizedTest
  @EnumSource
  void it_learns_what_the_network_learns_of_targets_that_end(Looking looking) {
    SplitMix rng = new SplitMix(4);
    EncoderDecoder<HiddenState, HiddenState> network = network(looking, rng);
    Translator translator = translator(network, rng);
    int[][] ended = {{5, 2, END}, {2, 3, 4, 3, END}, {END}};
    double expected = network.learn(SOURCES, ended);
    double[] gradient = network.head.W.grad.data().clone();
    translator.parameters().forEach(p -> p.zeroGrad());
    assertEquals(expected, translator.learn(SOURCES, TARGETS));
    assertArrayEquals(gradient, network.head.W.grad.data());
    assertEquals(expected, translator.evaluate(SOURCES, TARGETS).loss());
  }

  @ParameterizedTest
  @EnumSource
  void what_it_writes_for_a_batch_is_what_the_network_writes_for_each_alone(Looking looking) {
    SplitMix rng = new SplitMix(3);
    EncoderDecoder<HiddenState, HiddenState> network = network(looking, rng);
    Translator translator = translator(network, rng);
    int[][][] pairs = backwards(160);
    translator.fit(new Adam(0.02)).epochs(8).batch(16).clip(1).on(pairs[0], pairs[1]);
    int[][] sources = Arrays.copyOf(pairs[0], 40);
    int[][] written = translator.predict(sources);
    int[][] cut = new Translator(network, END, 2, rng).predict(sources);
    for (int n = 0; n < sources.length; n++) {
      assertArrayEquals(greedy(network, sources[n]), written[n], "source " + n);
      assertArrayEquals(
          Arrays.copyOf(written[n], Math.min(2, written[n].length)), cut[n], "source " + n);
    }
    long lengths = Arrays.stream(written).mapToInt(text -> text.length).distinct().count();
    assertTrue(lengths > 1, "some texts end sooner than others");
  }

  private static int[] greedy(EncoderDecoder<HiddenState, HiddenState> network, int[] source) {
    List<Integer> text = new ArrayList<>();
    EncoderDecoder.Writing<HiddenState> at = network.encode(new int[][] {source});
    int last = START;
    while (text.size() < LONGEST) {
      Next<EncoderDecoder.Writing<HiddenState>> next = network.next(new int[] {last}, at);
      at = next.state();
      last = Metrics.largest(next.logits(), 0);
      if (last == END) {
        break;
      }
      text.add(last);
    }
    return text.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void a_wider_search_writes_what_the_beam_search_finds() {
    SplitMix rng = new SplitMix(6);
    EncoderDecoder<HiddenState, HiddenState> network = network(Looking.AT_EACH_STEP, rng);
    int[][] written = translator(network, rng).predict(SOURCES, 4, 0.5);
    for (int n = 0; n < SOURCES.length; n++) {
      List<Integer> best =
          new BeamSearch(4, END, LONGEST + 1, 0.5)
              .search(
                  START,
                  network.encode(new int[][] {SOURCES[n]}),
                  (token, at) -> network.next(new int[] {token}, at))
              .get(0)
              .tokens();
      int[] expected =
          best.stream().mapToInt(Integer::intValue).filter(token -> token != END).toArray();
      assertArrayEquals(
          Arrays.copyOf(expected, Math.min(LONGEST, expected.length)), written[n], "source " + n);
    }
  }

  @Test
  void a_text_counts_as_right_when_all_of_it_is() {
    int[][] written = {{5, 2}, {2, 3, 4}, {}, {2, 4}};
    int[][] targets = {{5, 2}, {2, 3, 4, 3}, {}, {2, 3}};
    assertEquals(0.5, new Translator.Evaluation(0, written, targets).accuracy());
  }

  @Test
  void a_fit_teaches_it_to_write_backwards_and_its_file_keeps_that() {
    Translator translator = translator(2);
    int[][][] pairs = backwards(160);
    List<EpochDone> epochs =
        translator.fit(new Adam(0.02)).epochs(40).batch(16).clip(1).on(pairs[0], pairs[1]);
    assertTrue(epochs.get(39).loss() < 0.1, () -> epochs.get(39).toString());
    assertTrue(translator.evaluate(pairs[0], pairs[1]).accuracy() > 0.9);
    Path file = folder.resolve("backwards.safetensors");
    translator.save(file);
    Translator other = translator(5);
    other.load(file);
    assertArrayEquals(translator.predict(pairs[0]), other.predict(pairs[0]));
  }

  @Test
  void a_killed_fit_ends_where_one_that_was_not_ends() {
    int[][][] pairs = backwards(30);
    double whole = validated(translator(7), pairs, folder.resolve("whole"), 0);
    Path file = folder.resolve("killed");
    assertThrows(IllegalStateException.class, () -> validated(translator(7), pairs, file, 2));
    assertEquals(whole, validated(translator(8), pairs, file, 0));
  }

  private static double validated(Translator translator, int[][][] pairs, Path file, int kill) {
    translator
        .fit(new Adam(0.01))
        .epochs(5)
        .batch(8)
        .validation(pairs[0], pairs[1])
        .patience(2)
        .checkpoint(file)
        .listener(
            event -> {
              if (event instanceof EpochDone done && done.epoch() == kill) {
                throw new IllegalStateException("killed");
              }
            })
        .on(pairs[0], pairs[1]);
    return translator.evaluate(pairs[0], pairs[1]).loss();
  }

  @Test
  void what_does_not_fit_is_refused_with_a_sentence() {
    Translator translator = translator(1);
    assertEquals(
        "Translator: row 1 of the targets holds 1, the token that ends a text, at step 2; expected"
            + " rows without it, it is added to each",
        refused(() -> translator.learn(SOURCES, new int[][] {{2}, {3, 4, END}, {2}})));
    assertEquals(
        "Translator: row 2 of the targets is null; expected its tokens",
        refused(() -> translator.evaluate(SOURCES, new int[][] {{2}, {3}, null})));
    assertEquals(
        "Translator: 3 inputs have 2 answers",
        refused(() -> translator.fit(new Adam(0.1)).on(SOURCES, new int[][] {{2}, {3}})));
    assertEquals(
        "fit: a translator reads each source from its start, so it cannot be stateful",
        refused(
            () ->
                translator
                    .fit(new Adam(0.1))
                    .stateful()
                    .on(1, step -> new Examples<>(SOURCES, TARGETS))));
    SplitMix rng = new SplitMix(1);
    EncoderDecoder<HiddenState, HiddenState> network = network(Looking.NEVER, rng);
    assertEquals(
        "Translator: end 6; the tokens of the target are 0 to 5",
        refused(() -> new Translator(network, TOKENS, LONGEST, rng)));
    assertEquals(
        "Translator: longest must be positive, got 0",
        refused(() -> new Translator(network, END, 0, rng)));
    translator.parameters().forEach(p -> assertEquals(0, p.grad.norm()));
  }

  @Test
  void a_checkpoint_needs_dropout_that_it_can_save() {
    SplitMix rng = new SplitMix(1);
    Layer<HiddenState> decoder =
        new Dropping<>(new Gru(4, 8, rng), new Dropout(0.1), new Dropout(0), new SplitMix(2));
    Translator translator =
        new Translator(
            new EncoderDecoder<>(5, new Gru(3, 8, rng), TOKENS, decoder, START, rng),
            END,
            LONGEST,
            rng);
    assertEquals(
        "checkpoint: the decoder drops with a generator of its own, whose state is not saved; give"
            + " it the translator's generator",
        refused(
            () ->
                translator
                    .fit(new Adam(0.1))
                    .checkpoint(folder.resolve("run"))
                    .on(SOURCES, TARGETS)));
  }

  private static String refused(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
