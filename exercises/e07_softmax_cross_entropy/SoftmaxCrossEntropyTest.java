package e07_softmax_cross_entropy;

import e07_softmax_cross_entropy.SoftmaxCrossEntropy.Loss;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;
import unrolled.train.GradientCheck;

@Tag("e07")
class SoftmaxCrossEntropyTest extends Ladder<SoftmaxCrossEntropy> {
  private static final double FAR = 1000;
  private static final double STEP = 1e-5;
  private static final double NEARLY = 1e-8;

  SoftmaxCrossEntropyTest() {
    super(SoftmaxCrossEntropy.class, "the loss");
  }

  @Override
  protected void rungs() {
    shapes("the gradient has the shape of the logits");
    byHand(
        "By hand: p is 0.75 and 0.25 in row 0, 0.5 and 0.5 in row 1; row 2 is padding, so the mean"
            + " is over two rows.",
        new Loss(
            (Math.log(4.0 / 3) + Math.log(2)) / 2,
            Matrix.of(new double[][] {{-0.125, 0.125}, {0.25, -0.25}, {0, 0}})),
        Matrix.of(new double[][] {{Math.log(3), 0}, {0, 0}, {5, -2}}),
        new int[] {0, 1, 1},
        new int[] {1, 1, 0});
    given(
        "equal logits cost the logarithm of the number of classes",
        "Four classes with equal logits: every p is 1/4, the loss is ln 4 = 1.386294.",
        Fixture.given(
            SoftmaxCrossEntropy.class,
            Matrix.row(0.5, 0.5, 0.5, 0.5),
            new int[] {2},
            new int[] {1}));
    part(
        "mean",
        "the mean loss is that of PyTorch",
        "all real",
        "−log p of the target, averaged over the rows.");
    part(
        "gradient",
        "the gradient is that of PyTorch",
        "all real",
        "p, less 1 at the target, over the number of rows.");
    part(
        "mean",
        "padding does not count in the mean",
        "padding",
        "Two of five rows are padding here: the mean is over the three real ones.");
    part(
        "gradient",
        "padding gets no gradient",
        "padding",
        "Rows that are padding have gradient 0, and the others are divided by the number of real"
            + " rows.");
    reference(
        "a single row works", "one row", "There is one row here: take the sizes from the inputs.");
    rung("the gradient agrees with finite differences", this::isTheSlope);
    given(
        "a constant that is added to a row changes nothing, however large",
        "e^1000 is infinite: subtract the largest logit of the row first, and of each row its own.",
        far());
    given(
        "what stands in the padding does not matter, not even a NaN",
        "A row with real 0 must be left out altogether: a NaN times 0 is a NaN.",
        Fixture.given(
            SoftmaxCrossEntropy.class,
            Matrix.of(new double[][] {{1, 2, 0.5}, {Double.NaN, 1, 2}, {-1, 0.5, 0.25}}),
            new int[] {1, 0, 2},
            new int[] {1, 0, 1}));
    given(
        "a batch that is all padding costs nothing",
        "There is no real row here: 0 / 0 is NaN, so the mean must be set to 0.",
        Fixture.given(
            SoftmaxCrossEntropy.class,
            Matrix.of(new double[][] {{1, 2}, {3, -1}}),
            new int[] {1, 0},
            new int[] {0, 0}));
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    given(
        "a target that is out of reach costs much, and not infinity",
        "p of the target is too small for a double here, and −log 0 is infinite: the loss of a row"
            + " is log Σ e^(z − m) + m − z_target, where m is the largest logit.",
        Fixture.given(
            SoftmaxCrossEntropy.class,
            Matrix.of(new double[][] {{0, 2 * FAR}, {1, 3}}),
            new int[] {0, 1},
            new int[] {1, 1}));
    large(
        "large logits stay finite",
        "The logits are in the thousands here: every e^z must be e^(z − m), and the loss of a row"
            + " ln Σ e^(z − m) + m − z_target.",
        "logits");
    nan(
        "a NaN in a real row is not hidden",
        "logits",
        "If row 0 is real, the mean must be NaN, and so must row 0 of the gradient, and no other"
            + " row.");
    given(
        "a NaN makes the mean NaN, too",
        "Row 0 is real and holds a NaN: the mean must be NaN, and so must row 0 of the gradient,"
            + " and no other row.",
        withNaN(Double.NaN, 1, 0.5),
        withNaN(1, 0.5, Double.NaN));
  }

  private void isTheSlope(SoftmaxCrossEntropy subject) {
    Fixture inputs = fixture().sized("N", 4).with("real", new int[] {1, 0, 1, 1});
    Loss loss = inputs.on(subject);
    Expect.that(loss != null, "of returns null.");
    Matrix logits = inputs.matrix("logits").copy();
    Matrix slopes =
        GradientCheck.numeric(
            logits, () -> ((Loss) right(inputs.with("logits", logits))).mean(), STEP);
    Expect.close(
        "gradient",
        slopes,
        loss.gradient(),
        NEARLY,
        "Expected is (L(w + 1e-5) − L(w − 1e-5)) / 2e-5 for this entry, with L = mean.");
  }

  private static Fixture withNaN(double... row) {
    return Fixture.given(
        SoftmaxCrossEntropy.class,
        Matrix.of(new double[][] {row, {-1, 2, 0.25}}),
        new int[] {2, 0},
        new int[] {1, 1});
  }

  private static Fixture far() {
    return Fixture.given(
        SoftmaxCrossEntropy.class,
        Matrix.of(
            new double[][] {
              {FAR + 1, FAR + 2, FAR - 0.5}, {0.5, 2, 1}, {-FAR, 0.25 - FAR, -0.75 - FAR}
            }),
        new int[] {0, 1, 2},
        new int[] {1, 1, 1});
  }
}
