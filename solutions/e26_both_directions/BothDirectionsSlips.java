package e26_both_directions;

import java.util.Arrays;
import unrolled.exercise.LayerSlips;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where a sequence is read from both of its ends. */
final class BothDirectionsSlips extends SequenceSlips implements BothDirections {
  private static final String OWN_END =
      "step t of row n must be real while t < lengths[n], with t from 0.";
  private static final String LAST =
      "last must have the first direction after the last real step, and the second after step 1.";

  private static final String WEIGHED =
      "the padding is multiplied by 0: a NaN times 0 is a NaN. The state and the output of a row"
          + " must be chosen by an if.";

  /** The weights of one direction; who errs in a product errs in both. */
  private record Weights(Matrix Wx, Matrix Wh, Matrix b) {}

  /** The states of one direction at each step, and after all that it has read. */
  private record Pass(Matrix[] states, Matrix last) {}

  /** Whether row n is real at step t. */
  private interface Real {
    boolean at(int t, int n);
  }

  /** The steps that are read, and those that the outputs show. */
  private record Reach(Real read, Real shown) {}

  private interface Source {
    Matrix of(int n);
  }

  private interface Choosing {
    Matrix of(Real real, int t, Matrix one, Matrix other);
  }

  private interface Join {
    Matrix of(Matrix first, Matrix second);
  }

  @Override
  public Both forward(
      Matrix[] xs,
      int[] lengths,
      Matrix Wx1,
      Matrix Wh1,
      Matrix b1,
      Matrix Wx2,
      Matrix Wh2,
      Matrix b2) {
    Weights first = new Weights(Wx1, Wh1, b1);
    Weights second = new Weights(Wx2, Wh2, b2);
    Weights[] both =
        at("whose weights", () -> new Weights[] {first, second})
            .or(
                "both directions have the weights of the first: the second must have Wx2, Wh2"
                    + " and b2.",
                () -> new Weights[] {first, new Weights(Wx1, Wh1, b1)})
            .or(
                "both directions have the weights of the second: the first must have Wx1, Wh1"
                    + " and b1.",
                () -> new Weights[] {new Weights(Wx2, Wh2, b2), second})
            .or(
                "the weights are exchanged: Wx1, Wh1 and b1 must belong to the direction that"
                    + " begins at the start.",
                () -> new Weights[] {new Weights(Wx2, Wh2, b2), new Weights(Wx1, Wh1, b1)})
            .or(
                "Wh1 and Wh2 are exchanged: Wh1 must belong to the direction that begins at the"
                    + " start.",
                () -> new Weights[] {new Weights(Wx1, Wh2, b1), new Weights(Wx2, Wh1, b2)})
            .or(
                "Wx1 and Wx2 are exchanged: Wx1 must belong to the direction that begins at the"
                    + " start.",
                () -> new Weights[] {new Weights(Wx2, Wh1, b1), new Weights(Wx1, Wh2, b2)})
            .or(
                "b1 and b2 are exchanged: b1 must belong to the direction that begins at the"
                    + " start.",
                () -> new Weights[] {new Weights(Wx1, Wh1, b2), new Weights(Wx2, Wh2, b1)})
            .or(
                "both directions have the Wh of the first: the second must have Wh2.",
                () -> new Weights[] {first, new Weights(Wx2, Wh1, b2)})
            .or(
                "both directions have the Wx of the first: the second must have Wx2.",
                () -> new Weights[] {first, new Weights(Wx1, Wh2, b2)})
            .or(
                "both directions have the bias of the first: the second must have b2.",
                () -> new Weights[] {first, new Weights(Wx2, Wh2, b1)})
            .or(
                "the second direction has no bias: b2 must be added at every step.",
                () -> new Weights[] {first, new Weights(Wx2, Wh2, new Matrix(1, b2.cols()))})
            .or(
                "the first direction has no bias: b1 must be added at every step.",
                () -> new Weights[] {new Weights(Wx1, Wh1, new Matrix(1, b1.cols())), second})
            .get();
    Reach reach = reach(xs.length, lengths);
    Matrix zero = new Matrix(lengths.length, b1.cols());
    Pass f = kept("first", first(xs, reach("first", reach, lengths), both[0], zero), lengths);
    Pass g =
        kept(
            "second",
            second(xs, lengths, reach("second", reach, lengths), both[1], zero, f),
            lengths);
    return result(f, turned(g, lengths), lengths);
  }

  private Reach reach(int T, int[] lengths) {
    int N = lengths.length;
    int shortest = Arrays.stream(lengths).min().orElse(T);
    Real right = (t, n) -> t < lengths[n];
    Real all = (t, n) -> true;
    Real more = (t, n) -> t <= lengths[n];
    String tooFar = "each row is read one step too far: " + OWN_END;
    return at("which steps are real", () -> new Reach(right, right))
        .or("the lengths are ignored: " + OWN_END, () -> new Reach(all, all))
        .or("both directions read the padding: " + OWN_END, () -> new Reach(all, right))
        .or(tooFar, () -> new Reach(more, more))
        .or(tooFar, () -> new Reach(more, right))
        .or(
            "each row ends one step too early: " + OWN_END,
            () -> only((t, n) -> t < lengths[n] - 1))
        .or(
            "the length of the first row is used for all: " + OWN_END,
            () -> only((t, n) -> t < lengths[0]))
        .or("the batch ends with its shortest row: " + OWN_END, () -> only((t, n) -> t < shortest))
        .or(
            "the lengths are taken from the last row to the first: " + OWN_END,
            () -> only((t, n) -> t < lengths[N - 1 - n]))
        .or(
            "the padding is looked for in front: the real steps of a row must be its first ones.",
            () -> only((t, n) -> t >= T - lengths[n]))
        .or(
            "the rows after one that has ended are left out: each row must end by itself. Is there"
                + " break in place of continue?",
            () -> only(untilOneEnds(lengths)))
        .get();
  }

  private Reach reach(String name, Reach right, int[] lengths) {
    boolean isFirst = name.equals("first");
    Real all = (t, n) -> true;
    Real more = (t, n) -> t <= lengths[n];
    String direction = "the " + name + " direction";
    String padding =
        direction
            + (isFirst
                ? " goes on through the padding: it must stop after each row's own last step."
                : " begins in the padding: it must begin with zeros at each row's own last step.");
    String tooFar = direction + " reads one step too many: " + OWN_END;
    return at("which steps " + direction + " reads", () -> right)
        .or(direction + " ignores the lengths: " + OWN_END, () -> new Reach(all, all))
        .or(padding, () -> new Reach(all, right.shown()))
        .or(tooFar, () -> new Reach(more, more))
        .or(tooFar, () -> new Reach(more, right.shown()))
        .or(
            direction + " leaves out the last real step: " + OWN_END,
            () -> only((t, n) -> t < lengths[n] - 1))
        .or(
            direction + " leaves out the last real step, unless it is the only one: " + OWN_END,
            () -> only((t, n) -> t < Math.max(1, lengths[n] - 1)))
        .or(
            direction
                + " leaves out step 1: "
                + (isFirst ? "it must begin with xs[0]." : "it must end with xs[0]."),
            () -> only((t, n) -> t > 0 && t < lengths[n]))
        .or(
            direction
                + " leaves out the rows after one that has ended: each row must end by itself. Is"
                + " there break in place of continue?",
            () -> only(untilOneEnds(lengths)))
        .get();
  }

  private static Reach only(Real real) {
    return new Reach(real, real);
  }

  private static Real untilOneEnds(int[] lengths) {
    return (t, n) -> Arrays.stream(lengths, 0, n + 1).allMatch(length -> t < length);
  }

  /** The states of a direction as they are kept until all are there. */
  private Pass kept(String name, Pass pass, int[] lengths) {
    String direction = "the " + name + " direction";
    Pass both =
        overwritten(
            at("the states of both directions", () -> pass), "each direction", pass, lengths);
    return overwritten(at("the states of " + direction, () -> both), direction, pass, lengths);
  }

  private static Pass overwritten(Choice<Pass> kept, String who, Pass pass, int[] lengths) {
    int T = pass.states().length;
    Matrix last = pass.last();
    String sentence =
        who
            + " writes all its states into one matrix, so every step shows the last one: each step"
            + " must have a matrix of its own.";
    return kept.or(
            sentence,
            () ->
                new Pass(
                    each(T, t -> choose((s, n) -> s < lengths[n], t, last, last.map(v -> 0))),
                    last))
        .or(sentence, () -> new Pass(each(T, t -> last.copy()), last))
        .get();
  }

  /** Reads forward or backward; a row that is not real keeps its state, and its output is 0. */
  private Pass read(Matrix[] xs, Reach reach, Weights w, Matrix start, boolean rising) {
    int T = xs.length;
    Real real = reach.shown();
    Choosing choosing =
        this.<Choosing>at("how rows are chosen", () -> BothDirectionsSlips::choose)
            .or(WEIGHED, () -> BothDirectionsSlips::weighed)
            .or(WEIGHED, () -> BothDirectionsSlips::weighed) // each row turned, see second
            .get();
    Matrix[] states = new Matrix[T];
    Matrix h = start;
    for (int k = 0; k < T; k++) {
      int t = rising ? k : T - 1 - k;
      Matrix before = h;
      Matrix input =
          at("what the second direction reads", () -> xs[t])
              .or(
                  "the second direction reads one step late: its state at step t must have read"
                      + " xs[t], so it must begin with xs[lengths[n] − 1].",
                  () -> rising ? xs[t] : xs[Math.min(t + 1, T - 1)])
              .or(
                  "the second direction reads one step early: its state at step t must have read"
                      + " xs[t].",
                  () -> rising ? xs[t] : xs[Math.max(t - 1, 0)])
              .get();
      Matrix next = oneStep(input, before, w, rising ? "first" : "second");
      Matrix zero = before.map(v -> 0);
      h =
          at("the state in the padding", () -> choosing.of(reach.read(), t, next, before))
              .or(
                  "the state in the padding is multiplied by 0: a NaN times 0 is a NaN. The state"
                      + " of a row must be chosen by an if.",
                  () -> weighed(real, t, next, before))
              .get();
      Matrix state = h;
      states[t] =
          at("the output in the padding", () -> choosing.of(real, t, next, zero))
              .or(
                  "the outputs in the padding repeat a state: they must be 0.",
                  () -> choose(real, t, next, state))
              .or("the outputs in the padding are those of the step: they must be 0.", () -> next)
              .or(
                  "the output in the padding is multiplied by 0: a NaN times 0 is a NaN. The output"
                      + " of a row must be left at 0 by an if.",
                  () -> weighed(real, t, next, zero))
              .or(
                  "the outputs in the padding are NaN: they must be 0.",
                  () -> choose(real, t, next, zero.map(v -> Double.NaN)))
              .or(
                  "the outputs are the states before each step: they must be those after it.",
                  () -> choose(real, t, before, zero))
              .get();
    }
    return new Pass(states, h.copy());
  }

  private Matrix step(Matrix x, Matrix before, Weights w) {
    Matrix xW = product("x·Wx", x, w.Wx()).get();
    Matrix hW = product("h·Wh", before, w.Wh()).get();
    Matrix bias = bias("the bias", w.b(), x).get();
    return activation("tanh(…)", xW.plus(hW).plus(bias), Math::tanh).get();
  }

  /** A step, with what goes wrong in one direction alone. */
  private Matrix oneStep(Matrix x, Matrix before, Weights w, String direction) {
    Matrix xW = x.matmul(w.Wx());
    return at("a step of the " + direction + " direction", () -> step(x, before, w))
        .or(
            "the " + direction + " direction has no tanh: each state must be tanh of its sum.",
            () -> xW.plus(before.matmul(w.Wh())).plusRow(w.b()))
        .or(
            "Wh is transposed in the "
                + direction
                + " direction: the product must be with Wh"
                + " as it is.",
            () -> xW.plus(before.matmul(w.Wh().transpose())).plusRow(w.b()).map(Math::tanh))
        .or(
            "every step of the "
                + direction
                + " direction starts from zeros: it must start from the state of the step before"
                + " it.",
            () -> xW.plusRow(w.b()).map(Math::tanh))
        .or(
            "the " + direction + " direction has the sigmoid: its function must be tanh.",
            () -> xW.plus(before.matmul(w.Wh())).plusRow(w.b()).map(LayerSlips::sigmoid))
        .get();
  }

  private Pass first(Matrix[] xs, Reach reach, Weights w, Matrix zero) {
    Pass right = read(xs, reach, w, zero, true);
    return at("the first direction", () -> right)
        .or(
            "the first direction begins with ones: it must begin with zeros.",
            () -> read(xs, reach, w, zero.map(v -> 1), true))
        .or(goesOn("first"), () -> rowAfterRow(xs, reach, w, zero, true))
        .get();
  }

  private static String goesOn(String direction) {
    return "the "
        + direction
        + " direction begins each row with what the row before it ended with: it must begin each"
        + " row with zeros.";
  }

  /** A row begins with the state in which the one before it has ended. */
  private Pass rowAfterRow(Matrix[] xs, Reach reach, Weights w, Matrix zero, boolean rising) {
    Pass pass = read(xs, reach, w, zero, rising);
    for (int known = 1; known < zero.rows(); known++) {
      Matrix start = zero.copy();
      Matrix ended = pass.last();
      for (int n = 1; n < zero.rows(); n++) {
        start.put(new int[] {n}, ended.pick(n - 1));
      }
      pass = read(xs, reach, w, start, rising);
    }
    return pass;
  }

  private Pass second(Matrix[] xs, int[] lengths, Reach reach, Weights w, Matrix zero, Pass f) {
    int T = xs.length;
    Real real = reach.shown();
    Pass right =
        at("how rows are chosen", () -> read(xs, reach, w, zero, false))
            .or(WEIGHED, () -> read(xs, reach, w, zero, false))
            .or(
                WEIGHED,
                () -> {
                  Pass pass = read(within(xs, lengths), reach, w, zero, true);
                  return new Pass(within(pass.states(), lengths), pass.last());
                })
            .get();
    return at("the second direction", () -> right)
        .or(
            "the second direction begins with ones: it must begin with zeros.",
            () -> read(xs, reach, w, zero.map(v -> 1), false))
        .or(goesOn("second"), () -> rowAfterRow(xs, reach, w, zero, false))
        .or(
            "the second direction begins in the padding, which it reads as zeros: it must begin at"
                + " each row's own last step.",
            () -> {
              Matrix[] clean = new Matrix[T];
              Arrays.setAll(clean, t -> choose(real, t, xs[t], xs[t].map(v -> 0)));
              return read(clean, new Reach((t, n) -> true, real), w, zero, false);
            })
        .or(
            "the second direction starts each step from a state of the first: it must start from"
                + " its own state of step t + 1.",
            () -> {
              Matrix[] states = new Matrix[T];
              Matrix last = zero;
              for (int t = T - 1; t >= 0; t--) {
                Matrix before = t + 1 < T ? f.states()[t + 1] : zero;
                Matrix next =
                    xs[t].matmul(w.Wx()).plus(before.matmul(w.Wh())).plusRow(w.b()).map(Math::tanh);
                last = choose(real, t, next, last);
                states[t] = choose(real, t, next, zero);
              }
              return new Pass(states, last);
            })
        .or(
            "the second direction multiplies Wh2 by f_t: it must be its own state of step t + 1.",
            () -> {
              Matrix[] states = new Matrix[T];
              Matrix last = zero;
              for (int t = T - 1; t >= 0; t--) {
                Matrix next =
                    xs[t]
                        .matmul(w.Wx())
                        .plus(f.states()[t].matmul(w.Wh()))
                        .plusRow(w.b())
                        .map(Math::tanh);
                last = choose(real, t, next, last);
                states[t] = choose(real, t, next, zero);
              }
              return new Pass(states, last);
            })
        .or(
            "the second direction reads from the start like the first: it must begin at the last"
                + " real step and end at step 1.",
            () -> read(xs, reach, w, zero, true))
        .or(
            "the second direction begins with the last state of the first: it must begin with"
                + " zeros.",
            () -> read(xs, reach, w, f.last(), false))
        .or(
            "the whole batch is turned round, so that the padding comes first: each row must be"
                + " turned round within its own length.",
            () -> {
              Pass all = read(chosen(xs, t -> T - 1 - t), reach, w, zero, true);
              return new Pass(chosen(all.states(), t -> T - 1 - t), all.last());
            })
        .or(
            "the states of the second direction are one step late: the state of step t must have"
                + " read xs[t].",
            () -> {
              Pass all = read(xs, reach, w, zero, false);
              Matrix[] states = new Matrix[T];
              Arrays.setAll(
                  states, t -> t + 1 < T ? choose(real, t, all.states()[t + 1], zero) : zero);
              return new Pass(states, all.last());
            })
        .or(
            "the second direction reads the states of the first: it must read xs.",
            () -> {
              Matrix[] states = new Matrix[T];
              Matrix h = zero;
              for (int t = T - 1; t >= 0; t--) {
                Matrix x = f.states()[t];
                Matrix cut = xs[t].map(v -> 0);
                for (int n = 0; n < cut.rows(); n++) {
                  for (int j = 0; j < cut.cols(); j++) {
                    cut.set(n, j, x.get(n, j % x.cols()));
                  }
                }
                Matrix next =
                    cut.matmul(w.Wx()).plus(h.matmul(w.Wh())).plusRow(w.b()).map(Math::tanh);
                h = choose(real, t, next, h);
                states[t] = choose(real, t, next, zero);
              }
              return new Pass(states, h);
            })
        .get();
  }

  /** Each row turned round within its own length. */
  private static Matrix[] within(Matrix[] all, int[] lengths) {
    return each(
        all.length, t -> row(all[t], n -> t < lengths[n] ? all[lengths[n] - 1 - t] : all[t]));
  }

  private Pass turned(Pass g, int[] lengths) {
    int T = g.states().length;
    return at("the order of the second direction", () -> g)
        .or(
            "the second direction is in the order in which it was read: outputs[t] must have its"
                + " state of step t. Turn each row back within its own length.",
            () -> {
              Matrix[] states = new Matrix[T];
              for (int t = 0; t < T; t++) {
                int step = t;
                states[t] =
                    row(
                        g.last(),
                        n ->
                            step < lengths[n]
                                ? g.states()[lengths[n] - 1 - step]
                                : g.states()[step]);
              }
              return new Pass(states, g.last());
            })
        .or(
            "the states of the second direction are turned round over all T steps: the one of"
                + " step t must be in outputs[t], beside the first direction's.",
            () -> new Pass(chosen(g.states(), t -> T - 1 - t), g.last()))
        .or(
            "the states of the second direction are kept in the order in which they were computed:"
                + " the one of step t must be in outputs[t], beside the first direction's.",
            () -> {
              Matrix[] turned = chosen(g.states(), t -> T - 1 - t);
              Matrix zero = g.last().scale(0);
              Matrix[] states = new Matrix[T];
              Arrays.setAll(states, t -> choose((s, n) -> s < lengths[n], t, turned[t], zero));
              return new Pass(states, g.last());
            })
        .get();
  }

  private Both result(Pass f, Pass g, int[] lengths) {
    int T = f.states().length;
    Join join = join("the halves", (left, right) -> Matrix.beside(left, right), "").get();
    Join joined =
        join("the halves of the outputs", join, " in the outputs")
            .or(
                "the right half of the outputs is the sum of both directions: it must be g_t only.",
                () -> (left, right) -> Matrix.beside(left, left.plus(right)))
            .get();
    Matrix[] outputs = each(T, t -> joined.of(f.states()[t], g.states()[t]));
    Join inLast = join("the halves of last", join, " in last").get();
    Matrix left = f.last();
    Matrix right = g.last();
    Matrix atEnd = row(right, n -> g.states()[lengths[n] - 1]);
    Matrix last =
        at("last", () -> inLast.of(left, right))
            .or(
                "last has the second direction's output at the last real step: there it has read"
                    + " one step only. "
                    + LAST,
                () -> inLast.of(left, atEnd))
            .or(
                "last is the last matrix of the outputs: short rows have 0 there. " + LAST,
                () -> inLast.of(f.states()[T - 1], g.states()[T - 1]))
            .or(
                "last has the second direction's state at step T: there it has read one step at"
                    + " most. "
                    + LAST,
                () -> inLast.of(left, g.states()[T - 1]))
            .or(
                "last has what each direction gives at its T-th step: short rows have 0 there. "
                    + LAST,
                () ->
                    inLast.of(
                        f.states()[T - 1],
                        row(right, n -> lengths[n] == T ? right : right.map(v -> 0))))
            .or(
                "last has the output at step T of the first direction: short rows have 0 there. "
                    + LAST,
                () -> inLast.of(f.states()[T - 1], right))
            .or(
                "last is the first matrix of the outputs: there the first direction has read one"
                    + " step only. "
                    + LAST,
                () -> inLast.of(f.states()[0], right))
            .get();
    return new Both(outputs, last);
  }

  private Choice<Join> join(String place, Join right, String where) {
    String halves =
        where + ": the first direction must be the left half, the second the right one.";
    return this.<Join>at(place, () -> right)
        .or("the second direction stands left" + halves, () -> (f, g) -> Matrix.beside(g, f))
        .or("the directions are added" + halves, () -> Matrix::plus)
        .or("the directions are averaged" + halves, () -> (f, g) -> f.plus(g).scale(0.5))
        .or("the columns of the directions alternate" + halves, () -> BothDirectionsSlips::turns)
        .or(
            "the first direction stands in both halves" + halves,
            () -> (f, g) -> Matrix.beside(f, f))
        .or(
            "the second direction stands in both halves" + halves,
            () -> (f, g) -> Matrix.beside(g, g));
  }

  private static Matrix turns(Matrix left, Matrix right) {
    Matrix both = new Matrix(left.rows(), 2 * left.cols());
    for (int n = 0; n < left.rows(); n++) {
      for (int j = 0; j < left.cols(); j++) {
        both.set(n, 2 * j, left.get(n, j));
        both.set(n, 2 * j + 1, right.get(n, j));
      }
    }
    return both;
  }

  private static Matrix choose(Real real, int t, Matrix one, Matrix other) {
    return row(one, n -> real.at(t, n) ? one : other);
  }

  /** The same by products with 1 and 0. */
  private static Matrix weighed(Real real, int t, Matrix one, Matrix other) {
    return choose(real, t, one, one.scale(0)).plus(choose(real, t, other.scale(0), other));
  }

  private static Matrix row(Matrix like, Source source) {
    Matrix all = new Matrix(like.rows(), like.cols());
    for (int n = 0; n < like.rows(); n++) {
      all.put(new int[] {n}, source.of(n).pick(n));
    }
    return all;
  }
}
