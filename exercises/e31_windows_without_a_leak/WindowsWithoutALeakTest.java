package e31_windows_without_a_leak;

import e31_windows_without_a_leak.WindowsWithoutALeak.Cut;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e31")
class WindowsWithoutALeakTest extends Ladder<WindowsWithoutALeak> {
  WindowsWithoutALeakTest() {
    super(WindowsWithoutALeak.class, "the windows");
  }

  @Override
  protected void rungs() {
    shapes("the test has as many windows as answers, and a window has its steps");
    rung("there is a window for each number of the training that has enough before it", this::rows);
    byHand(
        "By hand: 1, 3, 1, 3 are the training, so center is 2 and spread is 1.",
        new Cut(
            Matrix.of(new double[][] {{-1, 1}, {1, -1}}),
            Matrix.row(-1, 1).transpose(),
            Matrix.of(new double[][] {{-1, 1}, {1, 5}}),
            Matrix.row(5, 2).transpose(),
            2,
            1),
        new double[] {1, 3, 1, 3, 7, 4},
        2,
        2);
    part(
        "center",
        "center is the mean of the training part",
        "plain",
        "Of the training part alone.");
    part(
        "spread",
        "spread is the standard deviation of the training part",
        "plain",
        "The root of the mean square of x − center, over the training part.");
    part("trainX", "the windows of the training", "plain", "Row n is s_n … s_(n+steps−1).");
    part("trainY", "the answers of the training", "plain", "Row n is s_(n+steps).");
    part(
        "testX",
        "the windows of the test begin in the training",
        "plain",
        "Row n is s_(cut−steps+n) … s_(cut+n−1).");
    part("testY", "the answers of the test are the last numbers", "plain", "Row n is s_(cut+n).");
    reference("a window of one number", "one step", "The window is the number before the answer.");
    reference("a test of one number", "one of test", "The last number is the only answer.");
    reference(
        "the shortest series: one window to learn from",
        "shortest",
        "There are steps + test + 1 numbers, so one row in trainX.");
    rung("nothing of the test reaches the training", this::noLeak);
    given(
        "a training part of equal numbers has spread 1",
        "All numbers of the training part are the same here, so spread must be 1.",
        Fixture.given(WindowsWithoutALeak.class, new double[] {4, 4, 4, 4, 6, 3}, 1, 2));
    given(
        "a training part that ends as it begins has a spread like any other",
        "Its first and its last number are the same here, but not those between them.",
        Fixture.given(WindowsWithoutALeak.class, new double[] {2, 5, 3, 2, 7, 4}, 1, 2));
    given(
        "a small spread is a spread like any other",
        "The numbers of the training part are small here, but not all the same.",
        Fixture.given(WindowsWithoutALeak.class, thousandths(1), 1, 2),
        Fixture.given(WindowsWithoutALeak.class, thousandths(1e-4), 1, 2));
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large("large numbers come out", "Scaling takes the size away.", "series");
    nan("a NaN in the training part is not hidden", "series", "center and spread are NaN then.");
  }

  private static double[] thousandths(double factor) {
    return DoubleStream.of(1, -2, 3, 2, -1, 4).map(v -> v * factor / 1000).toArray();
  }

  private void rows(WindowsWithoutALeak windows) {
    Fixture inputs = fixture();
    Cut cut = inputs.on(windows);
    double[] series = inputs.value("series");
    int steps = inputs.value("steps");
    int test = inputs.value("test");
    int rows = series.length - test - steps;
    String wanted = "(" + rows + " × " + steps + ")";
    String got = cut.trainX() == null ? "null" : cut.trainX().shape();
    Expect.that(
        cut.trainX() != null && cut.trainX().rows() == rows && cut.trainX().cols() == steps,
        "trainX: expected "
            + wanted
            + ", got "
            + got
            + ". Of "
            + series.length
            + " numbers the last "
            + test
            + " are the answers of the test, and the first "
            + steps
            + " have too few numbers before them.");
    Expect.that(
        cut.trainY() != null && cut.trainY().rows() == rows && cut.trainY().cols() == 1,
        "trainY: expected one answer for each of the " + rows + " windows, in one column.");
  }

  /** What notebook 12 asks for: another future changes nothing of what is learnt from. */
  private void noLeak(WindowsWithoutALeak windows) {
    Fixture inputs = fixture();
    double[] series = inputs.value("series");
    int test = inputs.value("test");
    double[] other = series.clone();
    for (int i = series.length - test; i < series.length; i++) {
      other[i] = 10 - 3 * series[i];
    }
    Cut one = inputs.on(windows);
    Cut two = inputs.with("series", other).on(windows);
    Expect.close(
        "center after another test",
        one.center(),
        two.center(),
        "Only numbers of the test were changed, so center must be the same.");
    Expect.close(
        "spread after another test",
        one.spread(),
        two.spread(),
        "Only numbers of the test were changed, so spread must be the same.");
    Expect.close(
        "trainX after another test",
        one.trainX(),
        two.trainX(),
        "Only numbers of the test were changed, so trainX must be the same.");
    Expect.close(
        "trainY after another test",
        one.trainY(),
        two.trainY(),
        "Only numbers of the test were changed, so trainY must be the same.");
  }
}
