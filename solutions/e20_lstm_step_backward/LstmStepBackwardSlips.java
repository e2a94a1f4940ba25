package e20_lstm_step_backward;

import java.util.Arrays;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in the backward pass of the LSTM. */
final class LstmStepBackwardSlips extends LayerSlips implements LstmStepBackward {
  private static final String GATES = "ifgo";

  private static final String OVERFLOWS =
      "tanh(c) overflows: a quotient of exponentials is ∞/∞ = NaN for large c. It must be"
          + " Math.tanh.";

  @Override
  public Gradients backward(
      Matrix toH,
      Matrix toC,
      Matrix x,
      Matrix hPrev,
      Matrix cPrev,
      Matrix Wx,
      Matrix Wh,
      Matrix b,
      Matrix gates,
      Matrix c) {
    Matrix[] coming =
        at("the units", () -> new Matrix[] {toH, toC})
            .or(
                "a unit whose dh is 0 is passed over: dcell must be made there as well, since dc is"
                    + " a term of it.",
                () -> new Matrix[] {toH, where(toH, toC)})
            .or(
                "a unit whose dc is 0 is passed over: dcell must be made there as well, since dh"
                    + " reaches it, too.",
                () -> new Matrix[] {where(toC, toH), toC})
            .get();
    Matrix dh = coming[0];
    Matrix dc = coming[1];
    Matrix[] gate =
        order(
            "the order of gates",
            "`gates` is read in the order %s: the order must be i f g o, as in e18.",
            "i f o g,f i g o,i o f g,i g f o",
            given(gates, x.matmul(Wx), hPrev.matmul(Wh), b));
    Matrix i = gate[0];
    Matrix f = gate[1];
    Matrix o = gate[3];
    Matrix tanhC =
        overflowsOfTanh(at("tanh(c)", () -> c.map(Math::tanh)), OVERFLOWS, c)
            .or(
                "tanh is taken of cPrev: it must be taken of the new cell state, tanh(c).",
                () -> cPrev.map(Math::tanh))
            .get();
    Matrix dcell = cell(dh, dc, gate, c, tanhC);
    Matrix intoGates =
        at("what goes to i, f and g", () -> dcell)
            .or("di, df and dg are made from dh: they must be made from dcell.", () -> dh)
            .or("di, df and dg are made from dc only: they must be made from dcell.", () -> dc)
            .get();
    Matrix dz =
        handedOn(
            order(
                "the order of dz",
                "the blocks of dz are in the order %s: the order must be i f g o, as in Wx and b.",
                "i f o g,f i g o,i g f o",
                slopes(intoGates, dh, hPrev, cPrev, c, tanhC, gate)));
    Matrix dcPrev = dcPrev(dcell, dc, i, f, o);
    Matrix dhPrev = dhPrev(dz, dh, hPrev, Wh, dcPrev, f);
    return new Gradients(
        dx(dz, Wx), dhPrev, dcPrev, dWx(dz, x), dWh(dz, hPrev, cPrev, o.hadamard(tanhC)), db(dz));
  }

  private Matrix cell(Matrix dh, Matrix dc, Matrix[] gate, Matrix c, Matrix tanhC) {
    Matrix o =
        at("the gate in dcell", () -> gate[3])
            .or(
                "dcell has the forget gate in place of o: it must be dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
                () -> gate[1])
            .or(
                "dcell has the input gate in place of o: it must be dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
                () -> gate[0])
            .get();
    Matrix slope =
        derivativeOfTanh("the derivative of tanh in dcell", "tanh(c)", tanhC)
            .or(
                "1 − c² is used as the derivative of tanh in dcell: it must be 1 − tanh(c)², since c"
                    + " itself has not been through tanh.",
                () -> ofTanh(c))
            .get();
    Matrix shown = dh.hadamard(o).hadamard(slope);
    return at("dcell", () -> dc.plus(shown))
        .or(
            "dc is not used: it must be a term of dcell, dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
            () -> shown)
        .or("dh is not used in dcell: it must be dc + dh ⊙ o ⊙ (1 − tanh²(c)).", () -> dc.copy())
        .or(
            "the output gate is missing in dcell: it must be dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
            () -> dc.plus(dh.hadamard(slope)))
        .or(
            "dc is multiplied by the derivative of tanh: only dh must be, dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
            () -> dc.plus(dh.hadamard(o)).hadamard(slope))
        .or(
            "dc is multiplied by o and by the derivative of tanh: only dh must be, dc + dh ⊙ o ⊙ (1 −"
                + " tanh²(c)).",
            () -> dc.plus(dh).hadamard(o).hadamard(slope))
        .or(
            "dh is added to dc as it is: dcell must be dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
            () -> dc.plus(dh))
        .or("what comes from dh is subtracted in dcell: it must be added.", () -> dc.minus(shown))
        .or(
            "dc is multiplied by f in dcell: it must be dc + dh ⊙ o ⊙ (1 − tanh²(c)). f belongs to"
                + " dcPrev.",
            () -> dc.hadamard(gate[1]).plus(shown))
        .or(
            "do is added in dcell: it must be dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
            () -> dc.plus(dh.hadamard(tanhC)))
        .get();
  }

  /** The four blocks of dz. */
  private Matrix[] slopes(
      Matrix dcell, Matrix dh, Matrix hPrev, Matrix cPrev, Matrix c, Matrix tanhC, Matrix[] gate) {
    Matrix i = gate[0];
    Matrix f = gate[1];
    Matrix g = gate[2];
    Matrix di =
        at("di", () -> dcell.hadamard(g))
            .or(
                "di is made from cPrev: it must be di = dcell ⊙ g, since c = f ⊙ cPrev + i ⊙ g.",
                () -> dcell.hadamard(cPrev))
            .or("g is missing in di: it must be di = dcell ⊙ g.", () -> dcell)
            .or("di is made from i itself: it must be di = dcell ⊙ g.", () -> dcell.hadamard(i))
            .get();
    Matrix df =
        at("df", () -> dcell.hadamard(cPrev))
            .or(
                "df is made from the new cell state: it must be df = dcell ⊙ cPrev.",
                () -> dcell.hadamard(c))
            .or(
                "df is made from hPrev: it must be df = dcell ⊙ cPrev.",
                () -> dcell.hadamard(hPrev))
            .or("cPrev is missing in df: it must be df = dcell ⊙ cPrev.", () -> dcell)
            .or("df is made from f itself: it must be df = dcell ⊙ cPrev.", () -> dcell.hadamard(f))
            .or("df is made from i: it must be df = dcell ⊙ cPrev.", () -> dcell.hadamard(i))
            .get();
    Matrix dg =
        at("dg", () -> dcell.hadamard(i))
            .or(
                "dg is made from f: it must be dg = dcell ⊙ i, since c = f ⊙ cPrev + i ⊙ g.",
                () -> dcell.hadamard(f))
            .or("i is missing in dg: it must be dg = dcell ⊙ i.", () -> dcell)
            .or("dg is made from g itself: it must be dg = dcell ⊙ i.", () -> dcell.hadamard(g))
            .get();
    Matrix dOut =
        at("do", () -> dh.hadamard(tanhC))
            .or("do is made from c: it must be do = dh ⊙ tanh(c).", () -> dh.hadamard(c))
            .or("tanh(c) is missing in do: it must be do = dh ⊙ tanh(c).", () -> dh)
            .or(
                "do is made from dcell: it must be do = dh ⊙ tanh(c), since o has made h and"
                    + " not c.",
                () -> dcell.hadamard(tanhC))
            .or(
                "do has the slope of tanh: it must be do = dh ⊙ tanh(c). The slope is for dcell.",
                () -> dh.hadamard(ofTanh(tanhC)))
            .or(
                "do has the factor o: it must be do = dh ⊙ tanh(c).",
                () -> dh.hadamard(tanhC).hadamard(gate[3]))
            .get();
    Matrix[] ofEach =
        at("di, df and dg", () -> new Matrix[] {di, df, dg})
            .or(
                "di and dg are exchanged: they must be di = dcell ⊙ g and dg = dcell ⊙ i.",
                () -> new Matrix[] {dg, df, di})
            .or(
                "di and df are exchanged: they must be di = dcell ⊙ g and df = dcell ⊙ cPrev.",
                () -> new Matrix[] {df, di, dg})
            .or(
                "df and dg are exchanged: they must be df = dcell ⊙ cPrev and dg = dcell ⊙ i.",
                () -> new Matrix[] {di, dg, df})
            .get();
    return new Matrix[] {
      ofEach[0].hadamard(ofGate("i", i)),
      ofEach[1].hadamard(ofGate("f", f)),
      ofEach[2].hadamard(ofCandidate(g)),
      dOut.hadamard(ofGate("o", gate[3]))
    };
  }

  private Matrix ofGate(String name, Matrix s) {
    String ofSigmoid = "it must be %s(1 − %s), that of the sigmoid.".formatted(name, name);
    Matrix slope = ofAnyGate(s);
    return at("the slope of " + name, () -> slope)
        .or("the slope of " + name + " is missing in dz: " + ofSigmoid, () -> ofOnes(s))
        .or("the slope of " + name + " is the gate itself: " + ofSigmoid, () -> s)
        .or("the slope of " + name + " is that of tanh: " + ofSigmoid, () -> ofTanh(s))
        .or(
            "the slope of " + name + " is 1 − " + name + " only: " + ofSigmoid,
            () -> s.map(v -> 1 - v))
        .or(
            "the slope of " + name + " has the wrong sign: " + ofSigmoid,
            () -> s.map(v -> v * (v - 1)))
        .or(
            "the sigmoid is taken once more in the slope of " + name + ": " + ofSigmoid,
            () -> s.map(v -> sigmoid(v) * (1 - sigmoid(v))))
        .get();
  }

  private Matrix ofAnyGate(Matrix s) {
    return at("the slope of i, f and o", () -> s.map(v -> v * (1 - v)))
        .or(
            "the slopes of i, f and o are missing in dz: they must be s(1 − s), those of the"
                + " sigmoid.",
            () -> ofOnes(s))
        .or(
            "the slopes of i, f and o are 1 − s², those of tanh: they must be s(1 − s), those"
                + " of the sigmoid.",
            () -> ofTanh(s))
        .or(
            "the sigmoid is taken once more in the slopes of i, f and o: they must be s(1 − s) of"
                + " `gates` as it is.",
            () -> s.map(v -> sigmoid(v) * (1 - sigmoid(v))))
        .or("the slopes of i, f and o are the gates themselves: they must be s(1 − s).", () -> s)
        .or(
            "the slopes of i, f and o are 1 − s only: they must be s(1 − s).",
            () -> s.map(v -> 1 - v))
        .get();
  }

  private Matrix ofCandidate(Matrix g) {
    return derivativeOfTanh("the derivative of g", "g", g)
        .or("the derivative of g has the wrong sign: it must be 1 − g².", () -> ofTanh(g).scale(-1))
        .get();
  }

  private Matrix dcPrev(Matrix dcell, Matrix dc, Matrix i, Matrix f, Matrix o) {
    return at("dcPrev", () -> dcell.hadamard(f))
        .or(
            "the forget gate is missing in dcPrev: it must be dcPrev = dcell ⊙ f.",
            () -> dcell.copy())
        .or(
            "dcPrev is made from dc only: it must be dcPrev = dcell ⊙ f. dcell also has the"
                + " part from dh.",
            () -> dc.hadamard(f))
        .or(
            "dcPrev has 1 − f in place of f: it must be dcPrev = dcell ⊙ f.",
            () -> dcell.hadamard(f.map(v -> 1 - v)))
        .or(
            "dcPrev has the input gate in place of f: it must be dcPrev = dcell ⊙ f.",
            () -> dcell.hadamard(i))
        .or(
            "dcPrev has the output gate in place of f: it must be dcPrev = dcell ⊙ f.",
            () -> dcell.hadamard(o))
        .or(
            "dcPrev has the slope of f in place of f: it must be dcPrev = dcell ⊙ f.",
            () -> dcell.hadamard(f.map(v -> v * (1 - v))))
        .or(
            "dc is added to dcPrev once more: it must be dcPrev = dcell ⊙ f. dc is in dcell.",
            () -> dcell.hadamard(f).plus(dc))
        .or(
            "dc ⊙ f is added to dcPrev once more: it must be dcPrev = dcell ⊙ f. dc is in dcell.",
            () -> dcell.plus(dc).hadamard(f))
        .get();
  }

  private Matrix dx(Matrix dz, Matrix Wx) {
    return back("dx", "dz", dz, Wx)
        .or(
            "dx is made from the first block only: it must be dz·Wxᵀ with all four blocks.",
            () -> block(dz, 0).matmul(block(Wx, 0).transpose()))
        .or(
            "dx leaves out the last block: it must be dz·Wxᵀ with all four blocks.",
            () -> dz.matmul(Wx.transpose()).minus(block(dz, 3).matmul(block(Wx, 3).transpose())))
        .get();
  }

  private Matrix dhPrev(Matrix dz, Matrix dh, Matrix hPrev, Matrix Wh, Matrix dcPrev, Matrix f) {
    Matrix right = dz.matmul(Wh.transpose());
    return back("dhPrev", "dz", dz, Wh)
        .or(
            "dhPrev is made from the first block only: it must be dz·Whᵀ with all four blocks.",
            () -> block(dz, 0).matmul(block(Wh, 0).transpose()))
        .or(
            "dhPrev leaves out the last block: it must be dz·Whᵀ with all four blocks.",
            () -> right.minus(block(dz, 3).matmul(block(Wh, 3).transpose())))
        .or(
            "the blocks of Wh are not transposed in dhPrev: it must be dz·Whᵀ. Each block is"
                + " square, so the shapes do not show it.",
            () ->
                block(dz, 0)
                    .matmul(block(Wh, 0))
                    .plus(block(dz, 1).matmul(block(Wh, 1)))
                    .plus(block(dz, 2).matmul(block(Wh, 2)))
                    .plus(block(dz, 3).matmul(block(Wh, 3))))
        .or(
            "dh is added to dhPrev: it must be dz·Whᵀ only, since hPrev reaches h through Wh.",
            () -> right.plus(dh))
        .or(
            "dh ⊙ f is added to dhPrev: it must be dz·Whᵀ only, since f is a factor of cPrev.",
            () -> right.plus(dh.hadamard(f)))
        .or(
            "dcPrev is added to dhPrev: it must be dz·Whᵀ only. The gradient of cPrev is a"
                + " result of its own.",
            () -> right.plus(dcPrev))
        .or(
            "dhPrev has a factor 1 − hPrev²: it must be dz·Whᵀ only. That slope belongs to the"
                + " simple network.",
            () -> right.hadamard(ofTanh(hPrev)))
        .get();
  }

  private Matrix dWx(Matrix dz, Matrix x) {
    return gradientOfWeights("dWx", "x", x, "dz", dz).get();
  }

  private Matrix dWh(Matrix dz, Matrix hPrev, Matrix cPrev, Matrix h) {
    return gradientOfWeights("dWh", "hPrev", hPrev, "dz", dz)
        .or(
            "dWh is made from h: it must be hPrevᵀ·dz, since Wh was multiplied by hPrev.",
            () -> h.transpose().matmul(dz))
        .or(
            "dWh is made from cPrev: it must be hPrevᵀ·dz, since Wh was multiplied by hPrev.",
            () -> cPrev.transpose().matmul(dz))
        .get();
  }

  private Matrix db(Matrix dz) {
    return sumOfRows("db", "dz", dz)
        .or(
            "db is summed over the four blocks: each gate must have its own, and db must be (1"
                + " × 4H).",
            () -> block(dz, 0).plus(block(dz, 1)).plus(block(dz, 2)).plus(block(dz, 3)).sumRows())
        .get();
  }

  /** The gates as they are handed in, or through their functions once more. */
  private Matrix given(Matrix gates, Matrix xW, Matrix hW, Matrix b) {
    return at("the functions of the gates", () -> gates)
        .or(
            "the gates go through their functions once more: `gates` holds them after σ and tanh.",
            () -> through(gates))
        .or(
            "g goes through tanh once more: `gates` holds it after tanh.",
            () ->
                Matrix.beside(
                    block(gates, 0),
                    block(gates, 1),
                    block(gates, 2).map(Math::tanh),
                    block(gates, 3)))
        .or(
            "i, f and o go through the sigmoid once more: `gates` holds them after σ.",
            () ->
                Matrix.beside(
                    block(gates, 0).map(LstmStepBackwardSlips::sigmoid),
                    block(gates, 1).map(LstmStepBackwardSlips::sigmoid),
                    block(gates, 2),
                    block(gates, 3).map(LstmStepBackwardSlips::sigmoid)))
        .or(
            "the gates are computed again without b: they are handed in as `gates`, so read them.",
            () -> through(xW.plus(hW)))
        .or(
            "the gates are computed again without hPrev·Wh: they are handed in as `gates`, so read"
                + " them.",
            () -> through(xW.plusRow(b)))
        .get();
  }

  private static Matrix through(Matrix z) {
    return Matrix.beside(
        block(z, 0).map(LstmStepBackwardSlips::sigmoid),
        block(z, 1).map(LstmStepBackwardSlips::sigmoid),
        block(z, 2).map(Math::tanh),
        block(z, 3).map(LstmStepBackwardSlips::sigmoid));
  }

  /** The second matrix, but 0 where the first is 0. */
  private static Matrix where(Matrix isNotZero, Matrix m) {
    Matrix some = m.copy();
    for (int k = 0; k < some.data().length; k++) {
      some.data()[k] = isNotZero.data()[k] == 0 ? 0 : m.data()[k];
    }
    return some;
  }

  private Matrix handedOn(Matrix[] blocks) {
    Matrix dz = Matrix.beside(blocks);
    Choice<Matrix> choice = at("dz", () -> dz);
    for (double bound : new double[] {0.1, 0.5, 1, 5, 10}) {
      choice.or(
          "dz is clipped: it must be used as it is, however large.",
          () -> dz.map(v -> Math.max(-bound, Math.min(bound, v))));
    }
    return choice
        .or(
            "dz is divided by the number of examples: it must be used as it is.",
            () -> dz.scale(1.0 / dz.rows()))
        .get();
  }

  /** The four blocks in the right order, or in another one. */
  private Matrix[] order(String place, String sentence, String others, Matrix gates) {
    return order(
        place,
        sentence,
        others,
        new Matrix[] {block(gates, 0), block(gates, 1), block(gates, 2), block(gates, 3)});
  }

  private Matrix[] order(String place, String sentence, String others, Matrix[] blocks) {
    Choice<Matrix[]> order = at(place, () -> blocks);
    for (String other : others.split(",")) {
      String letters = other.replace(" ", "");
      order.or(
          sentence.formatted(other),
          () ->
              GATES.chars().mapToObj(gate -> blocks[letters.indexOf(gate)]).toArray(Matrix[]::new));
    }
    return order.get();
  }

  private static Matrix block(Matrix m, int k) {
    int H = m.cols() / 4;
    return m.columns(k * H, (k + 1) * H);
  }

  private static Matrix row(Matrix m, int row) {
    double[] all = m.data();
    return Matrix.row(Arrays.copyOfRange(all, row * m.cols(), (row + 1) * m.cols()));
  }

  private static Matrix ofTanh(Matrix value) {
    return value.map(v -> 1 - v * v);
  }

  private static Matrix ofOnes(Matrix like) {
    return like.map(v -> 1);
  }
}
