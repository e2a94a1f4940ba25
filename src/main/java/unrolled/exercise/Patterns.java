package unrolled.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import unrolled.matrix.Matrix;

/**
 * Sees from where an output is wrong what may have gone wrong, when no slip explains it: one row,
 * one column, or every number in its last digits.
 */
final class Patterns {
  private static final double SINGLE_PRECISION = 5e-6;
  private static final double NEARLY_ALL = 0.9;

  private static final List<Pattern> PATTERNS =
      List.of(
          new Pattern(
              "only row 0 of %s is right: is something kept from one row to the next, or is"
                  + " something of row 0 used for all?",
              (place, m) -> place[0] > 0, 2, 1),
          new Pattern(
              "only row 0 of %s is wrong: does a loop begin at 1, or treat the first row"
                  + " in another way?",
              (place, m) -> place[0] == 0, 2, 1),
          new Pattern(
              "only the last row of %s is wrong: does a loop stop one short?",
              (place, m) -> place[0] == m.rows() - 1, 2, 1),
          new Pattern(
              "only column 0 of %s is right: is something kept from one column to the next, or is"
                  + " something of column 0 used for all?",
              (place, m) -> place[1] > 0, 1, 2),
          new Pattern(
              "only column 0 of %s is wrong: does a loop begin at 1?",
              (place, m) -> place[1] == 0, 1, 2),
          new Pattern(
              "only the last column of %s is wrong: does a loop stop one short?",
              (place, m) -> place[1] == m.cols() - 1, 1, 2));

  /** Which entries are wrong, in a matrix of at least this size. */
  private record Pattern(
      String sentence, BiPredicate<int[], Matrix> isWrong, int rows, int columns) {}

  private Patterns() {}

  /** What can be said of an output from what it should have been on several occasions. */
  static List<String> of(String name, List<Object> expected, List<Object> actual) {
    List<Matrix> wanted = new ArrayList<>();
    List<Matrix> got = new ArrayList<>();
    for (int k = 0; k < expected.size(); k++) {
      List<Values.Part> e;
      List<Values.Part> a;
      try {
        e = Values.parts(name, expected.get(k));
        a = Values.parts(name, actual.get(k));
      } catch (AssertionError e1) {
        return List.of();
      }
      if (e.size() != a.size()) {
        return List.of();
      }
      for (int i = 0; i < e.size(); i++) {
        if (!e.get(i).matrix().shape().equals(a.get(i).matrix().shape())) {
          return List.of();
        }
        wanted.add(e.get(i).matrix());
        got.add(a.get(i).matrix());
      }
    }
    if (isNear(wanted, got)) {
      return List.of(
          name
              + " has six or seven right digits only: compute in double. Is a float used on the way,"
              + " is something rounded, or is a small number added that does not belong there?");
    }
    return PATTERNS.stream()
        .filter(pattern -> fits(pattern, wanted, got))
        .limit(1)
        .map(pattern -> pattern.sentence().formatted(name))
        .toList();
  }

  /** Whether most numbers are off, and none by more than single precision loses. */
  private static boolean isNear(List<Matrix> wanted, List<Matrix> got) {
    int wrong = 0;
    int count = 0;
    for (int k = 0; k < wanted.size(); k++) {
      for (int i = 0; i < wanted.get(k).data().length; i++) {
        double error = Expect.error(wanted.get(k).data()[i], got.get(k).data()[i]);
        if (error > SINGLE_PRECISION) {
          return false;
        }
        wrong += error > Expect.EXACT ? 1 : 0;
        count += wanted.get(k).data()[i] == 0 ? 0 : 1; // A 0 is a float, too.
      }
    }
    return wrong > count / 2;
  }

  /** Whether what is wrong lies within the pattern, and nearly all of the pattern is wrong. */
  private static boolean fits(Pattern pattern, List<Matrix> wanted, List<Matrix> got) {
    int inside = 0;
    int wrong = 0;
    for (int k = 0; k < wanted.size(); k++) {
      Matrix e = wanted.get(k);
      boolean isLarge = e.rows() >= pattern.rows() && e.cols() >= pattern.columns();
      for (int i = 0; i < e.data().length; i++) {
        int[] place = {i / e.cols(), i % e.cols()};
        boolean isInside = isLarge && pattern.isWrong().test(place, e);
        boolean isWrong = Expect.error(e.data()[i], got.get(k).data()[i]) > Expect.EXACT;
        if (isWrong && !isInside) {
          return false;
        }
        inside += isInside ? 1 : 0;
        wrong += isWrong ? 1 : 0;
      }
    }
    // Some numbers are right by chance: a tanh of 1 is 1, whatever was done before.
    return wrong > NEARLY_ALL * inside;
  }
}
