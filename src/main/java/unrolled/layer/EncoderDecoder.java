package unrolled.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.cell.StepGradient;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.Embedding;
import unrolled.nn.LossValue;
import unrolled.nn.Parameter;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A network that reads one sequence and writes another, whose length may differ.
 *
 * <pre>{@code
 * e_1 … e_S, s = encoder(E[source])                            outputs, last state
 * h_1 … h_T = decoder(F[start, y_1 … y_(T−1)], from bridge(s)) teacher forcing
 * a_t       = attention(h_t, e_1 … e_S), or h_t without it
 * z_t       = a_t·W + b                                        (N × K), K tokens of the target
 * loss      = −mean over t and n of log P(y_t)                 in nats per token
 *
 * backward: head → attention → decoder → F, ds → bridge → encoder → E
 * }</pre>
 *
 * <p>Teacher forcing gives the decoder the right token of the step before, not its own guess, so
 * all steps can be learnt at once; when it writes, {@link #next} is given its own tokens. With
 * input feeding the decoder reads a_(t−1) beside each token, so its steps follow one another. E and
 * F are embeddings. {@code unrolled.model.Translator} trains one and writes with it. The rows of a
 * batch may be of different lengths. Dropout acts while it learns, and never while it reads or
 * writes. Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks", 2014;
 * for attention see {@link LuongAttention}.
 *
 * @param <E> the state of the encoder
 * @param <S> the state of the decoder
 */
public final class EncoderDecoder<E extends State<E>, S extends State<S>> {
  /** Whether the decoder looks back at the encoder's outputs, and whether it reads what it saw. */
  public enum Looking {
    NEVER,
    AT_EACH_STEP,
    WITH_INPUT_FEEDING
  }

  public final Embedding sourceTokens; // E
  public final Embedding targetTokens; // F
  public final Dense head; // (H × K)
  private final Layer<E> encoder;
  private final Bridge<E, S> bridge;
  private final Layer<S> decoder;
  private final Looking looking;
  private final LuongAttention attention;
  private final int start;

  /**
   * A model over two layers whose states are of one kind and size, without attention. They must not
   * be one object, as each keeps what it computed for its backward pass.
   *
   * @param sources the number of tokens of the source
   * @param targets K, the number of tokens of the target
   * @param start the token of the target that the decoder reads first
   */
  public EncoderDecoder(
      int sources,
      Layer<E> encoder,
      int targets,
      Layer<S> decoder,
      int start,
      RandomGenerator rng) {
    this(
        sources,
        encoder,
        sameStates(encoder, decoder),
        targets,
        decoder,
        Looking.NEVER,
        start,
        rng);
  }

  /**
   * A model over any two layers.
   *
   * @param bridge how the decoder begins; {@link Bridge#dense} for states of two kinds
   * @param looking with input feeding the decoder reads its own outputs beside the features of a
   *     token, so it needs an input size larger than H, and must be a layer of one cell
   */
  public EncoderDecoder(
      int sources,
      Layer<E> encoder,
      Bridge<E, S> bridge,
      int targets,
      Layer<S> decoder,
      Looking looking,
      int start,
      RandomGenerator rng) {
    Layer.requireDistinct("EncoderDecoder", List.of(encoder, decoder));
    if (decoder.readsAhead()) {
      throw new IllegalArgumentException(
          "EncoderDecoder: the decoder reads in both directions, so it would read the answer that"
              + " it is to write; expected one that reads forward only");
    }
    if (start < 0 || start >= targets) {
      throw new IllegalArgumentException(
          "EncoderDecoder: start %d; the tokens are 0 to %d".formatted(start, targets - 1));
    }
    if (looking == Looking.NEVER && Dropping.dropsOutputs(encoder)) {
      throw new IllegalArgumentException(
          "EncoderDecoder: the encoder drops of its outputs, which nothing looks at: without"
              + " attention the decoder is given its last state, of which nothing is dropped;"
              + " expected new Dropout(0) after the encoder");
    }
    this.encoder = encoder;
    this.bridge = bridge;
    this.decoder = decoder;
    this.looking = looking;
    this.start = start;
    sourceTokens = new Embedding(sources, encoder.inputSize(), rng);
    targetTokens = new Embedding(targets, features(decoder, looking), rng);
    attention =
        looking == Looking.NEVER
            ? null
            : new LuongAttention(decoder.hiddenSize(), encoder.hiddenSize(), rng);
    head = new Dense(decoder.hiddenSize(), targets, rng);
  }

  /** The numbers of a token that the decoder reads. */
  private static int features(Layer<?> decoder, Looking looking) {
    if (looking != Looking.WITH_INPUT_FEEDING) {
      return decoder.inputSize();
    }
    int features = decoder.inputSize() - decoder.hiddenSize();
    if (features < 1 || !(decoder instanceof CellLayer)) {
      throw new IllegalArgumentException(
          "EncoderDecoder: input feeding needs a decoder of one cell that reads a token beside its"
              + " own %d outputs, got one that reads %d numbers%s"
                  .formatted(
                      decoder.hiddenSize(),
                      decoder.inputSize(),
                      decoder instanceof CellLayer ? "" : " and is made of several parts"));
    }
    return features;
  }

  @SuppressWarnings("unchecked") // the states were found to be of one class
  private static <E extends State<E>, S extends State<S>> Bridge<E, S> sameStates(
      Layer<E> encoder, Layer<S> decoder) {
    E last = encoder.zeroState(1);
    S first = decoder.zeroState(1);
    List<Integer> left = last.parts().stream().map(Matrix::cols).toList();
    List<Integer> right = first.parts().stream().map(Matrix::cols).toList();
    if (!last.getClass().equals(first.getClass()) || !left.equals(right)) {
      throw new IllegalArgumentException(
          "EncoderDecoder: expected two layers with states of one kind and equally many units, got"
              + " %s of %s and %s of %s; Bridge.dense leads from one to the other"
                  .formatted(
                      last.getClass().getSimpleName(),
                      left,
                      first.getClass().getSimpleName(),
                      right));
    }
    return (Bridge<E, S>) Bridge.<S>same();
  }

  /**
   * A decoder that is about to write.
   *
   * @param state of the decoder
   * @param states the outputs of the encoder, to look at
   * @param said what the decoder said last, after its look (N × H); zeros at first
   * @param weights where it looked last (N × S); zeros at first
   */
  public record Writing<S>(S state, Sequence states, Matrix said, Matrix weights) {}

  /** All of one pass over a batch. */
  private record Pass<S>(
      Sequence states,
      Tokens read,
      Sequence h,
      List<Step<S>> steps,
      List<LuongAttention.Seen> seen,
      Matrix said,
      LossValue loss) {}

  /** The loss of writing {@code targets[n][t]} after reading {@code sources[n][t]}. */
  public double read(int[][] sources, int[][] targets) {
    training(false);
    return forward(sources, targets).loss.mean();
  }

  /** Where each step of the targets looked, if there is attention: for heat maps. */
  public Attention.Looks looks(int[][] sources, int[][] targets) {
    if (attention == null) {
      throw new IllegalStateException("EncoderDecoder: expected a model with attention");
    }
    training(false);
    Pass<S> pass = forward(sources, targets);
    if (pass.seen.size() == 1) {
      return pass.seen.get(0).looks();
    }
    Sequence shape = new Tokens(targets).sequence(pass.said);
    Matrix[] parts = pass.seen.stream().map(s -> s.looks().weights().flat()).toArray(Matrix[]::new);
    Matrix[] contexts =
        pass.seen.stream().map(s -> s.looks().contexts().flat()).toArray(Matrix[]::new);
    return new Attention.Looks(
        shape.withFlat(Sequence.of(List.of(parts)).flat()).clean(),
        shape.withFlat(Sequence.of(List.of(contexts)).flat()).clean());
  }

  /**
   * As {@link #read}, and adds to the gradients of all parts; if the loss is NaN or infinite, no
   * gradient is added.
   */
  public double learn(int[][] sources, int[][] targets) {
    training(true);
    Pass<S> pass = forward(sources, targets);
    if (!Double.isFinite(pass.loss.mean())) {
      return pass.loss.mean();
    }
    Matrix dSaid = head.backward(pass.loss.gradient(), pass.said);
    Sequence dStates = pass.states.withFlat(pass.states.zeros().flat());
    S dFirst =
        looking == Looking.WITH_INPUT_FEEDING
            ? backOneByOne(dSaid, pass, dStates)
            : backAtOnce(dSaid, pass, dStates);
    Sequence dx = encoder.backward(dStates, bridge.backward(dFirst));
    sourceTokens.backward(dx.flat(), new Tokens(sources).ids());
    return pass.loss.mean();
  }

  private S backAtOnce(Matrix dSaid, Pass<S> pass, Sequence dStates) {
    Matrix dh = dSaid;
    if (attention != null) {
      dh = attention.backward(dSaid, pass.seen.get(0), pass.states, dStates);
    }
    Sequence dx = decoder.backward(pass.h.withFlat(dh));
    targetTokens.backward(dx.flat(), pass.read.ids());
    return decoder.dInitial();
  }

  private S backOneByOne(Matrix dSaid, Pass<S> pass, Sequence dStates) {
    Cell<S> cell = ((CellLayer<S>) decoder).cell();
    int features = targetTokens.W.value.cols();
    Sequence d = pass.read.sequence(dSaid);
    List<Matrix> dTokens = new ArrayList<>();
    S dState = cell.zeroState(d.batch());
    Matrix dFed = new Matrix(d.batch(), cell.hiddenSize());
    for (int t = d.steps() - 1; t >= 0; t--) {
      Matrix dy = d.step(t).addInPlace(dFed);
      Matrix dh = attention.backward(dy, pass.seen.get(t), pass.states, dStates);
      StepGradient<S> g = cell.backward(dState.withH(dState.h().plus(dh)), pass.steps.get(t));
      dTokens.add(0, g.dx().columns(0, features));
      dFed = g.dx().columns(features, g.dx().cols());
      dState = g.dPrevious();
    }
    targetTokens.backward(Sequence.of(dTokens).flat(), pass.read.ids());
    return dState;
  }

  private Pass<S> forward(int[][] sources, int[][] targets) {
    Tokens answers = new Tokens(targets);
    answers.requireBelow(targetTokens.W.value.rows(), "target: token");
    Tokens read = late(targets);
    Sequence x = embed(read, targetTokens);
    requireFinite("the vectors of the target's tokens", x.flat());
    if (sources.length != targets.length) {
      throw new IllegalArgumentException(
          "EncoderDecoder: %d sources and %d targets".formatted(sources.length, targets.length));
    }
    Writing<S> begin = begin(sources);
    Sequence states = begin.states;
    Sequence h = null;
    List<Step<S>> steps = new ArrayList<>();
    List<LuongAttention.Seen> seen = new ArrayList<>();
    Matrix said;
    if (looking == Looking.WITH_INPUT_FEEDING) {
      List<Matrix> all = new ArrayList<>();
      S state = begin.state;
      Matrix fed = begin.said;
      for (int t = 0; t < x.steps(); t++) {
        Step<S> step =
            ((CellLayer<S>) decoder).cell().forward(Matrix.beside(x.step(t), fed), state);
        state = step.state();
        steps.add(step);
        seen.add(attention.forward(Sequence.of(List.of(state.h())), states));
        fed = seen.get(t).y().flat();
        all.add(fed);
      }
      said = Sequence.of(all).flat();
    } else {
      h = decoder.forward(x, begin.state);
      if (attention != null) {
        seen.add(attention.forward(h, states));
      }
      said = attention == null ? h.flat() : seen.get(0).y().flat();
    }
    LossValue loss = SoftmaxCrossEntropy.of(head.forward(said), answers.ids(), answers.real());
    return new Pass<>(states, read, h, steps, seen, said, loss);
  }

  /** What the decoder reads while it should write {@code targets}: the same, one step late. */
  private Tokens late(int[][] targets) {
    return new Tokens(
        Arrays.stream(targets)
            .map(y -> IntStream.range(0, y.length).map(t -> t == 0 ? start : y[t - 1]).toArray())
            .toArray(int[][]::new));
  }

  private static Sequence embed(Tokens tokens, Embedding embedding) {
    return tokens.sequence(embedding.forward(tokens.ids()));
  }

  /** What {@link #next} begins with, by reading the start token. It stays as it is. */
  public Writing<S> encode(int[][] sources) {
    training(false);
    Writing<S> begin = begin(sources);
    return new Writing<>(begin.state, begin.states.copy(), begin.said, begin.weights);
  }

  private Writing<S> begin(int[][] sources) {
    Tokens read = new Tokens(sources);
    read.requireBelow(sourceTokens.W.value.rows(), "source: token");
    Sequence x = embed(read, sourceTokens);
    requireFinite("the vectors of the source's tokens", x.flat());
    Sequence states = encoder.forward(x);
    requireFinite("the outputs of the encoder", states.flat());
    S first = bridge.forward(encoder.last());
    first.parts().forEach(part -> requireFinite("the numbers with which the decoder begins", part));
    int N = states.batch();
    return new Writing<>(
        first, states, new Matrix(N, decoder.hiddenSize()), new Matrix(N, states.steps()));
  }

  private static void requireFinite(String what, Matrix m) {
    if (!m.isFinite()) {
      throw new ArithmeticException(
          "EncoderDecoder: " + what + " are not finite: the weights have grown too large");
    }
  }

  /** One token further: the logits of what comes next (N × K), and how to go on. */
  public Next<Writing<S>> next(int[] token, Writing<S> writing) {
    if (token.length != writing.states.batch()) {
      throw new IllegalArgumentException(
          "EncoderDecoder: %d sources were read, and %d tokens written"
              .formatted(writing.states.batch(), token.length));
    }
    training(false);
    int[][] rows = IntStream.of(token).mapToObj(id -> new int[] {id}).toArray(int[][]::new);
    Sequence x = embed(new Tokens(rows), targetTokens);
    if (looking == Looking.WITH_INPUT_FEEDING) {
      x = x.withFlat(Matrix.beside(x.flat(), writing.said));
    }
    Sequence h = decoder.forward(x, writing.state);
    Matrix said = h.flat().copy();
    Matrix weights = writing.weights;
    if (attention != null) {
      LuongAttention.Seen seen = attention.forward(h.copy(), writing.states);
      said = seen.y().flat();
      weights = seen.looks().weights().flat();
    }
    Writing<S> after = new Writing<>(decoder.last(), writing.states, said, weights);
    return new Next<>(head.forward(said), after);
  }

  private void training(boolean on) {
    encoder.training(on);
    decoder.training(on);
  }

  /** The token of the target that the decoder reads first. */
  public int start() {
    return start;
  }

  public Layer<E> encoder() {
    return encoder;
  }

  public Layer<S> decoder() {
    return decoder;
  }

  public Bridge<E, S> bridge() {
    return bridge;
  }

  /** The attention of the decoder, for its weights. */
  public LuongAttention attention() {
    if (attention == null) {
      throw new IllegalStateException("EncoderDecoder: expected a model with attention");
    }
    return attention;
  }

  /**
   * The parameters by where they stand: {@code source.W}, {@code encoder.forward.Wx}, {@code
   * bridge.W}, {@code target.W}, {@code decoder.Wh}, {@code attention.W}, {@code head.b} and so on;
   * one that stands in two places has its first name. {@code Weights.of(named()).save(file)} keeps
   * them in a file.
   */
  public Map<String, Parameter> named() {
    return new Names()
        .all("source.", sourceTokens.parameters())
        .layer("encoder.", encoder)
        .all("bridge.", bridge.parameters())
        .all("target.", targetTokens.parameters())
        .layer("decoder.", decoder)
        .all("attention.", attention == null ? List.of() : attention.parameters())
        .all("head.", head.parameters())
        .map();
  }

  /** All that is learnt, each once, in the order of {@link #named}. */
  public List<Parameter> parameters() {
    return List.copyOf(named().values());
  }
}
