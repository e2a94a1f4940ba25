package e36_scan_in_rounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong when steps are joined in rounds. */
final class ScanInRoundsSlips extends Slips implements ScanInRounds {
  private static final String BEFORE =
      "every step of a round reads the pairs as they were before the round.";
  private static final String READS =
      "a step reads what the same round has already changed: " + BEFORE + " Make new matrices.";
  private static final String COUNT = "there are rounds as long as r < T, with r = 1, 2, 4, ….";

  /** The pairs of all steps. */
  private record Pairs(Matrix a, Matrix b) {
    Pairs copy() {
      return new Pairs(a.copy(), b.copy());
    }
  }

  /** One number of a pair, of an earlier pair (a, b) and a later one (a', b'). */
  private interface Joined {
    double of(double a, double b, double laterA, double laterB, double givenA);
  }

  @Override
  public Rounds scan(Matrix a, Matrix b, Matrix h0) {
    int T = a.rows();
    Pairs given = new Pairs(a, b);
    // 0: after the rounds, 1: before them, 2: both.
    int entry =
        at("where h0 comes in", () -> 0)
            .or(
                "h0 is already in the pair of step 1: no pair knows of it, it comes in after the last"
                    + " round.",
                () -> 1)
            .or("h0 comes in twice: it comes in after the last round.", () -> 2)
            .get();
    Pairs pairs = given.copy();
    for (int j = 0; entry > 0 && j < a.cols(); j++) {
      pairs.b.set(0, j, a.get(0, j) * h0.get(0, j) + b.get(0, j));
    }
    List<Pairs> rounds = new ArrayList<>(List.of(pairs));
    for (int reach : reaches(T)) {
      pairs = round(pairs, given, reach);
      rounds.add(pairs);
    }
    Pairs before = rounds.get(Math.max(0, rounds.size() - 2));
    Matrix h = entry == 1 ? pairs.b.copy() : states(pairs, before, given, h0);
    return result(rounds, given, h);
  }

  private int[] reaches(int T) {
    int R = 32 - Integer.numberOfLeadingZeros(T - 1);
    return at("r", () -> powers(R))
        .or("the last round is missing: " + COUNT, () -> powers(Math.max(0, R - 1)))
        .or(
            "the last round is missing where T is no power of two: " + COUNT,
            () -> powers(31 - Integer.numberOfLeadingZeros(T)))
        .or("there is one round too many: " + COUNT, () -> powers(R + 1))
        .or(
            "there is one round too many where T is a power of two: " + COUNT,
            () -> powers(32 - Integer.numberOfLeadingZeros(T)))
        .or("there is one round alone: " + COUNT, () -> powers(Math.min(1, R)))
        .or(
            "r grows by 1 from round to round: it doubles, since a pair stands for twice as many steps"
                + " after each round.",
            () -> IntStream.range(1, T).toArray())
        .or(
            "r grows by 1 from round to round: it doubles, since a pair stands for twice as many steps"
                + " after each round.",
            () -> IntStream.rangeClosed(1, R).toArray())
        .or(
            "r is 1 in every round: it doubles, since a pair stands for twice as many steps after each"
                + " round.",
            () -> IntStream.range(1, T).map(i -> 1).toArray())
        .or(
            "r is 1 in every round: it doubles, since a pair stands for twice as many steps after each"
                + " round.",
            () -> IntStream.range(0, R).map(i -> 1).toArray())
        .or(
            "the largest r comes first: it begins with 1, or pairs are joined that do not stand side by"
                + " side.",
            () -> IntStream.range(0, R).map(i -> 1 << (R - 1 - i)).toArray())
        .or(
            "r begins with 2: the first round takes in the step before, r = 1.",
            () -> Arrays.stream(powers(R)).filter(r -> r > 1).toArray())
        .or(
            "r is twice as large in every round: round 1 has r = 1.",
            () -> Arrays.stream(powers(R)).map(r -> 2 * r).toArray())
        .or(
            "r is the square of the one before: it doubles.",
            () -> IntStream.range(0, R).map(i -> i == 0 ? 1 : 1 << (1 << (i - 1))).toArray())
        .get();
  }

  private static int[] powers(int count) {
    return IntStream.range(0, count).map(i -> 1 << i).toArray();
  }

  private Pairs round(Pairs old, Pairs given, int reach) {
    Pairs now = old.copy();
    Pairs own =
        at("the later pair", () -> old)
            .or(
                "every round starts again from the given pairs: it goes on with those of the round"
                    + " before.",
                () -> given)
            .get();
    Pairs earlier =
        at("the earlier pair", () -> old)
            .or(READS, () -> now)
            .or(READS, () -> new Pairs(old.a, now.b))
            .or(READS, () -> new Pairs(now.a, old.b))
            .or("the earlier pair is the given one in every round: " + BEFORE, () -> given)
            .get();
    Joined a = joinedA();
    Joined b = joinedB();
    int T = old.a.rows();
    for (int t = 0; t < T; t++) {
      int from = partner(t, reach, T);
      for (int j = 0; j < old.a.cols(); j++) {
        if (from >= 0) {
          double a1 = earlier.a.get(from, j);
          double b1 = earlier.b.get(from, j);
          double a2 = own.a.get(t, j);
          double b2 = own.b.get(t, j);
          now.a.set(t, j, a.of(a1, b1, a2, b2, given.a.get(t, j)));
          now.b.set(t, j, b.of(a1, b1, a2, b2, given.a.get(t, j)));
        }
      }
    }
    return withoutPartner(now, reach);
  }

  /** The step that step t takes in; below 0 if there is none. */
  private int partner(int t, int reach, int T) {
    int right = t >= reach ? t - reach : -1;
    return at("which step is taken in", () -> right)
        .or(
            "a step takes in the one r places after it: it takes in the one r places before.",
            () -> t + reach < T ? t + reach : -1)
        .or(
            "the first step with a step r places before it is left out: t = r + 1 takes in step 1.",
            () -> t > reach ? right : -1)
        .or(
            "the last step is left out in every round: t goes up to T.",
            () -> t < T - 1 ? right : -1)
        .or(
            "the steps without a step r places before them take in step 1: they keep their pair.",
            () -> Math.max(0, t - reach))
        .or(
            "the steps without a step r places before them take in one from the end: they keep their"
                + " pair.",
            () -> Math.floorMod(t - reach, T))
        .or(
            "only every second step takes in another: in a round all steps with t > r do.",
            () -> t / reach % 2 == 1 ? right : -1)
        .or(
            "only the steps 2r, 4r, 6r, … take in another: that is half of another scan, with a way back."
                + " Here all steps with t > r do.",
            () -> (t + 1) % (2 * reach) == 0 ? right : -1)
        .or(
            "a step takes in the last one of the block before its own: that is another scan. Here every"
                + " step takes in the one r places before.",
            () -> t / reach % 2 == 1 ? t / reach * reach - 1 : -1)
        .or(
            "step 1 is taken in by every step: take in the one r places before.",
            () -> t >= reach ? 0 : -1)
        .or(
            "a step takes in the one r + 1 places before it: it takes in the one r places before.",
            () -> t > reach ? t - reach - 1 : -1)
        .get();
  }

  private Pairs withoutPartner(Pairs now, int reach) {
    return at("the steps up to r", () -> now)
        .or(
            "the pairs of the steps up to r are lost and 0: they keep their pair.",
            () -> new Pairs(filled(now.a, reach, 0), filled(now.b, reach, 0)))
        .or(
            "b of the steps up to r is lost and 0: they keep their pair.",
            () -> new Pairs(now.a, filled(now.b, reach, 0)))
        .or(
            "a of the steps up to r is lost and 0: they keep their pair.",
            () -> new Pairs(filled(now.a, reach, 0), now.b))
        .or(
            "a of the steps up to r becomes 1: they keep their pair.",
            () -> new Pairs(filled(now.a, reach, 1), now.b))
        .get();
  }

  private Joined joinedA() {
    return at("a of two pairs", () -> (Joined) (a, b, laterA, laterB, given) -> laterA * a)
        .or(
            "a stays as it is given: two steps keep a' ⊙ a of the state before them.",
            () -> (a, b, laterA, laterB, given) -> laterA)
        .or(
            "a of the earlier pair is taken alone: two steps keep a' ⊙ a.",
            () -> (a, b, laterA, laterB, given) -> a)
        .or(
            "the a of two steps are added: two steps keep a' ⊙ a.",
            () -> (a, b, laterA, laterB, given) -> laterA + a)
        .or(
            "a is multiplied by the given a in every round: multiply what the round before has left.",
            () -> (a, b, laterA, laterB, given) -> given * a)
        .or(
            "a is squared: two steps keep a' ⊙ a, the a of both.",
            () -> (a, b, laterA, laterB, given) -> laterA * laterA)
        .get();
  }

  private Joined joinedB() {
    return at("b of two pairs", () -> (Joined) (a, b, laterA, laterB, given) -> laterA * b + laterB)
        .or(
            "the pairs are joined in the wrong order: the later step multiplies what the earlier has"
                + " added, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> a * laterB + b)
        .or(
            "b of the earlier pair is multiplied by its own a: it must be multiplied by that of the later,"
                + " a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> a * b + laterB)
        .or(
            "b of the earlier pair is not multiplied: the later step keeps a' of it, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> b + laterB)
        .or(
            "b of the later pair is lost: it must be added, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * b)
        .or(
            "b of the earlier pair is lost: it must be kept as a' ⊙ b, and b' is added.",
            () -> (a, b, laterA, laterB, given) -> laterB)
        .or(
            "b is computed with the new a: in b stands the a that the step had before the round.",
            () -> (a, b, laterA, laterB, given) -> laterA * a * b + laterB)
        .or(
            "b is multiplied by the a that was given: in b stands the a that the step had before the"
                + " round.",
            () -> (a, b, laterA, laterB, given) -> given * b + laterB)
        .or(
            "a' multiplies its own b: it multiplies what comes before it, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * laterB + b)
        .or(
            "b of the later pair is multiplied, too: only what comes before a step is, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * (b + laterB))
        .or(
            "b' is subtracted: it must be added, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * b - laterB)
        .or(
            "b is joined as a is: a' ⊙ b + b' is a product and a sum.",
            () -> (a, b, laterA, laterB, given) -> b * laterB)
        .get();
  }

  private Matrix states(Pairs pairs, Pairs before, Pairs given, Matrix h0) {
    Matrix start = everyRow(h0, pairs.a.rows());
    Matrix h = pairs.a.hadamard(start).plus(pairs.b);
    return at("h", () -> h)
        .or("h0 is missing: h_t = a_t ⊙ h_0 + b_t.", () -> pairs.b.copy())
        .or("b is missing in h: h_t = a_t ⊙ h_0 + b_t.", () -> pairs.a.hadamard(start))
        .or(
            "h0 is not multiplied: it must be kept as far as a_t says, h_t = a_t ⊙ h_0 + b_t.",
            () -> pairs.b.plus(start))
        .or(
            "h0 is multiplied by the a that was given: take that of the last round.",
            () -> given.a.hadamard(start).plus(pairs.b))
        .or(
            "h0 comes into the first step alone: the pair of every step stands for all steps up to it,"
                + " so h_t = a_t ⊙ h_0 + b_t for all t.",
            () -> filledRow(pairs.b, h))
        .or(
            "h0 of the first unit is used for all: each has its own.",
            () -> pairs.a.hadamard(start.map(v -> h0.get(0, 0))).plus(pairs.b))
        .or(
            "h is made of the pairs of the round before the last: take those of the last.",
            () -> before.a.hadamard(start).plus(before.b))
        .or(
            "h is made of the given pairs: take those of the last round.",
            () -> given.a.hadamard(start).plus(given.b))
        .or(
            "h goes on from state to state with the pairs of the last round: they stand for all steps up"
                + " to t, so each h_t comes from h_0.",
            () -> chained(pairs, h0))
        .or(
            "h holds the last state in every row: row 0 holds h_1, and so on.",
            () -> h.pick(IntStream.range(0, h.rows()).map(t -> h.rows() - 1).toArray()))
        .or("h begins with h0: row 0 holds h_1.", () -> late(h, h0))
        .get();
  }

  private Rounds result(List<Pairs> all, Pairs given, Matrix h) {
    List<Pairs> own = all.subList(1, all.size());
    Pairs last = all.get(all.size() - 1);
    return at("the rounds handed out", () -> rounds(own, h))
        .or("the given pairs stand among the rounds: index 0 is round 1.", () -> rounds(all, h))
        .or(
            "the pairs are noted before each round: note them after it, index 0 is round 1.",
            () -> rounds(all.subList(0, all.size() - 1), h))
        .or(
            "only the last round is handed out: there is a matrix for each round.",
            () -> rounds(own.subList(Math.max(0, own.size() - 1), own.size()), h))
        .or(
            "all rounds show the pairs of the last: each has matrices of its own, and after round k a"
                + " pair stands for 2^k steps.",
            () -> rounds(Collections.nCopies(own.size(), last), h))
        .or(
            "the rounds stand in reverse order: index 0 is round 1.",
            () -> {
              List<Pairs> turned = new ArrayList<>(own);
              Collections.reverse(turned);
              return rounds(turned, h);
            })
        .or(
            "the rounds are missing: hand out a and b after each of them. A loop over the steps finds h,"
                + " too, but in it each step waits for the one before.",
            () -> rounds(List.of(), h))
        .or(
            "the loop goes from step to step, and each of them is handed out: in a round all steps take in"
                + " another at once, so there are log₂ T rounds.",
            () -> rounds(stepByStep(given, 1), h))
        .or(
            "the loop goes from step to step, and each of them is handed out: in a round all steps take in"
                + " another at once, so there are log₂ T rounds.",
            () -> rounds(stepByStep(given, 0), h))
        .or(
            "aAfter and bAfter are exchanged: mind the order, new Rounds(aAfter, bAfter, h).",
            () -> {
              Rounds right = rounds(own, h);
              return new Rounds(right.bAfter(), right.aAfter(), h);
            })
        .get();
  }

  /** The pairs after each step of a loop that joins one of them with the one before it. */
  private static List<Pairs> stepByStep(Pairs given, int first) {
    List<Pairs> all = new ArrayList<>();
    Pairs pairs = given.copy();
    for (int t = first; t < given.a.rows(); t++) {
      for (int j = 0; t > 0 && j < given.a.cols(); j++) {
        double a = given.a.get(t, j);
        pairs.a.set(t, j, a * pairs.a.get(t - 1, j));
        pairs.b.set(t, j, a * pairs.b.get(t - 1, j) + given.b.get(t, j));
      }
      all.add(pairs.copy());
    }
    return all;
  }

  private static Rounds rounds(List<Pairs> some, Matrix h) {
    return new Rounds(
        some.stream().map(pairs -> pairs.a.copy()).toArray(Matrix[]::new),
        some.stream().map(pairs -> pairs.b.copy()).toArray(Matrix[]::new),
        h);
  }

  private static Matrix filled(Matrix m, int rows, double value) {
    Matrix filled = m.copy();
    Arrays.fill(filled.data(), 0, Math.min(rows, m.rows()) * m.cols(), value);
    return filled;
  }

  private static Matrix filledRow(Matrix m, Matrix first) {
    Matrix filled = m.copy();
    System.arraycopy(first.data(), 0, filled.data(), 0, m.cols());
    return filled;
  }

  private static Matrix everyRow(Matrix row, int rows) {
    return row.pick(new int[rows]);
  }

  private static Matrix chained(Pairs pairs, Matrix h0) {
    Matrix h = pairs.b.copy();
    for (int t = 0; t < h.rows(); t++) {
      for (int j = 0; j < h.cols(); j++) {
        double before = t == 0 ? h0.get(0, j) : h.get(t - 1, j);
        h.set(t, j, pairs.a.get(t, j) * before + pairs.b.get(t, j));
      }
    }
    return h;
  }

  private static Matrix late(Matrix h, Matrix h0) {
    Matrix late = new Matrix(h.rows(), h.cols());
    System.arraycopy(h0.data(), 0, late.data(), 0, h.cols());
    System.arraycopy(h.data(), 0, late.data(), h.cols(), h.data().length - h.cols());
    return late;
  }
}
