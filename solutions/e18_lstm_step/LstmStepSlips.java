package e18_lstm_step;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in the step of the LSTM. */
final class LstmStepSlips extends LayerSlips implements LstmStep {
  private static final String GATES = "ifgo";

  private static final String ORDERS =
      "i f o g,i g f o,i g o f,i o f g,i o g f,f i o g,f g i o,g i f o,o i f g,o f i g";

  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Choice<State> in =
        at("the state before", () -> new State(hPrev, cPrev))
            .or(
                "hPrev and cPrev are exchanged: the gates must read hPrev, and the forget gate"
                    + " must scale cPrev.",
                () -> new State(cPrev, hPrev))
            .or(
                "the gates read cPrev in place of hPrev: it must be z = x·Wx + hPrev·Wh + b.",
                () -> new State(cPrev, cPrev))
            .or(
                "the forget gate keeps hPrev in place of cPrev: it must be c = f ⊙ cPrev + i ⊙ g.",
                () -> new State(hPrev, hPrev));
    State before = in.get();
    Matrix[] z = blocks(x, before.h(), before.c(), Wx, Wh, b);
    boolean isLate =
        at("where b is added", () -> false)
            .or(
                "the bias is added after σ and tanh: it must be added before them, z = x·Wx +"
                    + " hPrev·Wh + b.",
                () -> true)
            .get();
    Matrix[] gates = isLate ? plus(gates(plus(z, b, -1)), b, 1) : gates(z);
    Matrix i = gates[0];
    Matrix f = gates[1];
    Matrix g = gates[2];
    Matrix o = gates[3];
    Matrix c = cell(i, f, g, o, before.c());
    Matrix shown =
        at("peephole of o", () -> o)
            .or(
                "the output gate reads c: that is the variant with peepholes. Here it must read x"
                    + " and hPrev only.",
                () -> z[3].plus(c).map(LayerSlips::sigmoid))
            .get();
    Matrix h = shown(i, f, g, shown, c, before);
    return at("the result", () -> new State(h, c))
        .or(
            "the c that is returned has been through tanh: tanh(c) is for h only, and c must be"
                + " returned as it is.",
            () -> new State(h, c.map(Math::tanh)))
        .or(
            "h and c are returned in the wrong order: it must be new State(h, c).",
            () -> new State(c, h))
        .or("h is returned twice: it must be new State(h, c).", () -> new State(h, h))
        .or("c is returned twice: it must be new State(h, c).", () -> new State(c, c))
        .get();
  }

  /** The four blocks of z, in the order i f g o. */
  private Matrix[] blocks(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix xW =
        product("x·Wx", x, Wx)
            .or(
                "the factors of x·Wx are in the wrong order: an example is a row of x, so x must"
                    + " stand before Wx.",
                () -> Wx.matmul(x))
            .or(
                "x and hPrev stand in another order than Wx and Wh: [x, hPrev] must be multiplied"
                    + " by Wx above Wh.",
                () -> Matrix.beside(hPrev, x).matmul(Matrix.beside(Wh, Wx)))
            .get();
    Matrix hW =
        product("hPrev·Wh", hPrev, Wh)
            .or(
                "Wh is transposed within each block: the product must be hPrev·Wh, with Wh as it"
                    + " is.",
                () -> blockByBlock(hPrev, Wh))
            .or(
                "hPrev is added to every block without its weights: the term must be hPrev·Wh.",
                () -> Matrix.beside(hPrev, hPrev, hPrev, hPrev))
            .or(
                "each unit reads only itself: hPrev·Wh must be a matrix product, in which every"
                    + " unit reads all units.",
                () -> themselvesAlone(hPrev, Wh))
            .get();
    Choice<Matrix> bias = bias("the bias", b, x);
    for (int k = 0; k < 4; k++) {
      int only = k;
      bias.or(
          "the bias of %s is used for all gates: each must have its own block of b."
              .formatted("ifgo".charAt(k)),
          () -> {
            Matrix one = block(b, only);
            return everyRow(Matrix.beside(one, one, one, one), x.rows());
          });
    }
    Matrix biases =
        bias.or(
                "the bias is added once for every unit: it must be added once, outside of the"
                    + " loop.",
                () -> everyRow(b.scale(hPrev.cols()), x.rows()))
            .get();
    Choice<Matrix> choice = at("z", () -> xW.plus(hW).plus(biases));
    for (double bound : new double[] {1, 3, 5, 10, 20}) {
      choice.or(
          "z is clipped before the gates: it must go into them as it is.",
          () -> xW.plus(hW).plus(biases).map(v -> Math.max(-bound, Math.min(bound, v))));
    }
    Matrix z =
        choice
            .or(
                "z is not set back to 0 from one column to the next: each must have a sum of its"
                    + " own.",
                () -> running(xW.plus(hW).plus(biases)))
            .or(
                "z goes through tanh before it is cut into gates: each block must have its own"
                    + " function, of z as it is.",
                () -> xW.plus(hW).plus(biases).map(Math::tanh))
            .or(
                "z goes through the sigmoid before it is cut into gates: each block must have its"
                    + " own function, of z as it is.",
                () -> xW.plus(hW).plus(biases).map(LayerSlips::sigmoid))
            .or(
                "x·Wx and hPrev·Wh are multiplied: they must be added.",
                () -> xW.hadamard(hW).plus(biases))
            .or(
                "z is not set back to 0 from one block to the next: each gate must have a sum of"
                    + " its own.",
                () -> blockAfterBlock(xW.plus(hW).plus(biases), false))
            .or(
                "the products are not set back to 0 from one block to the next: each gate must"
                    + " have a sum of its own.",
                () -> blockAfterBlock(xW.plus(hW), false).plus(biases))
            .or(
                "z is not set back to 0 from one gate of a unit to the next, nor to the next unit:"
                    + " each must have a sum of its own.",
                () -> blockAfterBlock(xW.plus(hW).plus(biases), true))
            .or(
                "a unit reads the new h of the units before it: all must read hPrev, as it was"
                    + " before the step.",
                () -> oneAfterTheOther(xW.plus(biases), hPrev, cPrev, Wh))
            .get();
    boolean isInRuns =
        at("how z is cut", () -> false)
            .or(
                "the array of z is cut into four runs: a block must be H columns of every row,"
                    + " z.columns(k * H, (k + 1) * H).",
                () -> true)
            .get();
    int[] order = order();
    Matrix[] blocks = new Matrix[order.length];
    for (int k = 0; k < order.length; k++) {
      blocks[k] =
          order[k] < 0 ? everyFourth(z, k) : isInRuns ? run(z, order[k]) : block(z, order[k]);
      blocks[k] = own(k, blocks[k], block(xW, k), block(hW, k), b, z);
    }
    return peepholes(blocks, cPrev);
  }

  /** Where the blocks of i, f, g and o are; −1 for columns that alternate. */
  private int[] order() {
    Choice<int[]> order = at("the order of the blocks", () -> new int[] {0, 1, 2, 3});
    order
        .or(
            "the input gate and the forget gate are exchanged: the blocks must be read in the"
                + " order i f g o. i is the first and scales the candidate, f the second and"
                + " scales cPrev.",
            () -> new int[] {1, 0, 2, 3})
        .or(
            "the columns are read in turn, 4j + k for gate k of unit j: each gate has a block of H"
                + " columns, so it must be k·H + j.",
            () -> new int[] {-1, -1, -1, -1});
    for (String other : ORDERS.split(",")) {
      order.or(
          "the blocks are read in the order "
              + other
              + ": here, as in PyTorch, it must be i f g o.",
          () -> GATES.chars().map(gate -> other.replace(" ", "").indexOf(gate)).toArray());
    }
    return order.get();
  }

  /** What goes wrong in one block, when each is computed by itself. */
  private Matrix own(int k, Matrix z, Matrix xW, Matrix hW, Matrix b, Matrix whole) {
    char gate = GATES.charAt(k);
    Matrix bias = block(b, k);
    Choice<Matrix> own = at("the block of " + gate, () -> z);
    own.or(
            "the bias is missing in " + gate + ": every block of z must have its own.",
            () -> z.plusRow(bias.scale(-1)))
        .or(
            "hPrev·Wh is missing in " + gate + ": all four blocks must read hPrev.",
            () -> z.minus(hW))
        .or("x·Wx is missing in " + gate + ": all four blocks must read x.", () -> z.minus(xW))
        .or(
            "the block of " + gate + " is read one column too early: it must begin at " + k + "·H.",
            () -> columnsOf(whole, k * z.cols() - 1, z.cols()))
        .or(
            "the block of " + gate + " is read one column too late: it must begin at " + k + "·H.",
            () -> columnsOf(whole, k * z.cols() + 1, z.cols()))
        .or(
            "the bias is added twice in " + gate + ": it must be added once.",
            () -> z.plusRow(bias))
        .or(
            "the bias is subtracted in " + gate + ": it must be added.",
            () -> z.plusRow(bias.scale(-2)));
    if (gate == 'f') {
      for (double more : new double[] {1, -1, 0.5, 2}) {
        own.or(
            (more == (int) more ? Integer.toString((int) more) : Double.toString(more))
                + " is added in the forget gate: f must be σ of its block only. Some libraries"
                + " add it; here it would be in b.",
            () -> z.map(v -> v + more));
      }
    }
    for (int other = 0; other < GATES.length(); other++) {
      if (other != k) {
        Matrix wrong = block(b, other);
        own.or(
            gate
                + " has the bias of "
                + GATES.charAt(other)
                + ": each must have its own block of b.",
            () -> z.plusRow(wrong.minus(bias)));
      }
    }
    return own.get();
  }

  private Matrix[] peepholes(Matrix[] z, Matrix cPrev) {
    return at("peepholes", () -> z)
        .or(
            "the gates i and f read cPrev: that is the variant with peepholes. Here they must read"
                + " x and hPrev only.",
            () -> new Matrix[] {z[0].plus(cPrev), z[1].plus(cPrev), z[2], z[3]})
        .or(
            "the input gate reads cPrev: that is the variant with peepholes. Here it must read x"
                + " and hPrev only.",
            () -> new Matrix[] {z[0].plus(cPrev), z[1], z[2], z[3]})
        .or(
            "the forget gate reads cPrev: that is the variant with peepholes. Here it must read x"
                + " and hPrev only.",
            () -> new Matrix[] {z[0], z[1].plus(cPrev), z[2], z[3]})
        .or(
            "the output gate reads cPrev: that is the variant with peepholes. Here it must read x"
                + " and hPrev only.",
            () -> new Matrix[] {z[0], z[1], z[2], z[3].plus(cPrev)})
        .or(
            "the gates i, f and o read cPrev: that is the variant with peepholes. Here they must"
                + " read x and hPrev only.",
            () -> new Matrix[] {z[0].plus(cPrev), z[1].plus(cPrev), z[2], z[3].plus(cPrev)})
        .get();
  }

  private Matrix[] gates(Matrix[] blocks) {
    Matrix[] z =
        at("whose block", () -> blocks)
            .or(
                "g reads the block of i: it must read the third block.",
                () -> reading(blocks, 2, 0))
            .or(
                "g reads the block of f: it must read the third block.",
                () -> reading(blocks, 2, 1))
            .or(
                "g reads the block of o: it must read the third block.",
                () -> reading(blocks, 2, 3))
            .or(
                "i reads the block of g: it must read the first block.",
                () -> reading(blocks, 0, 2))
            .or(
                "f reads the block of g: it must read the second block.",
                () -> reading(blocks, 1, 2))
            .or(
                "o reads the block of g: it must read the fourth block.",
                () -> reading(blocks, 3, 2))
            .get();
    Matrix[] own = ownRows(z);
    DoubleUnaryOperator sigma =
        at("σ", () -> (DoubleUnaryOperator) LayerSlips::sigmoid)
            .or(
                "the gates go through tanh: i, f and o must go through the sigmoid, only g through"
                    + " tanh. A gate is a share between 0 and 1.",
                () -> Math::tanh)
            .or(
                "the gates go through no function: i, f and o must be σ of their blocks.",
                () -> v -> v)
            .or(
                "the sigmoid has the wrong sign in the exponent: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> sigmoid(-v))
            .or(
                "the bracket of the sigmoid is missing: 1 / 1 + e⁻ᵛ is 1 + e⁻ᵛ, and it must be"
                    + " σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> 1 + Math.exp(-v))
            .or(
                "the sigmoid is made of tanh without halving v: it must be σ(v) = (1 + tanh(v /"
                    + " 2)) / 2.",
                () -> v -> (1 + Math.tanh(v)) / 2)
            .or("the base of the sigmoid is 2: it must be e.", () -> v -> 1 / (1 + Math.pow(2, -v)))
            .or(
                "the hard sigmoid 0.2·v + 0.5 is used in place of the sigmoid: it must be σ(v) = 1"
                    + " / (1 + e⁻ᵛ).",
                () -> v -> Math.max(0, Math.min(1, 0.2 * v + 0.5)))
            .or(
                "the hard sigmoid v / 6 + 0.5 is used in place of the sigmoid: it must be σ(v) = 1"
                    + " / (1 + e⁻ᵛ).",
                () -> v -> Math.max(0, Math.min(1, v / 6 + 0.5)))
            .or(
                "the hard sigmoid 0.25·v + 0.5 is used in place of the sigmoid: it must be σ(v) ="
                    + " 1 / (1 + e⁻ᵛ).",
                () -> v -> Math.max(0, Math.min(1, 0.25 * v + 0.5)))
            .or(
                "the ReLU is used in place of the sigmoid: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> Math.max(0, v))
            .or(
                "a step is used in place of the sigmoid: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> v > 0 ? 1 : 0)
            .or("the sigmoid is applied twice: once is enough.", () -> v -> sigmoid(sigmoid(v)))
            .or(
                "the gates go through 2σ − 1: a gate must be between 0 and 1, so it must be σ.",
                () -> v -> 2 * sigmoid(v) - 1)
            .or(
                "the sigmoid is applied to v / 2: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> sigmoid(v / 2))
            .or(
                "the sigmoid is made of tanh without + 1: it must be σ(v) = (1 + tanh(v / 2)) / 2.",
                () -> v -> Math.tanh(v / 2) / 2)
            .or(
                "the sigmoid loses the sign of v: for negative v it must be below 0.5, σ(v) = 1 /"
                    + " (1 + e⁻ᵛ).",
                () -> v -> sigmoid(Math.abs(v)))
            .or(
                "the sigmoid is doubled: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> 2 * sigmoid(v))
            .or(
                "the sigmoid is halved: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> sigmoid(v) / 2)
            .or(
                "the sigmoid is made of tanh(v) / 2: it must be σ(v) = (1 + tanh(v / 2)) / 2.",
                () -> v -> Math.tanh(v) / 2)
            .or(
                "the sigmoid is made of tanh without its bracket: it must be σ(v) = (1 + tanh(v /"
                    + " 2)) / 2.",
                () -> v -> 1 + Math.tanh(v / 2) / 2)
            .or(
                "the sigmoid has a minus in place of the plus: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> v -> 1 / (1 - Math.exp(-v)))
            .or(
                "the exponential is used in place of the sigmoid: it must be σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> Math::exp)
            .or(
                "the gates go through tanh before the sigmoid: i, f and o must be σ of their"
                    + " blocks as they are.",
                () -> v -> sigmoid(Math.tanh(v)))
            .or(
                "the slope of the sigmoid is used in place of the sigmoid: it must be σ(v) = 1 /"
                    + " (1 + e⁻ᵛ). σ·(1 − σ) is for the way back.",
                () -> v -> sigmoid(v) * (1 - sigmoid(v)))
            .or(
                "the sigmoid is computed as eᵛ / (1 + eᵛ): that is ∞/∞ = NaN for large v. 1 / (1 +"
                    + " e⁻ᵛ) is the same number and does not overflow.",
                () -> v -> Math.exp(v) / (1 + Math.exp(v)))
            .get();
    Matrix[] gates = new Matrix[z.length];
    for (int k = 0; k < z.length; k++) {
      gates[k] = k == 2 ? candidate(own[k]) : gate(GATES.charAt(k), own[k], sigma);
    }
    return gates;
  }

  private Matrix[] ownRows(Matrix[] z) {
    return at("the rows of z", () -> z)
        .or(
            "z of the first example is used for all: each example must have its own.",
            () -> Stream.of(z).map(LstmStepSlips::rowZeroEverywhere).toArray(Matrix[]::new))
        .or(
            "the gates of the first example are used for all: each example must have its own.",
            () ->
                new Matrix[] {
                  rowZeroEverywhere(z[0]), rowZeroEverywhere(z[1]), z[2], rowZeroEverywhere(z[3])
                })
        .get();
  }

  private Matrix gate(char gate, Matrix z, DoubleUnaryOperator sigma) {
    Matrix right = z.map(sigma);
    return at("σ of " + gate, () -> right)
        .or(
            gate + " goes through tanh in place of the sigmoid: it must be σ of its block.",
            () -> z.map(Math::tanh))
        .or("the sigmoid is missing in " + gate + ": it must be σ of its block.", () -> z)
        .or(
            gate
                + " is inverted: 1 − "
                + gate
                + " is in place of "
                + gate
                + "."
                + (gate == 'f'
                    ? " In spite of its name, the forget gate says how much is kept."
                    : ""),
            () -> right.map(v -> 1 - v))
        .or(gate + " is always 0.5: it must be σ of its block.", () -> right.map(v -> 0.5))
        .or(
            "the sigmoid is applied twice in " + gate + ": once is enough.",
            () -> right.map(LayerSlips::sigmoid))
        .get();
  }

  private Matrix candidate(Matrix z) {
    DoubleUnaryOperator tanh = tanh();
    return at("tanh of g", () -> z.map(tanh))
        .or(
            "the candidate g goes through the sigmoid: it must be g = tanh(zg), so that what is"
                + " written can be negative.",
            () -> z.map(LayerSlips::sigmoid))
        .or("the candidate g has no tanh: it must be g = tanh(zg).", () -> z)
        .or(
            "the candidate g goes through the sigmoid before tanh: it must be g = tanh(zg), of its"
                + " block as it is.",
            () -> z.map(v -> Math.tanh(sigmoid(v))))
        .or(
            "the candidate g goes through the ReLU: it must be g = tanh(zg).",
            () -> z.map(v -> Math.max(0, v)))
        .or(
            "the candidate g goes through tanh twice: it must be g = tanh(zg).",
            () -> z.map(LstmStepSlips::twice))
        .or(
            "the candidate g goes through 2σ(z) − 1: it must be g = tanh(zg), and tanh(z) = 2σ(2z)"
                + " − 1.",
            () -> z.map(v -> 2 * sigmoid(v) - 1))
        .or(
            "the candidate g goes through a straight line cut at −1 and 1: it must be g ="
                + " tanh(zg).",
            () -> z.map(v -> Math.max(-1, Math.min(1, v))))
        .or(
            "g of the first example is used for all: each example must have its own.",
            () -> rowZeroEverywhere(z.map(Math::tanh)))
        .or(
            "tanh overflows in the candidate g: a quotient of exponentials is ∞/∞ = NaN for large"
                + " z. It must be Math.tanh.",
            () -> z.map(LstmStepSlips::overflowing))
        .or(
            "tanh overflows in the candidate g: a quotient of exponentials is ∞/∞ = NaN for large"
                + " z. It must be Math.tanh.",
            () -> z.map(LstmStepSlips::overflowingAbove))
        .or(
            "tanh overflows in the candidate g: a quotient of exponentials is ∞/∞ = NaN for large"
                + " z. It must be Math.tanh.",
            () -> z.map(LstmStepSlips::overflowingBelow))
        .get();
  }

  private DoubleUnaryOperator tanh() {
    String overflows =
        "tanh overflows: a quotient of exponentials is ∞/∞ = NaN for large numbers. It must be"
            + " Math.tanh.";
    return this.<DoubleUnaryOperator>at("tanh", () -> Math::tanh)
        .or(overflows, () -> LstmStepSlips::overflowing)
        .or(overflows, () -> LstmStepSlips::overflowingAbove)
        .or(overflows, () -> LstmStepSlips::overflowingBelow)
        .get();
  }

  private Matrix cell(Matrix i, Matrix f, Matrix g, Matrix o, Matrix cPrev) {
    Matrix kept =
        at("f ⊙ cPrev", () -> f.hadamard(cPrev))
            .or("cPrev is never used: it must be c = f ⊙ cPrev + i ⊙ g.", () -> f.scale(0))
            .or(
                "cPrev is added whole: the forget gate must scale it, c = f ⊙ cPrev + i ⊙ g."
                    + " Without that gate it is the LSTM of 1997.",
                () -> cPrev)
            .or("f is added to cPrev: it must scale it, f ⊙ cPrev.", () -> f.plus(cPrev))
            .or("f ⊙ cPrev is subtracted: it must be added.", () -> f.hadamard(cPrev).scale(-1))
            .or("f stands in place of f ⊙ cPrev: it must scale cPrev.", () -> f)
            .or(
                "g scales cPrev: the forget gate must, and f is the second block of z.",
                () -> g.hadamard(cPrev))
            .or(
                "f scales g in place of cPrev: it must be c = f ⊙ cPrev + i ⊙ g.",
                () -> f.hadamard(g))
            .or(
                "cPrev of the first example is used for all: each example must have its own.",
                () -> f.hadamard(rowZeroEverywhere(cPrev)))
            .or(
                "cPrev of the example before is used: each example must have its own.",
                () -> f.hadamard(rowBefore(cPrev)))
            .or(
                "i scales cPrev: the forget gate must, and f is the second block of z.",
                () -> i.hadamard(cPrev))
            .or(
                "o scales cPrev: the forget gate must, and f is the second block of z.",
                () -> o.hadamard(cPrev))
            .or(
                "1 − i scales cPrev: the forget gate must scale it. It has a block of its own"
                    + " here; the coupled variant has none.",
                () -> i.map(v -> 1 - v).hadamard(cPrev))
            .or(
                "cPrev goes through tanh before it is kept: it must be c = f ⊙ cPrev + i ⊙ g.",
                () -> f.hadamard(cPrev.map(Math::tanh)))
            .or(
                "f and cPrev are multiplied as matrices: ⊙ goes entry by entry, so it must be"
                    + " hadamard.",
                () -> f.matmul(cPrev))
            .or(
                "f and cPrev are multiplied as matrices: ⊙ goes entry by entry, so it must be"
                    + " hadamard.",
                () -> f.matmul(cPrev.transpose()))
            .get();
    Matrix written =
        at("i ⊙ g", () -> i.hadamard(g))
            .or("i ⊙ g is missing: it must be c = f ⊙ cPrev + i ⊙ g.", () -> g.scale(0))
            .or(
                "the candidate is added whole: the input gate must scale it, c = f ⊙ cPrev + i ⊙"
                    + " g.",
                () -> g)
            .or("i is added only: it must scale the candidate, i ⊙ g.", () -> i)
            .or(
                "i and g are added: the input gate must scale the candidate, i ⊙ g.",
                () -> i.plus(g))
            .or(
                "i scales cPrev in place of g: it must be c = f ⊙ cPrev + i ⊙ g.",
                () -> i.hadamard(cPrev))
            .or(
                "i ⊙ g goes through tanh: it must be added as it is, since g has been through"
                    + " tanh.",
                () -> i.hadamard(g).map(Math::tanh))
            .or(
                "f scales the candidate: the input gate must, and i is the first block of z.",
                () -> f.hadamard(g))
            .or(
                "o scales the candidate: the input gate must, and i is the first block of z.",
                () -> o.hadamard(g))
            .or(
                "1 − f scales the candidate: the input gate must scale it. It has a block of its"
                    + " own here; the coupled variant has none.",
                () -> f.map(v -> 1 - v).hadamard(g))
            .or(
                "i and g are multiplied as matrices: ⊙ goes entry by entry, so it must be"
                    + " hadamard.",
                () -> i.matmul(g.transpose()))
            .get();
    Choice<Matrix> c =
        at("c", () -> kept.plus(written))
            .or(
                "f ⊙ cPrev and i ⊙ g are multiplied: they must be added.",
                () -> kept.hadamard(written))
            .or("i ⊙ g is subtracted: it must be added.", () -> kept.minus(written))
            .or(
                "f ⊙ cPrev and i ⊙ g are averaged: they must be added.",
                () -> kept.plus(written).scale(0.5))
            .or(
                "i scales f ⊙ cPrev, too: it must scale g only, c = f ⊙ cPrev + i ⊙ g.",
                () -> i.hadamard(kept).plus(written))
            .or(
                "o scales the cell state: it must scale h only, c = f ⊙ cPrev + i ⊙ g.",
                () -> o.hadamard(kept.plus(written)))
            .or(
                "c goes through the sigmoid: it must be c = f ⊙ cPrev + i ⊙ g, however large.",
                () -> kept.plus(written).map(LayerSlips::sigmoid))
            .or(
                "cPrev is added to c once more: it must be c = f ⊙ cPrev + i ⊙ g.",
                () -> kept.plus(written).plus(cPrev))
            .or(
                "c goes through tanh as a whole: it must be c = f ⊙ cPrev + i ⊙ g, however large."
                    + " Only h is made from tanh(c).",
                () -> kept.plus(written).map(Math::tanh))
            .or(
                "f scales i ⊙ g, too: it must scale cPrev only, c = f ⊙ cPrev + i ⊙ g.",
                () -> kept.plus(f.hadamard(written)));
    for (double bound : new double[] {1, 3, 5, 10, 50}) {
      c.or(
          "c is clipped: it must be c = f ⊙ cPrev + i ⊙ g, however large. Clipping is an option of"
              + " some libraries.",
          () -> kept.plus(written).map(v -> Math.max(-bound, Math.min(bound, v))));
    }
    return c.get();
  }

  private Matrix shown(Matrix i, Matrix f, Matrix g, Matrix o, Matrix c, State before) {
    DoubleUnaryOperator tanh = tanh();
    Matrix squashed =
        at("tanh(c)", () -> c.map(tanh))
            .or("h is o ⊙ c: it must be h = o ⊙ tanh(c), since c can be of any size.", () -> c)
            .or(
                "tanh is applied twice in h: it must be h = o ⊙ tanh(c).",
                () -> c.map(LstmStepSlips::twice))
            .or(
                "h is made from σ(c): it must be h = o ⊙ tanh(c).",
                () -> c.map(LayerSlips::sigmoid))
            .or(
                "h is made from cPrev: it must be made from the new cell state, h = o ⊙ tanh(c).",
                () -> before.c().map(Math::tanh))
            .or(
                "h is made from g: it must be made from the new cell state, h = o ⊙ tanh(c).",
                () -> g.map(Math::tanh))
            .or("the candidate stands in place of tanh(c): it must be h = o ⊙ tanh(c).", () -> g)
            .or("cPrev stands in place of tanh(c): it must be h = o ⊙ tanh(c).", before::c)
            .or("hPrev stands in place of tanh(c): it must be h = o ⊙ tanh(c).", before::h)
            .or(
                "h is made from hPrev: it must be made from the new cell state, h = o ⊙ tanh(c).",
                () -> before.h().map(Math::tanh))
            .or(
                "h is made from f ⊙ cPrev only: it must be made from the whole cell state, h = o"
                    + " ⊙ tanh(c).",
                () -> f.hadamard(before.c()).map(Math::tanh))
            .or(
                "h is made from the ReLU of c: it must be h = o ⊙ tanh(c).",
                () -> c.map(v -> Math.max(0, v)))
            .or(
                "c is cut at −1 and 1 in h: it must be h = o ⊙ tanh(c).",
                () -> c.map(v -> Math.max(-1, Math.min(1, v))))
            .or(
                "h is made from i ⊙ g only: it must be made from the whole cell state, h = o ⊙"
                    + " tanh(c).",
                () -> i.hadamard(g).map(Math::tanh))
            .or(
                "tanh overflows in h: a quotient of exponentials is ∞/∞ = NaN for large c. It must"
                    + " be Math.tanh.",
                () -> c.map(LstmStepSlips::overflowing))
            .or(
                "tanh overflows in h: a quotient of exponentials is ∞/∞ = NaN for large c. It must"
                    + " be Math.tanh.",
                () -> c.map(LstmStepSlips::overflowingAbove))
            .or(
                "tanh overflows in h: a quotient of exponentials is ∞/∞ = NaN for large c. It must"
                    + " be Math.tanh.",
                () -> c.map(LstmStepSlips::overflowingBelow))
            .get();
    return at("h", () -> o.hadamard(squashed))
        .or("h is tanh(c): the output gate must scale it, h = o ⊙ tanh(c).", () -> squashed)
        .or(
            "tanh goes around o ⊙ c: it must be taken of c only, h = o ⊙ tanh(c).",
            () -> o.hadamard(c).map(Math::tanh))
        .or("h is o only: it must scale tanh(c), h = o ⊙ tanh(c).", () -> o)
        .or("hPrev is returned in place of h: it must be h = o ⊙ tanh(c).", () -> before.h().copy())
        .or("o is added to tanh(c): it must scale it, h = o ⊙ tanh(c).", () -> o.plus(squashed))
        .or(
            "i scales tanh(c): the output gate must, and o is the fourth block of z.",
            () -> i.hadamard(squashed))
        .or(
            "f scales tanh(c): the output gate must, and o is the fourth block of z.",
            () -> f.hadamard(squashed))
        .or("g scales tanh(c): the output gate must, h = o ⊙ tanh(c).", () -> g.hadamard(squashed))
        .or(
            "o and tanh(c) are multiplied as matrices: ⊙ goes entry by entry, so it must be"
                + " hadamard.",
            () -> o.matmul(squashed.transpose()))
        .or(
            "the new h is added to the old one: it must be h = o ⊙ tanh(c) only.",
            () -> o.hadamard(squashed).plus(before.h()))
        .get();
  }

  private static Matrix[] plus(Matrix[] blocks, Matrix b, double sign) {
    Matrix[] sums = new Matrix[blocks.length];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = blocks[k].plusRow(block(b, k).scale(sign));
    }
    return sums;
  }

  private static Matrix[] reading(Matrix[] blocks, int gate, int other) {
    Matrix[] z = blocks.clone();
    z[gate] = blocks[other];
    return z;
  }

  private static Matrix block(Matrix m, int k) {
    int H = m.cols() / 4;
    return m.columns(k * H, (k + 1) * H);
  }

  /** A quarter of the array, as if the blocks stood one below the other. */
  private static Matrix run(Matrix m, int k) {
    int length = m.data().length / 4;
    double[] run = Arrays.copyOfRange(m.data(), k * length, (k + 1) * length);
    return Matrix.wrap(m.rows(), m.cols() / 4, run);
  }

  private static Matrix everyFourth(Matrix m, int k) {
    Matrix block = new Matrix(m.rows(), m.cols() / 4);
    for (int r = 0; r < block.rows(); r++) {
      for (int j = 0; j < block.cols(); j++) {
        block.set(r, j, m.get(r, 4 * j + k));
      }
    }
    return block;
  }

  private static Matrix rowZeroEverywhere(Matrix m) {
    Matrix row = new Matrix(1, m.cols());
    System.arraycopy(m.data(), 0, row.data(), 0, m.cols());
    return new Matrix(m.rows(), m.cols()).plusRow(row);
  }

  private static Matrix everyRow(Matrix row, int rows) {
    return new Matrix(rows, row.cols()).plusRow(row);
  }

  private static Matrix rowBefore(Matrix m) {
    Matrix moved = new Matrix(m.rows(), m.cols());
    System.arraycopy(m.data(), 0, moved.data(), m.cols(), m.data().length - m.cols());
    return moved;
  }

  /** Columns from anywhere; 0 where there are none. */
  private static Matrix columnsOf(Matrix m, int from, int count) {
    Matrix some = new Matrix(m.rows(), count);
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < count; c++) {
        some.set(r, c, from + c < 0 || from + c >= m.cols() ? 0 : m.get(r, from + c));
      }
    }
    return some;
  }

  private static Matrix blockByBlock(Matrix hPrev, Matrix Wh) {
    Matrix[] blocks = new Matrix[4];
    for (int k = 0; k < 4; k++) {
      blocks[k] = hPrev.matmul(block(Wh, k).transpose());
    }
    return Matrix.beside(blocks);
  }

  private static Matrix themselvesAlone(Matrix hPrev, Matrix Wh) {
    Matrix m = new Matrix(hPrev.rows(), Wh.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        int j = c % hPrev.cols();
        m.set(r, c, hPrev.get(r, j) * Wh.get(j, c));
      }
    }
    return m;
  }

  /**
   * Each gate's sum goes on from that of the gate before it, and of the unit before it if asked.
   */
  private static Matrix blockAfterBlock(Matrix z, boolean unitAfterUnit) {
    int H = z.cols() / 4;
    Matrix sums = new Matrix(z.rows(), z.cols());
    for (int r = 0; r < z.rows(); r++) {
      double sum = 0;
      for (int j = 0; j < H; j++) {
        sum = unitAfterUnit ? sum : 0;
        for (int k = 0; k < 4; k++) {
          sum += z.get(r, k * H + j);
          sums.set(r, k * H + j, sum);
        }
      }
    }
    return sums;
  }

  private static Matrix oneAfterTheOther(Matrix rest, Matrix hPrev, Matrix cPrev, Matrix Wh) {
    int H = hPrev.cols();
    Matrix state = hPrev.copy();
    Matrix z = rest.copy();
    for (int r = 0; r < z.rows(); r++) {
      for (int j = 0; j < H; j++) {
        for (int k = 0; k < 4; k++) {
          for (int u = 0; u < H; u++) {
            z.set(r, k * H + j, z.get(r, k * H + j) + state.get(r, u) * Wh.get(u, k * H + j));
          }
        }
        double c =
            sigmoid(z.get(r, H + j)) * cPrev.get(r, j)
                + sigmoid(z.get(r, j)) * Math.tanh(z.get(r, 2 * H + j));
        state.set(r, j, sigmoid(z.get(r, 3 * H + j)) * Math.tanh(c));
      }
    }
    return z;
  }

  private static double twice(double v) {
    return Math.tanh(Math.tanh(v));
  }

  private static double overflowing(double v) {
    return (Math.exp(v) - Math.exp(-v)) / (Math.exp(v) + Math.exp(-v));
  }

  private static double overflowingAbove(double v) {
    return (Math.exp(2 * v) - 1) / (Math.exp(2 * v) + 1);
  }

  private static double overflowingBelow(double v) {
    return (1 - Math.exp(-2 * v)) / (1 + Math.exp(-2 * v));
  }
}
