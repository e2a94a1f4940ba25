package e18_lstm_step;

import e18_lstm_step.LstmStep.State;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e18")
class LstmStepTest extends Ladder<LstmStep> {
  private static final double EIGHT_DIGITS = 1e-8;
  private static final double OPEN = 50;

  LstmStepTest() {
    super(LstmStep.class, "the state");
  }

  @Override
  protected void rungs() {
    double ln3 = Math.log(3);
    shapes("h and c have a row for each example and a column for each unit");
    byHand(
        "By hand: i = 0.5, f = 0.75, g = 0.5, o = 0.25; c = 0.75·2 + 0.5·0.5; h = 0.25·tanh(1.75).",
        new State(Matrix.row(0.25 * Math.tanh(1.75)), Matrix.row(1.75)),
        Matrix.row(1),
        Matrix.row(0),
        Matrix.row(2),
        Matrix.row(0, ln3, ln3 / 2, -ln3),
        Matrix.row(0.1, 0.2, 0.3, 0.4),
        Matrix.row(0, 0, 0, 0));
    reference(
        "with no weights half of the cell state is kept",
        "cPrev alone",
        "Weights and biases are zero here, so every gate is σ(0) = 0.5 and g = 0:"
            + " c = 0.5·cPrev, h = 0.5·tanh(c).");
    eachGate();
    part(
        "c",
        "the cell state keeps and takes up what the gates let through",
        "large cPrev",
        "x and hPrev are zero here, so the blocks of z are those of b: c = f ⊙ cPrev + i ⊙ g.");
    part(
        "h",
        "the hidden state shows a share of tanh(c)",
        "large cPrev",
        "c is so large here that tanh(c) is 1 or −1, whatever the gates f and i are:"
            + " h = o ⊙ tanh(c) is o or −o.");
    alone(
        "x·Wx",
        "with the input alone, z is x·Wx",
        "x alone",
        "hPrev and b are zero here, so z = x·Wx.",
        "c",
        "h");
    alone(
        "hPrev·Wh",
        "with the previous hidden state alone, z is hPrev·Wh",
        "hPrev alone",
        "x and b are zero here, so z = hPrev·Wh: is the state used, and Wh as it stands?",
        "c",
        "h");
    reference(
        "all terms together give the values of PyTorch",
        "all terms",
        "Each part is right by itself or not: look at the tests above first.");
    cs231n();
    reference(
        "a batch of one works",
        "batch of one",
        "The batch holds one example here: take the sizes from the inputs.");
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    rung("a closed input gate and an open forget gate hold the cell state", this::holdsTheCell);
    large(
        "large inputs saturate and stay finite",
        "Math.tanh and 1 / (1 + e⁻ᶻ) do not overflow. Where e to a large number is divided by the"
            + " like, as in eᶻ / (1 + eᶻ), the quotient is ∞/∞ = NaN.",
        "x",
        "Wx");
    large(
        "a large cell state is kept as it is",
        "Nothing bounds c: it is f ⊙ cPrev + i ⊙ g, however large. Only h is squashed.",
        "cPrev");
    nan(
        "a NaN stays in its row",
        "x",
        "A NaN in row 0 of x makes row 0 of h and c NaN, and no other: examples do not mix.");
  }

  /** In each, the other blocks are set so that a slip in one of them shows as little as can be. */
  private void eachGate() {
    alone(
        "the forget gate f",
        "the forget gate is the second block",
        "f alone",
        "Only the bias of the second block is left: f = σ(±ln 3) is 0.75 and 0.25. cPrev is 0.001"
            + " and nothing is written, so c = 0.001·f, and h = c, since o is 1.",
        "h");
    alone(
        "the input gate i",
        "the input gate is the first block",
        "i alone",
        "Only the bias of the first block is left: i = σ(±ln 3) is 0.75 and 0.25. cPrev is 0 and g"
            + " is 0.001, so c = 0.001·i, and h = c, since o is 1.",
        "h",
        "the candidate g");
    alone(
        "the candidate g",
        "the candidate is the third block",
        "g alone",
        "Only the bias of the third block is left: g = tanh(±ln 3) is 0.8 and −0.8. cPrev is 0, i"
            + " and o are 1, so c = g and h = tanh(c).",
        "h",
        "the input gate i");
    alone(
        "the output gate o",
        "the output gate is the fourth block",
        "o alone",
        "Only the bias of the fourth block is left: o = σ(±ln 3) is 0.75 and 0.25. cPrev is 0.001,"
            + " f is 1 and nothing is written, so c = 0.001 and h = 0.001·o.",
        "c");
  }

  private void cs231n() {
    published(
        "the values published with CS231n come out",
        "From assignment 3 of Stanford's CS231n.",
        new State(
            Matrix.of(
                new double[][] {
                  {0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904},
                  {0.49223563, 0.55611431, 0.61507696, 0.66844003, 0.7159181},
                  {0.56735664, 0.66310127, 0.74419266, 0.80889665, 0.858299}
                }),
            Matrix.of(
                new double[][] {
                  {0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407},
                  {0.66382255, 0.76674007, 0.87195994, 0.97902709, 1.08751345},
                  {0.74192008, 0.90592151, 1.07717006, 1.25120233, 1.42395676}
                })),
        EIGHT_DIGITS,
        Fixture.given(
            LstmStep.class,
            line(-0.4, 1.2, 3, 4),
            line(-0.3, 0.7, 3, 5),
            line(-0.4, 0.9, 3, 5),
            reordered(line(-2.1, 1.3, 4, 20)),
            reordered(line(-0.7, 2.2, 5, 20)),
            reordered(line(0.3, 0.7, 1, 20))));
  }

  /** CS231n has its blocks in the order i f o g. */
  private static Matrix reordered(Matrix ifog) {
    int H = ifog.cols() / 4;
    return Matrix.beside(
        ifog.columns(0, 2 * H), ifog.columns(3 * H, 4 * H), ifog.columns(2 * H, 3 * H));
  }

  private void holdsTheCell(LstmStep step) {
    Fixture inputs = fixture().zero("Wx", "Wh");
    int H = inputs.size("H");
    Matrix b = new Matrix(1, 4 * H);
    for (int j = 0; j < H; j++) {
      b.set(0, j, -OPEN);
      b.set(0, H + j, OPEN);
    }
    State state = new State(inputs.matrix("hPrev"), inputs.matrix("cPrev"));
    for (int t = 0; t < 100; t++) {
      Fixture next = inputs.with("hPrev", state.h()).with("cPrev", state.c()).with("b", b);
      state = next.on(step);
      Expect.that(state != null, "forward returns null.");
    }
    Expect.close(
        "c after 100 steps",
        inputs.matrix("cPrev"),
        state.c(),
        "With i = 0 and f = 1 nothing is written and nothing forgotten: c = cPrev, for ever.");
  }
}
