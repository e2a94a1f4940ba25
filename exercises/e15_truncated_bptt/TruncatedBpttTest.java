package e15_truncated_bptt;

import e15_truncated_bptt.TruncatedBptt.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.train.TruncatedBptt.Read;

@Tag("e15")
class TruncatedBpttTest extends Ladder<TruncatedBptt> {
  TruncatedBpttTest() {
    super(TruncatedBptt.class, "the gradients");
  }

  @Override
  protected void rungs() {
    shapes("each gradient has the shape of what it belongs to");
    byHand(
        "By hand: step 3 is a chunk of its own, so dz₃ = 0.966800 and dz₂ = 0.999010; step 2 passes"
            + " back to step 1, so dz₁ = 1.067014.",
        byHand(),
        new Matrix[] {Matrix.row(1), Matrix.row(1), Matrix.row(1)},
        new Matrix[] {Matrix.row(0.5), Matrix.row(-0.3), Matrix.row(0.2)},
        Matrix.row(0.2),
        Matrix.row(1),
        Matrix.row(0.5),
        Matrix.row(0),
        2);
    reference(
        "a chunk as long as the sequence gives the gradients of e11",
        "one chunk",
        "There is one chunk here, so the gradient stops nowhere.");
    reference(
        "a chunk that is longer than the sequence gives the same",
        "longer chunk",
        "The sequence ends before the first chunk is full: all its steps are one chunk.");
    reference(
        "in chunks of one step no gradient goes from step to step",
        "chunks of one",
        "Each step is a chunk of its own here: ds_t must be dh_t at every step.");
    reference(
        "a loss that looks at the last state alone reaches no further than its chunk",
        "last step alone",
        "The loss looks only at the last state here: dx must be 0 before the last chunk.");
    reference(
        "a loss at the end of a chunk is heard in that chunk",
        "end of the first chunk",
        "The loss looks only at the last state of the first chunk here: ds of this step must be"
            + " dh, and the steps before it must get what comes back.");
    part(
        "dxs",
        "dxs are those of PyTorch",
        "short last chunk",
        "It must be dx_t = dz_t·Wxᵀ, and only later steps of its own chunk may reach dz_t.");
    part(
        "dWx",
        "dWx is that of PyTorch",
        "short last chunk",
        "dWx must be the sum of x_tᵀ·dz_t over all steps of all chunks.");
    part(
        "dWh",
        "dWh is that of PyTorch",
        "short last chunk",
        "dWh must be the sum of h_(t−1)ᵀ·dz_t over all steps; at the first step of a chunk h_(t−1)"
            + " is the last state of the chunk before.");
    part(
        "db",
        "db is that of PyTorch",
        "short last chunk",
        "db must be the sum of all rows of all dz_t, of all chunks.");
    rung("nothing comes back over a border", this::borders);
    finiteDifferences(
        "L = Σ over t of Σ dh_t ⊙ h_t, where each chunk starts from the state that the first pass"
            + " gave, whatever w is",
        this::loss,
        "dxs",
        "xs",
        "dWx",
        "Wx",
        "dWh",
        "Wh",
        "db",
        "b");
    rung("the gradients are those of the library", this::library);
    reference("a batch of one works", "batch of one", "The batch holds one example here.");
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large dhs give large gradients",
        "Every gradient is proportional to dhs, and nothing is cut off.",
        "dhs");
    nan(
        "a NaN is not hidden",
        "dhs",
        "A NaN in row 0 of dhs[0] must make row 0 of dxs[0] NaN, and no other row.");
    given(
        "a NaN goes back no further than its chunk",
        "dhs[3], in the second chunk, holds a NaN here: dxs of that chunk must hold it, too, and"
            + " dxs of the first chunk must not.",
        withNaN());
  }

  private static Fixture withNaN() {
    Matrix[] dhs = {line(-1, 1, 2, 3), line(1, 0, 2, 3), line(0.5, 2, 2, 3), line(2, 1, 2, 3)};
    dhs[3].set(0, 0, Double.NaN);
    return Fixture.given(
        TruncatedBptt.class,
        dhs,
        new Matrix[] {line(-1, 1, 2, 2), line(1, 2, 2, 2), line(2, -1, 2, 2), line(0, 1, 2, 2)},
        line(-0.5, 0.5, 2, 3),
        line(-0.4, 0.6, 2, 3),
        line(0.7, -0.3, 3, 3),
        Matrix.row(0.1, -0.2, 0.3),
        2);
  }

  private static Gradients byHand() {
    double h1 = Math.tanh(0.6);
    double h2 = Math.tanh(-0.3 + 0.5 * h1);
    double h3 = Math.tanh(0.2 + 0.5 * h2);
    double dz3 = 1 - h3 * h3;
    double dz2 = 1 - h2 * h2;
    double dz1 = (1 + 0.5 * dz2) * (1 - h1 * h1);
    return new Gradients(
        new Matrix[] {Matrix.row(dz1), Matrix.row(dz2), Matrix.row(dz3)},
        Matrix.row(0.5 * dz1 - 0.3 * dz2 + 0.2 * dz3),
        Matrix.row(0.2 * dz1 + h1 * dz2 + h2 * dz3),
        Matrix.row(dz1 + dz2 + dz3));
  }

  /** Three chunks of two steps: another loss in a chunk changes nothing before it. */
  private void borders(TruncatedBptt network) {
    Fixture inputs = fixture().sized("T", 6).with("chunk", 2);
    Gradients before = inputs.on(network);
    for (int border = 2; border < 6; border += 2) {
      Matrix[] dhs = inputs.matrices("dhs").clone();
      dhs[border] = dhs[border].plus(dhs[border]).plusRow(inputs.matrix("b"));
      Gradients after = inputs.with("dhs", dhs).on(network);
      Expect.close(
          "dxs of the steps before step " + (border + 1) + ", with another loss at that step",
          Arrays.copyOf(before.dxs(), border),
          Arrays.copyOf(after.dxs(), border),
          "chunk is 2 here, so step "
              + (border + 1)
              + " begins a chunk, and no gradient may leave it.");
    }
  }

  /** The states at the borders are those of the inputs before anything was moved. */
  private double loss(Fixture inputs) {
    Matrix[] frozen = fixture().matrices("hs");
    Matrix[] xs = inputs.matrices("xs");
    int chunk = inputs.value("chunk");
    double loss = 0;
    for (int from = 0; from < xs.length; from += chunk) {
      Matrix[] own = Arrays.copyOfRange(xs, from, Math.min(from + chunk, xs.length));
      Matrix[] hs =
          TruncatedBptt.hs(
              own,
              from == 0 ? inputs.matrix("h0") : frozen[from - 1],
              inputs.matrix("Wx"),
              inputs.matrix("Wh"),
              inputs.matrix("b"));
      for (int i = 0; i < hs.length; i++) {
        loss += Arrays.stream(hs[i].hadamard(inputs.matrices("dhs")[from + i]).data()).sum();
      }
    }
    return loss;
  }

  private void library(TruncatedBptt network) {
    Fixture inputs = fixture().sized("T", 7);
    int chunk = inputs.value("chunk");
    RnnCell cell = new RnnCell(inputs.matrix("Wx").rows(), inputs.matrix("Wx").cols(), random());
    cell.Wx.value.copyFrom(inputs.matrix("Wx"));
    cell.Wh.value.copyFrom(inputs.matrix("Wh"));
    cell.b.value.copyFrom(inputs.matrix("b"));
    Rnn layer = new Rnn(cell);
    Sequence xs = Sequence.of(List.of(inputs.matrices("xs")));
    Sequence dhs = Sequence.of(List.of(inputs.matrices("dhs")));
    List<Matrix> dxs = new ArrayList<>();
    new unrolled.train.TruncatedBptt(chunk)
        .learn(
            xs.steps(),
            new HiddenState(inputs.matrix("h0")),
            (from, to, state) -> {
              layer.forward(xs.chunk(from, to), state);
              Sequence dx = layer.backward(dhs.chunk(from, to));
              for (int t = 0; t < dx.steps(); t++) {
                dxs.add(dx.step(t).copy());
              }
              return new Read<>(0, layer.last());
            });
    Expect.close(
        "the gradients",
        new Gradients(dxs.toArray(Matrix[]::new), cell.Wx.grad, cell.Wh.grad, cell.b.grad),
        inputs.on(network),
        "Expected is what unrolled.train.TruncatedBptt makes of the library's Rnn.");
  }
}
