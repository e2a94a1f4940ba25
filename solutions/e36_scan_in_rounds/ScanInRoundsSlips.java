package e36_scan_in_rounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong when steps are joined in rounds. */
final class ScanInRoundsSlips extends Slips implements ScanInRounds {
  private static final String BEFORE =
      "every step of a round must read the pairs as they were before the round.";
  private static final String READS =
      "a step reads what the same round has already changed: " + BEFORE + " Make new matrices.";
  private static final String COUNT = "there must be rounds as long as r < T, with r = 1, 2, 4, ….";
  private static final String KEEP =
      "each of them must keep the pair that it had before the round.";
  private static final String PRODUCT = "the new a must be the product of both, a' ⊙ a.";
  private static final String PLACES = "it must take in the pair r places before it.";
  private static final String GROWS =
      "it must double, since a pair stands for twice as many steps after each round.";
  private static final String STATE = "it must be h_t = a_t ⊙ h_0 + b_t.";
  private static final String FROM_LAST =
      "each h_t must be made of the pairs of the last round, a_t ⊙ h_0 + b_t.";
  private static final String OWN =
      "each round must have matrices of its own, which no later round changes.";
  private static final String NAN =
      "a NaN says that something went wrong before, and must come out again.";

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
                "h0 is already in the pair of step 1: it must come in only after the last round.",
                () -> 1)
            .or("h0 comes in twice: it must come in once, after the last round.", () -> 2)
            .get();
    Pairs pairs = given.copy();
    for (int j = 0; entry > 0 && j < a.cols(); j++) {
      pairs.b.set(0, j, a.get(0, j) * h0.get(0, j) + b.get(0, j));
    }
    List<Pairs> rounds = new ArrayList<>(List.of(pairs));
    for (int reach : reaches(T)) {
      double[] left = pairs.a.data();
      boolean isLeftOut =
          at("the number of rounds", () -> false)
              .or(
                  "the rounds end where a is 0: their number must depend on T only.",
                  () -> Arrays.stream(left).skip(reach * a.cols()).allMatch(v -> v == 0))
              .get();
      if (isLeftOut) {
        break;
      }
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
            "there is a round where T is 1: then there must be none, and both arrays must be"
                + " empty.",
            () -> powers(Math.max(1, R)))
        .or(
            "there is one round too many where T is a power of two: " + COUNT,
            () -> powers(32 - Integer.numberOfLeadingZeros(T)))
        .or("there is only one round: " + COUNT, () -> powers(Math.min(1, R)))
        .or("r grows by 1 from round to round: " + GROWS, () -> IntStream.range(1, T).toArray())
        .or(
            "r grows by 1 from round to round: " + GROWS,
            () -> IntStream.rangeClosed(1, R).toArray())
        .or("r is 1 in every round: " + GROWS, () -> IntStream.range(1, T).map(i -> 1).toArray())
        .or("r is 1 in every round: " + GROWS, () -> IntStream.range(0, R).map(i -> 1).toArray())
        .or(
            "the largest r comes first: r must be 1 in the first round and double from round to"
                + " round.",
            () -> IntStream.range(0, R).map(i -> 1 << (R - 1 - i)).toArray())
        .or(
            "r begins with 2: it must begin with 1, so that the first round takes in the step"
                + " before.",
            () -> Arrays.stream(powers(R)).filter(r -> r > 1).toArray())
        .or(
            "r is twice as large as it must be in each round: in round 1 it must be 1.",
            () -> Arrays.stream(powers(R)).map(r -> 2 * r).toArray())
        .or(
            "r is squared from round to round: " + GROWS,
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
            .or("in every round the later pair is a given one: " + BEFORE, () -> given)
            .get();
    Pairs earlier =
        at("the earlier pair", () -> old)
            .or(READS, () -> now)
            .or(READS, () -> new Pairs(old.a, now.b))
            .or(READS, () -> new Pairs(now.a, old.b))
            .or("in every round the earlier pair is a given one: " + BEFORE, () -> given)
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
          boolean isTakenIn =
              at("an a of 0", () -> true)
                  .or(
                      "where a is 0 nothing is taken in: 0 times NaN is NaN, and " + NAN,
                      () -> a2 != 0)
                  .get();
          if (!isTakenIn) {
            continue;
          }
          now.a.set(t, j, a.of(a1, b1, a2, b2, given.a.get(t, j)));
          now.b.set(t, j, b.of(a1, b1, a2, b2, given.a.get(t, j)));
        }
      }
    }
    return withoutNan(withoutPartner(now, given, reach));
  }

  /** The step that step t takes in; below 0 if there is none. */
  private int partner(int t, int reach, int T) {
    int right = t >= reach ? t - reach : -1;
    return at("which step is taken in", () -> right)
        .or(
            "a step takes in the pair r places after it: " + PLACES,
            () -> t + reach < T ? t + reach : -1)
        .or(
            "step r + 1 takes in nothing: it must take in step 1. Rows of a matrix are counted from"
                + " 0, so row r must take in row 0.",
            () -> t > reach ? right : -1)
        .or(
            "the last step takes in nothing: the steps must go up to T.",
            () -> t < T - 1 ? right : -1)
        .or("the steps up to r take in step 1: " + KEEP, () -> Math.max(0, t - reach))
        .or(
            "the steps up to r take in steps from the end: " + KEEP,
            () -> Math.floorMod(t - reach, T))
        .or(
            "only every second step or block takes in another: in a round all steps with t > r must"
                + " take in another.",
            () -> t / reach % 2 == 1 ? right : -1)
        .or(
            "only the steps 2r, 4r, 6r, … take in another: in a round all steps with t > r must"
                + " take in another. This is the first half of another scan.",
            () -> (t + 1) % (2 * reach) == 0 ? right : -1)
        .or(
            "a step takes in the last pair of the block before its own, as in another scan: here "
                + PLACES,
            () -> t / reach % 2 == 1 ? t / reach * reach - 1 : -1)
        .or("every step takes in step 1: " + PLACES, () -> t >= reach ? 0 : -1)
        .or(
            "a step takes in the pair r + 1 places before it: " + PLACES,
            () -> t > reach ? t - reach - 1 : -1)
        .get();
  }

  private Pairs withoutPartner(Pairs now, Pairs given, int reach) {
    String back = "the steps up to r go back to what was given: " + KEEP;
    return at("the steps up to r", () -> now)
        .or(
            back,
            () -> new Pairs(withFirst(now.a, given.a, reach), withFirst(now.b, given.b, reach)))
        .or(back, () -> new Pairs(now.a, withFirst(now.b, given.b, reach)))
        .or(back, () -> new Pairs(withFirst(now.a, given.a, reach), now.b))
        .or(
            "the pairs of the steps up to r are 0: " + KEEP,
            () -> new Pairs(filled(now.a, reach, 0), filled(now.b, reach, 0)))
        .or("b of the steps up to r is 0: " + KEEP, () -> new Pairs(now.a, filled(now.b, reach, 0)))
        .or("a of the steps up to r is 0: " + KEEP, () -> new Pairs(filled(now.a, reach, 0), now.b))
        .or(
            "a of the steps up to r becomes 1: " + KEEP,
            () -> new Pairs(filled(now.a, reach, 1), now.b))
        .get();
  }

  private Pairs withoutNan(Pairs now) {
    DoubleUnaryOperator zero = v -> Double.isNaN(v) ? 0 : v;
    return at("a NaN in a pair", () -> now)
        .or("a NaN in b becomes 0: " + NAN, () -> new Pairs(now.a, now.b.map(zero)))
        .or("a NaN in a becomes 0: " + NAN, () -> new Pairs(now.a.map(zero), now.b))
        .or("a NaN in a or b becomes 0: " + NAN, () -> new Pairs(now.a.map(zero), now.b.map(zero)))
        .get();
  }

  private Joined joinedA() {
    return at("a of two pairs", () -> (Joined) (a, b, laterA, laterB, given) -> laterA * a)
        .or(
            "a does not change from round to round: " + PRODUCT,
            () -> (a, b, laterA, laterB, given) -> laterA)
        .or(
            "the new a is only that of the earlier pair: " + PRODUCT,
            () -> (a, b, laterA, laterB, given) -> a)
        .or("the two a are added: " + PRODUCT, () -> (a, b, laterA, laterB, given) -> laterA + a)
        .or(
            "the later a is the given one in every round: it must be the a that the round before"
                + " has left.",
            () -> (a, b, laterA, laterB, given) -> given * a)
        .or(
            "the later a is squared: " + PRODUCT,
            () -> (a, b, laterA, laterB, given) -> laterA * laterA)
        .get();
  }

  private Joined joinedB() {
    return at("b of two pairs", () -> (Joined) (a, b, laterA, laterB, given) -> laterA * b + laterB)
        .or(
            "the pairs are joined in the wrong order: a of the later step must multiply b of the"
                + " earlier one, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> a * laterB + b)
        .or(
            "b of the earlier pair is multiplied by its own a: it must be multiplied by a of the"
                + " later pair, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> a * b + laterB)
        .or(
            "b of the earlier pair is not multiplied: it must be multiplied by a of the later"
                + " pair, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> b + laterB)
        .or(
            "b of the later pair is lost: it must be added, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * b)
        .or(
            "b of the earlier pair is lost: the new b must be a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterB)
        .or(
            "b is computed with the new a of the step: it must be computed with the a from"
                + " before the round.",
            () -> (a, b, laterA, laterB, given) -> laterA * a * b + laterB)
        .or(
            "b of the earlier pair is multiplied by the a that was given: it must be multiplied by"
                + " the a that the round before has left.",
            () -> (a, b, laterA, laterB, given) -> given * b + laterB)
        .or(
            "b of the later pair is multiplied by its own a: a' must multiply b of the earlier"
                + " pair, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * laterB + b)
        .or(
            "b of both pairs is multiplied: a' must multiply only b of the earlier pair, a' ⊙ b +"
                + " b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * (b + laterB))
        .or(
            "b' is subtracted: it must be added, a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> laterA * b - laterB)
        .or(
            "the two b are multiplied: the new b must be a' ⊙ b + b'.",
            () -> (a, b, laterA, laterB, given) -> b * laterB)
        .get();
  }

  private Matrix states(Pairs pairs, Pairs before, Pairs given, Matrix h0) {
    Matrix start = everyRow(h0, pairs.a.rows());
    Matrix h = pairs.a.hadamard(start).plus(pairs.b);
    return at("h", () -> h)
        .or("h0 is missing in h: " + STATE, () -> pairs.b.copy())
        .or("b is missing in h: " + STATE, () -> pairs.a.hadamard(start))
        .or("h0 is not multiplied in h: " + STATE, () -> pairs.b.plus(start))
        .or(
            "h0 is multiplied by the a that was given: it must be multiplied by a of the last"
                + " round.",
            () -> given.a.hadamard(start).plus(pairs.b))
        .or(
            "h0 comes into the first step only: for every t it must be h_t = a_t ⊙ h_0 + b_t.",
            () -> withFirst(pairs.b, h, 1))
        .or(
            "h0 is left out where T is 1: h_1 must be a_1 ⊙ h_0 + b_1 there, too.",
            () -> h.rows() == 1 ? pairs.b.copy() : h)
        .or(
            "h0 of the first unit is used for all: each unit must use its own.",
            () -> pairs.a.hadamard(start.map(v -> h0.get(0, 0))).plus(pairs.b))
        .or(
            "h is made of the pairs of the round before the last: it must be made of those of the"
                + " last.",
            () -> before.a.hadamard(start).plus(before.b))
        .or(
            "h is made of the given pairs: it must be made of those of the last round.",
            () -> given.a.hadamard(start).plus(given.b))
        .or(
            "h goes on from state to state with the pairs of the last round: each h_t must be made"
                + " of h_0, since the pair of step t stands for all steps up to t.",
            () -> chained(pairs, h0))
        .or(
            "h holds the last state in every row: row 0 must hold h_1, and so on.",
            () -> h.pick(IntStream.range(0, h.rows()).map(t -> h.rows() - 1).toArray()))
        .or("h begins with h0: row 0 must hold h_1.", () -> late(h, h0))
        .or(
            "there is a division by the products of a, which may be 0: " + FROM_LAST,
            () -> divided(pairs, given, h0))
        .get();
  }

  private Rounds result(List<Pairs> all, Pairs given, Matrix h) {
    List<Pairs> own = all.subList(1, all.size());
    List<Pairs> before = all.subList(0, all.size() - 1);
    Pairs last = all.get(all.size() - 1);
    return at("the rounds handed out", () -> rounds(own, h))
        .or(
            "the given pairs stand among the rounds: index 0 must hold round 1.",
            () -> rounds(all, h))
        .or(
            "the pairs are those before each round: they must be those after it, so that index 0"
                + " holds round 1.",
            () -> rounds(all.subList(0, all.size() - 1), h))
        .or(
            "aAfter holds a as it was before each round: it must hold a after the round, so that"
                + " index 0 holds round 1.",
            () -> new Rounds(rounds(before, h).aAfter(), rounds(own, h).bAfter(), h))
        .or(
            "bAfter holds b as it was before each round: it must hold b after the round, so that"
                + " index 0 holds round 1.",
            () -> new Rounds(rounds(own, h).aAfter(), rounds(before, h).bAfter(), h))
        .or(
            "only the last round is handed out: there must be a matrix for each round.",
            () -> rounds(own.subList(Math.max(0, own.size() - 1), own.size()), h))
        .or(
            "all rounds show the numbers of the last one: " + OWN,
            () -> rounds(Collections.nCopies(own.size(), last), h))
        .or(
            "two matrices take turns, and each is handed out for several rounds: " + OWN,
            () -> rounds(turns(own), h))
        .or(
            "h is written into b of the last round: h must be a matrix of its own, and b must"
                + " stay as the round has left it.",
            () -> {
              Rounds right = rounds(own, h);
              if (right.bAfter().length > 0) {
                right.bAfter()[right.bAfter().length - 1] = h.copy();
              }
              return right;
            })
        .or(
            "the arrays have more places than there are rounds, and null in the last ones: they"
                + " must have one place for each round, and no more.",
            () -> longer(own, h, given.a.rows()))
        .or(
            "the rounds stand in reverse order: index 0 must hold round 1.",
            () -> {
              List<Pairs> turned = new ArrayList<>(own);
              Collections.reverse(turned);
              return rounds(turned, h);
            })
        .or(
            "no rounds are handed out: aAfter and bAfter must hold a and b after each round. A loop"
                + " over the steps finds h, too, but it has no rounds to show.",
            () -> rounds(List.of(), h))
        .or(
            "the loop goes from step to step, and each step is handed out as a round: in a round"
                + " all steps with t > r must take in another, so there are only log₂ T rounds,"
                + " rounded up.",
            () -> rounds(stepByStep(given, 1), h))
        .or(
            "the loop goes from step to step, and each step is handed out as a round: in a round"
                + " all steps with t > r must take in another, so there are only log₂ T rounds,"
                + " rounded up.",
            () -> rounds(stepByStep(given, 0), h))
        .or(
            "aAfter and bAfter are exchanged: it must be new Rounds(aAfter, bAfter, h).",
            () -> {
              Rounds right = rounds(own, h);
              return new Rounds(right.bAfter(), right.aAfter(), h);
            })
        .get();
  }

  /** Of each round the last one that an even, or an odd, number of rounds lies between. */
  private static List<Pairs> turns(List<Pairs> own) {
    int last = own.size() - 1;
    return IntStream.rangeClosed(0, last).mapToObj(k -> own.get(last - (last - k) % 2)).toList();
  }

  private static Rounds longer(List<Pairs> own, Matrix h, int length) {
    Rounds right = rounds(own, h);
    return new Rounds(
        Arrays.copyOf(right.aAfter(), length), Arrays.copyOf(right.bAfter(), length), h);
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

  private static Matrix withFirst(Matrix m, Matrix first, int rows) {
    Matrix filled = m.copy();
    int length = Math.min(rows, m.rows()) * m.cols();
    System.arraycopy(first.data(), 0, filled.data(), 0, length);
    return filled;
  }

  private static Matrix divided(Pairs pairs, Pairs given, Matrix h0) {
    Matrix h = pairs.b.copy();
    for (int j = 0; j < h.cols(); j++) {
      double sum = h0.get(0, j);
      for (int t = 0; t < h.rows(); t++) {
        sum += given.b.get(t, j) / pairs.a.get(t, j);
        h.set(t, j, pairs.a.get(t, j) * sum);
      }
    }
    return h;
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
