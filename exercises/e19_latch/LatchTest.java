package e19_latch;

import e19_latch.Latch.Weights;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e19")
class LatchTest extends Ladder<Latch> {
  private static final int LONG = 1000;

  LatchTest() {
    super(Latch.class, "what the cell shows");
  }

  @Override
  protected void rungs() {
    shapes("Wx has a row for each input, and all have a column for each gate");
    shows(
        "it is off until it is set",
        "the level of h",
        Latch.quiet(),
        Latch::h,
        "Nothing was set here: with i shut nothing is written, so c and h stay 0.");
    shows(
        "a set switches it on, and it stays on",
        "the level of h",
        Latch.set(),
        Latch::h,
        "It is set at step 0, and nothing more happens: i must open for that step, and f must"
            + " keep c.");
    shows(
        "a reset switches it off, and it stays off",
        "the level of h",
        Latch.reset(),
        Latch::h,
        "It is set at step 0 and reset at step 4: f must shut at the reset, so that c is 0.");
    shows(
        "set twice is on, not more",
        "the level of h",
        Latch.again(),
        Latch::h,
        "After each set c must be 1, and after each reset 0, whatever it was before. Step 1 is a"
            + " set of a switch that is on, step 12 a reset of one that is on, step 17 of one"
            + " that is off.");
    shows(
        "two hundred steps come out",
        "the level of h",
        Latch.stream(),
        Latch::h,
        "Set, reset and quiet steps come in an order that was drawn at random.");
    shows(
        "the cell state is 1 when it is on and 0 when it is off",
        "the level of tanh(c)",
        Latch.stream(),
        Latch::c,
        "These are the same 200 steps: what h shows must be kept in c.");
    reference(
        "a gain of 6 is enough",
        "gain 6",
        "A sum of 6 opens a gate to 0.998, and −6 shuts it to 0.002. All streams of the tests above"
            + " stand one after the other here.");
    reference(
        "a gain of 20 is not too much",
        "gain 20",
        "Gates are fully open or shut here. All streams of the tests above stand one after the"
            + " other.");
    rung(
        "with a large gain it holds for 1,000 quiet steps",
        this::holds,
        Fixture.given(Latch.class, 20.0));
    secondCall();
  }

  private void shows(
      String name,
      String part,
      String stream,
      BiFunction<Weights, String, Matrix> of,
      String slip) {
    rung(
        name,
        latch -> {
          for (double gain : new double[] {fixture().<Double>value("gain"), 6, 20}) {
            Expect.close(part, right(stream), of.apply(weights(latch, gain), stream), slip);
          }
        },
        Fixture.given(Latch.class, 6.0),
        Fixture.given(Latch.class, 20.0));
  }

  /** On from a set to a reset, and off otherwise. */
  private static Matrix right(String stream) {
    double[] levels = new double[stream.length()];
    double on = 0;
    for (int t = 0; t < levels.length; t++) {
      on = stream.charAt(t) == '.' ? on : stream.charAt(t) == 'S' ? 1 : 0;
      levels[t] = on;
    }
    return Matrix.row(levels);
  }

  private static Weights weights(Latch latch, double gain) {
    Weights weights = Fixture.given(Latch.class, gain).on(latch);
    Expect.that(weights != null, "weights returns null.");
    return weights;
  }

  private void holds(Latch latch) {
    String quiet = ".".repeat(LONG);
    double between18And20 = 20 - fixture().<Double>value("gain") / 10;
    for (double gain : new double[] {20, between18And20}) {
      Weights weights = weights(latch, gain);
      for (String stream : new String[] {"S" + quiet, "SR" + quiet}) {
        int end = stream.length() - 1;
        double expected = right(stream).get(0, end);
        double shown = Latch.h(weights, stream).get(0, end);
        // No table of one number: the short streams show more of what is wrong.
        Expect.that(
            shown == expected,
            "after a set%s and 1,000 quiet steps the level of h should be %s, and is %s."
                    .formatted(stream.startsWith("SR") ? ", a reset" : "", expected, shown)
                + " If no other test fails, the gain of this call is not used, but a fixed number"
                + " or the gain of an earlier call: f must be σ(gain) at a quiet step. σ(20)¹⁰⁰⁰"
                + " is 0.999998, σ(6)¹⁰⁰⁰ is 0.08.");
      }
    }
  }
}
