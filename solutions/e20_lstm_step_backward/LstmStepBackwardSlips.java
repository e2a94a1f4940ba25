package e20_lstm_step_backward;

import java.util.Arrays;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in the backward pass of the LSTM. */
final class LstmStepBackwardSlips extends Slips implements LstmStepBackward {
  private static final String GATES = "ifgo";

  @Override
  public Gradients backward(
      Matrix dh,
      Matrix dc,
      Matrix x,
      Matrix hPrev,
      Matrix cPrev,
      Matrix Wx,
      Matrix Wh,
      Matrix b,
      Matrix gates,
      Matrix c) {
    Matrix[] gate =
        order(
            "the order of gates",
            "gates are read in the order %s: it must be i f g o, as in e18.",
            "i f o g,f i g o,i o f g,i g f o",
            given(gates));
    Matrix i = gate[0];
    Matrix f = gate[1];
    Matrix o = gate[3];
    Matrix tanhC =
        at("tanh(c)", () -> c.map(Math::tanh))
            .or(
                "tanh is taken of cPrev: h was made from the new cell state, so it is tanh(c).",
                () -> cPrev.map(Math::tanh))
            .get();
    Matrix dcell = cell(dh, dc, gate, c, tanhC);
    Matrix heard =
        at("what i, f and g hear", () -> dcell)
            .or(
                "i, f and g hear dh: they have made c, so each takes dcell, all of what reaches c.",
                () -> dh)
            .or("i, f and g hear dc alone: each takes dcell, all of what reaches c.", () -> dc)
            .get();
    Matrix dz =
        Matrix.beside(
            order(
                "the order of dz",
                "the blocks of dz are put in the order %s: it must be i f g o, as in Wx and b.",
                "i f o g,f i g o,i g f o",
                slopes(heard, dh, hPrev, cPrev, c, tanhC, gate)));
    Matrix dcPrev = dcPrev(dcell, dc, i, f, o);
    Matrix dhPrev = dhPrev(dz, dh, hPrev, Wh, dcPrev, f);
    return new Gradients(
        dx(dz, Wx), dhPrev, dcPrev, dWx(dz, x), dWh(dz, hPrev, cPrev, o.hadamard(tanhC)), db(dz));
  }

  private Matrix cell(Matrix dh, Matrix dc, Matrix[] gate, Matrix c, Matrix tanhC) {
    Matrix o =
        at("the gate in dcell", () -> gate[3])
            .or(
                "dcell has the forget gate: o has shown tanh(c) in h, so dcell = dc + dh ⊙ o ⊙ (1 −"
                    + " tanh²(c)).",
                () -> gate[1])
            .or(
                "dcell has the input gate: o has shown tanh(c) in h, so dcell = dc + dh ⊙ o ⊙ (1 −"
                    + " tanh²(c)).",
                () -> gate[0])
            .get();
    Matrix slope =
        at("the slope of tanh(c)", () -> ofTanh(tanhC))
            .or(
                "tanh has no slope in dcell: what dh says to c goes through o and through tanh, dh"
                    + " ⊙ o ⊙ (1 − tanh²(c)).",
                () -> ofOnes(c))
            .or(
                "the slope in dcell is 1 − c²: c has not been through the tanh, so it is 1 −"
                    + " tanh²(c).",
                () -> ofTanh(c))
            .or(
                "the square is missing in the slope in dcell: it must be 1 − tanh²(c).",
                () -> tanhC.map(v -> 1 - v))
            .get();
    Matrix shown = dh.hadamard(o).hadamard(slope);
    return at("dcell", () -> dc.plus(shown))
        .or(
            "dc is not used: what the next step says to c comes back along the cell, dcell = dc +"
                + " dh ⊙ o ⊙ (1 − tanh²(c)). Such a network even trains.",
            () -> shown)
        .or(
            "dh does not reach the cell: h was made from c, so dcell = dc + dh ⊙ o ⊙ (1 −"
                + " tanh²(c)).",
            () -> dc.copy())
        .or(
            "the output gate is missing in dcell: h showed o of tanh(c), so dcell = dc + dh ⊙ o ⊙"
                + " (1 − tanh²(c)).",
            () -> dc.plus(dh.hadamard(slope)))
        .or(
            "dc goes through tanh: only dh has to, dcell = dc + dh ⊙ o ⊙ (1 − tanh²(c)).",
            () -> dc.plus(dh.hadamard(o)).hadamard(slope))
        .or(
            "dc goes through the output gate and tanh: only dh has to, dcell = dc + dh ⊙ o ⊙ (1 −"
                + " tanh²(c)).",
            () -> dc.plus(dh).hadamard(o).hadamard(slope))
        .or(
            "dh is added to dc as it is: it goes through the output gate and tanh first, dcell = dc"
                + " + dh ⊙ o ⊙ (1 − tanh²(c)).",
            () -> dc.plus(dh))
        .or("what comes from dh is subtracted in dcell: the two are added.", () -> dc.minus(shown))
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
                "di is made from cPrev: that is df. The input gate was multiplied by g, so di ="
                    + " dcell ⊙ g.",
                () -> dcell.hadamard(cPrev))
            .or("di is dcell, without g: di = dcell ⊙ g.", () -> dcell)
            .or("di is made from i itself: di = dcell ⊙ g.", () -> dcell.hadamard(i))
            .get();
    Matrix df =
        at("df", () -> dcell.hadamard(cPrev))
            .or(
                "df is made from the new cell state: the forget gate was multiplied by cPrev, so df"
                    + " = dcell ⊙ cPrev.",
                () -> dcell.hadamard(c))
            .or(
                "df is made from hPrev: the forget gate was multiplied by cPrev, so df = dcell ⊙"
                    + " cPrev.",
                () -> dcell.hadamard(hPrev))
            .or("df is dcell, without cPrev: df = dcell ⊙ cPrev.", () -> dcell)
            .or("df is made from f itself: df = dcell ⊙ cPrev.", () -> dcell.hadamard(f))
            .or(
                "df is made from i: the forget gate was multiplied by cPrev, so df = dcell ⊙ cPrev.",
                () -> dcell.hadamard(i))
            .get();
    Matrix dg =
        at("dg", () -> dcell.hadamard(i))
            .or(
                "dg is made from f: the candidate was multiplied by i, so dg = dcell ⊙ i.",
                () -> dcell.hadamard(f))
            .or("dg is dcell, without i: dg = dcell ⊙ i.", () -> dcell)
            .or("dg is made from g itself: dg = dcell ⊙ i.", () -> dcell.hadamard(g))
            .get();
    Matrix dOut =
        at("do", () -> dh.hadamard(tanhC))
            .or(
                "do is made from c: the output gate was multiplied by tanh(c), so do = dh ⊙"
                    + " tanh(c).",
                () -> dh.hadamard(c))
            .or("do is dh, without tanh(c): do = dh ⊙ tanh(c).", () -> dh)
            .or(
                "the gradient of the output gate is made from dcell: o has made h and not c, so"
                    + " do = dh ⊙ tanh(c).",
                () -> dcell.hadamard(tanhC))
            .or(
                "do has the slope of tanh: that is for the way into c, and do = dh ⊙ tanh(c).",
                () -> dh.hadamard(ofTanh(tanhC)))
            .get();
    return new Matrix[] {
      di.hadamard(ofGate("i", i)),
      df.hadamard(ofGate("f", f)),
      dg.hadamard(ofCandidate(g)),
      dOut.hadamard(ofGate("o", gate[3]))
    };
  }

  private Matrix ofGate(String name, Matrix s) {
    Matrix slope = ofAnyGate(s);
    return at("the slope of " + name, () -> slope)
        .or(
            name
                + " has no slope in dz: it has come out of a sigmoid, so its gradient takes s(1 − s).",
            () -> ofOnes(s))
        .or("the slope of " + name + " is the gate itself: it must be s(1 − s).", () -> s)
        .or(
            "the slope of "
                + name
                + " is 1 − s²: that is the slope of tanh, and it has come out of a sigmoid, s(1 − s).",
            () -> ofTanh(s))
        .or(
            "the slope of " + name + " is 1 − s alone: it must be s(1 − s).",
            () -> s.map(v -> 1 - v))
        .get();
  }

  private Matrix ofAnyGate(Matrix s) {
    return at("the slope of i, f and o", () -> s.map(v -> v * (1 - v)))
        .or(
            "i, f and o have no slope in dz: each has come out of a sigmoid, so its gradient takes"
                + " s(1 − s).",
            () -> ofOnes(s))
        .or(
            "the slope of i, f and o is 1 − s²: that is the slope of tanh, and they have come out"
                + " of a sigmoid, s(1 − s).",
            () -> ofTanh(s))
        .or(
            "the sigmoid is taken once more in the slope of i, f and o: gates holds them after the"
                + " sigmoid, so it is s(1 − s).",
            () -> s.map(v -> sigmoid(v) * (1 - sigmoid(v))))
        .get();
  }

  private Matrix ofCandidate(Matrix g) {
    return at("the slope of g", () -> ofTanh(g))
        .or(
            "g has no slope in dz: it has come out of a tanh, so its gradient takes 1 − g².",
            () -> ofOnes(g))
        .or(
            "the slope of g is g(1 − g): that is the slope of the sigmoid, and g has come out of a"
                + " tanh, 1 − g².",
            () -> g.map(v -> v * (1 - v)))
        .or(
            "the tanh is taken once more in the slope of g: gates holds g after the tanh, so it is"
                + " 1 − g².",
            () -> ofTanh(g.map(Math::tanh)))
        .get();
  }

  private Matrix dcPrev(Matrix dcell, Matrix dc, Matrix i, Matrix f, Matrix o) {
    return at("dcPrev", () -> dcell.hadamard(f))
        .or(
            "the forget gate is missing in dcPrev: only f of cPrev was kept, so dcPrev = dcell ⊙ f.",
            () -> dcell.copy())
        .or(
            "dcPrev is made from dc alone: dcPrev = dcell ⊙ f, with what dh says to c.",
            () -> dc.hadamard(f))
        .or(
            "dcPrev has 1 − f: f is how much was kept, so dcPrev = dcell ⊙ f.",
            () -> dcell.hadamard(f.map(v -> 1 - v)))
        .or("dcPrev has the input gate: dcPrev = dcell ⊙ f.", () -> dcell.hadamard(i))
        .or("dcPrev has the output gate: dcPrev = dcell ⊙ f.", () -> dcell.hadamard(o))
        .or(
            "dcPrev has the slope of f: that is for dz. c = f ⊙ cPrev + …, so dcPrev = dcell ⊙ f.",
            () -> dcell.hadamard(f.map(v -> v * (1 - v))))
        .get();
  }

  private Matrix dx(Matrix dz, Matrix Wx) {
    return at("dx", () -> dz.matmul(Wx.transpose()))
        .or(
            "dx comes from the first block alone: all four gates read x, so dx = dz·Wxᵀ with all of"
                + " dz.",
            () -> block(dz, 0).matmul(block(Wx, 0).transpose()))
        .or(
            "dx leaves out the last block: all four gates read x, so dx = dz·Wxᵀ with all of dz.",
            () -> dz.matmul(Wx.transpose()).minus(block(dz, 3).matmul(block(Wx, 3).transpose())))
        .get();
  }

  private Matrix dhPrev(Matrix dz, Matrix dh, Matrix hPrev, Matrix Wh, Matrix dcPrev, Matrix f) {
    Matrix right = dz.matmul(Wh.transpose());
    return at("dhPrev", () -> right)
        .or(
            "dhPrev comes from the first block alone: all four gates read hPrev, so dhPrev = dz·Whᵀ"
                + " with all of dz.",
            () -> block(dz, 0).matmul(block(Wh, 0).transpose()))
        .or(
            "the blocks of Wh are not transposed in dhPrev: dhPrev = dz·Whᵀ. Each block is square,"
                + " so the shapes do not show it.",
            () ->
                block(dz, 0)
                    .matmul(block(Wh, 0))
                    .plus(block(dz, 1).matmul(block(Wh, 1)))
                    .plus(block(dz, 2).matmul(block(Wh, 2)))
                    .plus(block(dz, 3).matmul(block(Wh, 3))))
        .or(
            "dh is added to dhPrev: hPrev reaches h through Wh alone, so dhPrev = dz·Whᵀ.",
            () -> right.plus(dh))
        .or(
            "dh ⊙ f is added to dhPrev: hPrev reaches h through Wh alone, and f weighs cPrev, so"
                + " dhPrev = dz·Whᵀ.",
            () -> right.plus(dh.hadamard(f)))
        .or(
            "dcPrev is added to dhPrev: the two states go back by ways of their own, dhPrev ="
                + " dz·Whᵀ.",
            () -> right.plus(dcPrev))
        .or(
            "dhPrev has a factor 1 − hPrev²: hPrev has not come out of a tanh alone, and its own"
                + " step will see to that. dhPrev = dz·Whᵀ.",
            () -> right.hadamard(ofTanh(hPrev)))
        .get();
  }

  private Matrix dWx(Matrix dz, Matrix x) {
    return at("dWx", () -> x.transpose().matmul(dz))
        .or(
            "dWx is that of example 0 alone: dWx = xᵀ·dz is a sum over the batch.",
            () -> row(x, 0).transpose().matmul(row(dz, 0)))
        .or(
            "dWx is that of the last example alone: dWx = xᵀ·dz is a sum over the batch.",
            () -> row(x, x.rows() - 1).transpose().matmul(row(dz, x.rows() - 1)))
        .get();
  }

  private Matrix dWh(Matrix dz, Matrix hPrev, Matrix cPrev, Matrix h) {
    return at("dWh", () -> hPrev.transpose().matmul(dz))
        .or(
            "dWh is made from h: in the forward pass Wh was multiplied by hPrev, so dWh ="
                + " hPrevᵀ·dz.",
            () -> h.transpose().matmul(dz))
        .or(
            "dWh is made from cPrev: the gates read hPrev, so dWh = hPrevᵀ·dz.",
            () -> cPrev.transpose().matmul(dz))
        .or(
            "dWh is that of the last example alone: dWh = hPrevᵀ·dz is a sum over the batch.",
            () -> row(hPrev, h.rows() - 1).transpose().matmul(row(dz, h.rows() - 1)))
        .get();
  }

  private Matrix db(Matrix dz) {
    return at("db", dz::sumRows)
        .or(
            "db is not summed over the batch: b was added to every row of z, so db is the sum of"
                + " the rows of dz. Use sumRows.",
            () -> dz)
        .or("db is row 0 of dz alone: it must be the sum of all rows.", () -> row(dz, 0))
        .or(
            "db is summed over the four blocks: each gate has a bias of its own, and db is (1 × 4H).",
            () -> block(dz, 0).plus(block(dz, 1)).plus(block(dz, 2)).plus(block(dz, 3)).sumRows())
        .get();
  }

  /** The gates as they are handed in, or through their functions once more. */
  private Matrix given(Matrix gates) {
    return at("the functions of the gates", () -> gates)
        .or(
            "the gates go through their functions once more: they are handed in after σ and tanh.",
            () ->
                Matrix.beside(
                    block(gates, 0).map(LstmStepBackwardSlips::sigmoid),
                    block(gates, 1).map(LstmStepBackwardSlips::sigmoid),
                    block(gates, 2).map(Math::tanh),
                    block(gates, 3).map(LstmStepBackwardSlips::sigmoid)))
        .or(
            "g goes through the tanh once more: it is handed in after tanh.",
            () ->
                Matrix.beside(
                    block(gates, 0),
                    block(gates, 1),
                    block(gates, 2).map(Math::tanh),
                    block(gates, 3)))
        .or(
            "i, f and o go through the sigmoid once more: they are handed in after σ.",
            () ->
                Matrix.beside(
                    block(gates, 0).map(LstmStepBackwardSlips::sigmoid),
                    block(gates, 1).map(LstmStepBackwardSlips::sigmoid),
                    block(gates, 2),
                    block(gates, 3).map(LstmStepBackwardSlips::sigmoid)))
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
