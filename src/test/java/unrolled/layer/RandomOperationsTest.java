package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;

/**
 * Random operations on random networks, in any order, against the textbook: what is allowed gives
 * its numbers, what is not is refused and changes nothing.
 */
class RandomOperationsTest {
  private static final double BOUND = 1e-9;

  @Test
  void a_hundred_thousand_operations() {
    run(100_000, 1);
  }

  @Tag("slow")
  @Test
  void millions_of_operations() {
    // Ten million take minutes: -Dunrolled.operations=10000000.
    run(Integer.getInteger("unrolled.operations", 2_000_000), 2);
  }

  static void run(int operations, long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    Map<String, Integer> counts = new TreeMap<>();
    for (int done = 0; done < operations; ) {
      long world = rng.nextLong();
      int most = 30 + rng.nextInt(170);
      boolean lstm = rng.nextInt(3) == 0;
      World<?> w =
          lstm
              ? new World<LstmState>(new SplittableRandom(world), counts, true)
              : new World<HiddenState>(new SplittableRandom(world), counts, false);
      for (int i = 0; i < most; i++, done++) {
        try {
          w.operate();
        } catch (RuntimeException | Error e) {
          throw new AssertionError("world " + world + ", operation " + i + ", " + w.network, e);
        }
      }
    }
    System.out.println(operations + " operations: " + counts);
    for (String kind : List.of("backward", "backward refused", "stale refused", "read", "last")) {
      assertTrue(counts.getOrDefault(kind, 0) > operations / 1000, kind + " in " + counts);
    }
  }

  /** A sequence that a layer lent, and what stood in it. */
  private record Kept(Sequence lent, Matrix flat, Matrix copy, boolean isOutput, long pass) {}

  /** An array that was asked for, and what stood in it. */
  private record Array(double[] data, double[] copy) {}

  private static final class World<S extends State<S>> {
    private final boolean lstm; // all cells of a network have one kind of state
    private final SplittableRandom rng;
    private final Map<String, Integer> counts;
    private final List<Layer<?>> inside = new ArrayList<>();
    private final List<Cell<S>> fastCells = new ArrayList<>();
    private final List<Cell<S>> slowCells = new ArrayList<>();
    private final SplittableRandom fastDrops;
    private final SplittableRandom slowDrops;
    private final List<Kept> kept = new ArrayList<>();
    private final List<Array> arrays = new ArrayList<>();
    private final int D;
    private Layer<?> layer;
    private Oracle oracle;
    private List<Parameter> slow = new ArrayList<>();
    String network;
    private Oracle.Pass pass; // the last; null before the first
    private Sequence xs; // of that pass
    private long forwards;
    private long backwards;
    private int unanswered;
    private boolean training = true;
    private boolean pending;
    private boolean wentBack;
    private boolean disturbed; // a layer inside was used by itself since
    private boolean ownInput; // the pass read the layer's own outputs

    World(SplittableRandom rng, Map<String, Integer> counts, boolean lstm) {
      this.rng = rng;
      this.lstm = lstm;
      this.counts = counts;
      D = 1 + rng.nextInt(4);
      long drops = rng.nextLong();
      fastDrops = new SplittableRandom(drops);
      slowDrops = new SplittableRandom(drops);
      Built b = build(D, 2);
      layer = b.layer;
      oracle = b.oracle;
      network = b.name;
      slow = Parameter.distinct(slow);
      same("number of parameters", layer.parameters().size() == slow.size());
    }

    private record Built(Layer<?> layer, Oracle oracle, String name) {}

    private Built build(int D, int depth) {
      int H = 1 + rng.nextInt(4);
      return switch (depth == 0 ? 0 : rng.nextInt(4)) {
        case 1 -> both(D, H, depth);
        case 2 -> stacked(D, H);
        case 3 -> dropping(build(D, depth - 1));
        default -> leaf(D, H);
      };
    }

    /** A new cell, or one that stands in the network already. */
    private Built leaf(int D, int H) {
      for (int i = 0; i < fastCells.size(); i++) {
        if (fastCells.get(i).inputSize() == D
            && fastCells.get(i).hiddenSize() == H
            && rng.nextInt(2) == 0) {
          return over(i);
        }
      }
      long seed = rng.nextLong();
      int kind = rng.nextInt(4);
      fastCells.add(cell(kind, D, H, new SplittableRandom(seed)));
      slowCells.add(cell(kind, D, H, new SplittableRandom(seed)));
      slow.addAll(slowCells.get(slowCells.size() - 1).parameters());
      return over(fastCells.size() - 1);
    }

    private Built over(int i) {
      Cell<S> cell = fastCells.get(i);
      Layer<S> layer = rng.nextInt(4) == 0 ? new Unrolled<>(cell).asLayer() : Samples.fused(cell);
      inside.add(layer);
      return new Built(layer, Oracle.cell(slowCells.get(i)), "cell " + i);
    }

    @SuppressWarnings("unchecked")
    private Cell<S> cell(int kind, int D, int H, SplittableRandom rng) {
      return (Cell<S>) (lstm ? new LstmCell(D, H, rng) : hidden(kind, D, H, rng));
    }

    private static Cell<HiddenState> hidden(int kind, int D, int H, SplittableRandom rng) {
      if (kind == 0) {
        return new RnnCell(D, H, rng);
      }
      if (kind == 1) {
        return new GruCell(D, H, rng);
      }
      return kind == 2 ? new GruResetBeforeCell(D, H, rng) : new MinGruCell(D, H, rng);
    }

    @SuppressWarnings("unchecked")
    private Built both(int D, int H, int depth) {
      if (depth > 1 && rng.nextBoolean()) {
        Built a = stacked(D, H);
        Built b = stacked(D, H);
        return new Built(
            new Bidirectional<>((Layer<Levels<S>>) a.layer, (Layer<Levels<S>>) b.layer),
            Oracle.both(a.oracle, b.oracle),
            "both(" + a.name + ", " + b.name + ")");
      }
      Built a = leaf(D, H);
      Built b = leaf(D, H);
      return new Built(
          new Bidirectional<>((Layer<S>) a.layer, (Layer<S>) b.layer),
          Oracle.both(a.oracle, b.oracle),
          "both(" + a.name + ", " + b.name + ")");
    }

    /** Two cells, with dropout between them or without. */
    @SuppressWarnings("unchecked")
    private Built stacked(int D, int H) {
      int middle = 1 + rng.nextInt(3);
      Built low = leaf(D, middle);
      Built top = leaf(middle, H);
      Dropout dropout = new Dropout(rng.nextBoolean() ? 0 : 0.4);
      return new Built(
          new Stacked<>(List.of((Layer<S>) low.layer, (Layer<S>) top.layer), dropout, fastDrops),
          Oracle.stacked(
              List.of(
                  low.oracle,
                  Oracle.dropping(top.oracle, middle, H, dropout, new Dropout(0), slowDrops))),
          "stacked(" + low.name + ", " + top.name + ")");
    }

    private Built dropping(Built b) {
      Dropout before = new Dropout(rng.nextBoolean() ? 0 : 0.3);
      Dropout after = new Dropout(rng.nextBoolean() ? 0 : 0.3);
      return new Built(
          dropping(b.layer, before, after),
          Oracle.dropping(
              b.oracle, b.layer.inputSize(), b.layer.hiddenSize(), before, after, slowDrops),
          "dropping(" + b.name + ")");
    }

    private <U extends State<U>> Layer<U> dropping(Layer<U> layer, Dropout before, Dropout after) {
      return new Dropping<>(layer, before, after, fastDrops);
    }

    private void count(String what) {
      counts.merge(what, 1, Integer::sum);
    }

    void operate() {
      switch (rng.nextInt(16)) {
        case 0, 1, 2, 3 -> forward(layer);
        case 4, 5, 6, 7 -> backward(layer);
        case 8, 9 -> read();
        case 10 -> last(layer);
        case 11 -> dInitial(layer);
        case 12 -> bad(layer);
        case 13 -> array();
        case 14 -> train();
        default -> disturb();
      }
    }

    private void train() {
      if (rng.nextInt(3) > 0) {
        return;
      }
      training = !training;
      layer.training(training);
    }

    private Sequence input(int features) {
      int T = 1 + rng.nextInt(6);
      int N = 1 + rng.nextInt(4);
      Sequence s = Samples.sequence(T, N, features, rng);
      if (rng.nextBoolean()) {
        return s;
      }
      s = s.withLengths(rng.ints(N, 1, T + 1).toArray());
      if (rng.nextInt(3) == 0) {
        s = s.chunk(rng.nextInt(T), T); // rows that have ended
      }
      return rng.nextBoolean() ? Samples.spoil(s, Double.NaN) : s;
    }

    private <U extends State<U>> void forward(Layer<U> layer) {
      Sequence in = input(D);
      ownInput = false;
      if (D == layer.hiddenSize() && pass != null && rng.nextInt(3) == 0) {
        if (!disturbed && isNow(layer.outputs())) {
          in = layer.outputs();
          ownInput = true;
        }
      }
      boolean fromZero = rng.nextBoolean();
      U zero = layer.zeroState(in.batch());
      U initial = fromZero ? zero : Samples.state(zero, rng);
      Sequence copy = in.unmarked(in.flat().copy());
      pass = oracle.forward(copy, initial.parts(), training);
      Sequence y = fromZero ? layer.forward(in) : layer.forward(in, initial);
      forwards++;
      xs = copy;
      pending = training;
      if (training) {
        unanswered++;
      }
      wentBack = false;
      disturbed = false;
      equal("outputs", pass.outputs(), y.flat());
      keep(y, true, forwards);
      count("forward");
    }

    private boolean isNow(Sequence outputs) {
      return outputs.flat().rows() > 0;
    }

    private void keep(Sequence lent, boolean isOutput, long pass) {
      kept.add(new Kept(lent, lent.flat(), lent.flat().copy(), isOutput, pass));
      if (kept.size() > 40) {
        kept.remove(0);
      }
    }

    private <U extends State<U>> void backward(Layer<U> layer) {
      boolean onlyLast = rng.nextInt(4) == 0;
      boolean noLast = !onlyLast && rng.nextBoolean();
      Sequence shape = pass == null ? new Sequence(2, 2, 1) : xs;
      int H = layer.hiddenSize();
      Matrix d = Matrix.random(shape.steps() * shape.batch(), H, -1, 1, rng);
      Sequence dh = new Sequence(shape.steps(), shape.batch(), 0).withFlat(d);
      boolean allowed = pass != null && pending && unanswered == 1;
      int kind = onlyLast ? 0 : rng.nextInt(3);
      if (kind == 1 && pass != null && !disturbed) {
        dh = rng.nextBoolean() ? layer.outputs().withFlat(d) : layer.outputs().gradient(d);
        allowed = pending;
      } else if (kind == 2 && !kept.isEmpty()) {
        Kept old = kept.get(rng.nextInt(kept.size()));
        if (old.isOutput && old.lent.steps() * old.lent.batch() == d.rows()) {
          dh = old.lent.withFlat(d);
          boolean fits = old.lent.steps() == shape.steps();
          allowed = fits && pending && old.pass == forwards;
        }
      }
      U zero = layer.zeroState(shape.batch());
      U dLast = noLast ? zero : Samples.state(zero, rng);
      List<Matrix> before = layer.parameters().stream().map(p -> p.grad.copy()).toList();
      Sequence dx;
      try {
        dx =
            onlyLast
                ? layer.backward(dLast)
                : noLast ? layer.backward(dh) : layer.backward(dh, dLast);
      } catch (IllegalStateException | IllegalArgumentException e) {
        same("refused though it is allowed: " + e, !allowed || disturbed || ownInput);
        same("a sentence", e.getMessage() != null && e.getMessage().length() > 20);
        Iterator<Matrix> old = before.iterator();
        for (Parameter p : layer.parameters()) {
          same("gradient as it was", p.grad.maxDifference(old.next()) == 0);
        }
        count("backward refused");
        return;
      }
      same("accepted though it is not allowed", allowed && !disturbed);
      pending = false;
      unanswered = 0;
      wentBack = true;
      backwards++;
      Matrix dOutputs = onlyLast ? new Matrix(d.rows(), H) : d;
      found = pass.backward(dOutputs, dLast.parts());
      equal("dx", found.get(0), dx.flat());
      keep(dx, false, backwards);
      for (int i = 0; i < slow.size(); i++) {
        equal("gradient " + i, slow.get(i).grad, layer.parameters().get(i).grad);
      }
      layer.parameters().forEach(Parameter::zeroGrad);
      slow.forEach(Parameter::zeroGrad);
      count("backward");
    }

    private List<Matrix> found; // dx and dInitial of the last backward pass

    private void read() {
      if (kept.isEmpty()) {
        return;
      }
      Kept k = kept.get(rng.nextInt(kept.size()));
      boolean now = k.pass == (k.isOutput ? forwards : backwards);
      try {
        Matrix m =
            switch (rng.nextInt(3)) {
              case 0 -> k.lent.flat();
              case 1 -> k.flat.scale(1);
              default -> k.lent.copy().flat();
            };
        // What was made the holder's own stays; else it must be of the last pass.
        same("stale and not refused", k.copy.maxDifference(m) == 0);
        count(now ? "read" : "own kept");
      } catch (IllegalStateException e) {
        same("refused though it is of the last pass", !now || disturbed);
        count("stale refused");
      }
    }

    private void array() {
      if (kept.isEmpty()) {
        return;
      }
      Kept k = kept.get(rng.nextInt(kept.size()));
      if (rng.nextInt(3) == 0) {
        try {
          double[] data = k.flat.data();
          same("an array of the right length", data.length == k.copy.data().length);
          arrays.add(new Array(data, k.copy.data()));
        } catch (IllegalStateException e) {
          count("stale refused");
        }
      }
      for (Array a : arrays) {
        same("array as it was", java.util.Arrays.equals(a.data, a.copy));
      }
      if (arrays.size() > 10) {
        arrays.remove(0);
      }
    }

    private <U extends State<U>> void last(Layer<U> layer) {
      try {
        U last = layer.last();
        same("last before a pass", pass != null);
        for (int i = 0; i < last.size(); i++) {
          equal("last", pass.last().get(i), last.part(i));
        }
        count("last");
      } catch (IllegalStateException e) {
        same("last refused: " + e, pass == null || disturbed);
        count("last refused");
      }
    }

    private <U extends State<U>> void dInitial(Layer<U> layer) {
      try {
        U d = layer.dInitial();
        same("dInitial without a backward pass", wentBack);
        for (int i = 0; i < d.size(); i++) {
          equal("dInitial", found.get(1 + i), d.part(i));
        }
        count("dInitial");
      } catch (IllegalStateException e) {
        same("dInitial refused: " + e, !wentBack || disturbed);
        count("dInitial refused");
      }
    }

    /** Input that is refused; everything is then as it was. */
    private <U extends State<U>> void bad(Layer<U> layer) {
      Sequence in =
          switch (rng.nextInt(3)) {
            case 0 -> input(D + 1);
            case 1 -> Samples.sequence(2, 2, D, rng).withFlat(new Matrix(4, D).map(z -> 0 / z));
            default -> HUGE.withFlat(HUGE.flat());
          };
      U initial = layer.zeroState(in == HUGE ? 1 : in.batch() + 1);
      try {
        if (in.batch() == HUGE.batch() || rng.nextBoolean()) {
          layer.forward(in, initial);
        } else {
          layer.forward(in);
        }
        same("a bad input was accepted", false);
      } catch (IllegalArgumentException e) {
        count("bad input refused");
      }
    }

    private static final Sequence HUGE = new Sequence(1, 1, 0);

    /** A layer inside reads something by itself. */
    private void disturb() {
      if (inside.size() < 2 && inside.get(0) == layer) {
        return;
      }
      Layer<?> one = inside.get(rng.nextInt(inside.size()));
      one.forward(input(one.inputSize()));
      disturbed = true;
      count("disturbed");
    }

    private static void same(String what, boolean holds) {
      if (!holds) {
        throw new AssertionError(what);
      }
    }

    private static void equal(String what, Matrix expected, Matrix actual) {
      double difference = expected.maxDifference(actual);
      if (!(difference <= BOUND)) {
        throw new AssertionError(what + " differs by " + difference + "\n" + expected + actual);
      }
    }
  }
}
