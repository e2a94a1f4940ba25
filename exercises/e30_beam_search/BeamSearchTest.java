package e30_beam_search;

import e30_beam_search.BeamSearch.Found;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.layer.Next;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

@Tag("e30")
class BeamSearchTest extends Ladder<BeamSearch> {
  private static final Matrix AFTER =
      Matrix.of(new double[][] {{0.1, 0.4, 0.5}, {0.9, 0.06, 0.04}, {0.3, 0.2, 0.5}});

  BeamSearchTest() {
    super(BeamSearch.class, "the texts");
  }

  @Override
  protected void rungs() {
    Matrix log = AFTER.map(Math::log);
    Matrix[] tables = {log, log, log};
    Matrix likely =
        Matrix.of(new double[][] {{0.7, 0.1, 0.2}, {0.8, 0.15, 0.05}, {0.6, 0.1, 0.3}})
            .map(Math::log);
    double[] first = {-2, -1.2, -1.4, -1.1, -1.5, -1.3};
    Matrix early = Matrix.of(new double[][] {first, first, first, first, first, first});
    Matrix late = Matrix.random(6, 6, -4.5, -3, new SplittableRandom(30));
    rung("there is a row for each text and a column for each place", this::form);
    byHand(
        "By hand: of all that was put aside, (1 0) with P = 0.36 and (2 0) with P = 0.15 are"
            + " likeliest.",
        new Found(
            Matrix.of(new double[][] {{1, 0, -1}, {2, 0, -1}}),
            new double[] {Math.log(0.36), Math.log(0.15)}),
        tables,
        2,
        0.0);
    published(
        "the example with α = 1 comes out",
        "By hand: log 0.36 / 2 = −0.5108 is the largest score, log 0.125 / 3 = −0.6931 the next.",
        new Found(
            Matrix.of(new double[][] {{1, 0, -1}, {2, 2, 2}}),
            new double[] {Math.log(0.36) / 2, Math.log(0.125) / 3}),
        Expect.EXACT,
        Fixture.given(BeamSearch.class, tables, 2, 1.0));
    reference(
        "texts of one token",
        "one place",
        "There is one place here: each of the K texts has one token, and all are finished.");
    part(
        "tokens",
        "a width that drops nothing finds the same texts as trying all",
        "nothing dropped",
        "All texts of at most T tokens are there, ended or cut off, sorted by their score.");
    part(
        "score",
        "their scores",
        "nothing dropped",
        "log P is the sum of one number for each token, and L counts the end token, too.");
    reference(
        "a narrow beam",
        "narrow",
        "Beginnings are dropped here: at each place, of all texts that are not finished, those with"
            + " the largest log P are kept, as many as the width.");
    reference(
        "α = 0 ranks by log P", "alpha 0", "L⁰ = 1: the score is log P, whatever the length is.");
    reference(
        "a large α prefers long texts",
        "alpha 2",
        "The score is log P / L^α, and the texts are ranked by it, not by log P.");
    given(
        "a width of 1 extends one beginning, and returns one text",
        "One beginning goes on at each place. Of all that was put aside, the text with the largest"
            + " score is returned.",
        Fixture.given(BeamSearch.class, tables, 1, 0.0),
        Fixture.given(BeamSearch.class, tables, 1, 1.0));
    given(
        "there are fewer texts than the width",
        "Two tokens and two places allow three texts: (0), (1 0) and (1 1). Return these three.",
        Fixture.given(
            BeamSearch.class,
            new Matrix[] {table(-0.5, -0.9, -1, -0.3), table(-1.1, -0.4, -0.7, -0.6)},
            9,
            0.5));
    given(
        "where the end is unlikely, texts are cut off",
        "A text of T tokens is finished, whether its last token is the end or not.",
        Fixture.given(
            BeamSearch.class,
            new Matrix[] {
              table(-9, -0.3, -8, -0.2), table(-7, -0.4, -9.5, -0.1), table(-8.5, -0.6, -7.5, -0.5)
            },
            2,
            0.0));
    given(
        "what ends is put aside, however unlikely it is there",
        "(0) is the least likely text at t = 1. At t = 2 all others have become less likely than"
            + " it.",
        Fixture.given(BeamSearch.class, new Matrix[] {early, late}, 1, 0.0),
        Fixture.given(BeamSearch.class, new Matrix[] {early, late, late}, 2, 0.3));
    given(
        "where the end is likely, what ended takes no place among the beginnings",
        "The two likeliest beginnings are extended, however many texts have ended.",
        Fixture.given(BeamSearch.class, new Matrix[] {likely, likely, likely}, 2, 2.0));
    given(
        "sixty tokens do not underflow",
        "P is about e^−840 here, which is 0 for a double. Add logarithms.",
        Fixture.given(BeamSearch.class, sixty(), 2, 2.0));
    rung("the texts are those that the library finds", this::library);
    Fixture drawn = Fixture.of(BeamSearch.class, 30);
    given(
        "one token, one place, many tokens and many places",
        "If no other test fails: is a size a fixed number, or does T stand where K belongs? Take"
            + " each from logP.",
        drawn.sized("K", 1),
        drawn.sized("T", 1),
        drawn.sized("T", 3).sized("K", 3),
        drawn.sized("T", 3).sized("K", 17),
        drawn.sized("T", 9).sized("K", 3));
    leavesInputsAlone();
    secondCall();
    large("large numbers come out", "Add logarithms: e^−1000 is 0.", "logP");
  }

  private void form(BeamSearch search) {
    Fixture inputs = fixture();
    int T = inputs.size("T");
    Found found = inputs.on(search);
    Expect.that(found != null && found.tokens() != null, "search returns null, or tokens is null.");
    Expect.that(found.score() != null, "score is null.");
    int M = found.score().length;
    int width = inputs.value("width");
    Expect.that(
        M >= 1 && M <= width,
        "At most width = %d texts should be found, and at least one; score holds %d numbers."
            .formatted(width, M));
    Expect.shape("tokens", M, T, found.tokens());
  }

  /** The library's search asks a network, whose logits are here those of the table. */
  private void library(BeamSearch search) {
    Fixture drawn = fixture().sized("K", 5).sized("T", 5);
    Matrix[] logP =
        Arrays.stream(drawn.matrices("logP"))
            .map(table -> SoftmaxCrossEntropy.softmax(table.scale(2)).map(Math::log))
            .toArray(Matrix[]::new);
    int width = drawn.value("width");
    double alpha = drawn.value("alpha");
    List<unrolled.train.BeamSearch.Found> texts =
        new unrolled.train.BeamSearch(width, 0, logP.length, alpha)
            .search(0, 0, (token, t) -> new Next<>(logP[t].rows(token, token + 1), t + 1));
    Matrix tokens = new Matrix(texts.size(), logP.length).map(v -> -1);
    double[] score = new double[texts.size()];
    for (int m = 0; m < score.length; m++) {
      score[m] = texts.get(m).score();
      List<Integer> text = texts.get(m).tokens();
      for (int t = 0; t < text.size(); t++) {
        tokens.set(m, t, text.get(t));
      }
    }
    Expect.close(
        "the texts",
        new Found(tokens, score),
        drawn.with("logP", logP).on(search),
        "Expected is what unrolled.train.BeamSearch finds.");
  }

  private static Matrix table(double... values) {
    return Matrix.wrap(2, 2, values);
  }

  /** After 0 and 1 alike, token 1 is a little likelier; not twice by the same number. */
  private static Matrix[] sixty() {
    Matrix[] tables = new Matrix[60];
    Arrays.setAll(
        tables,
        t -> table(-15 - Math.sin(t), -14 - Math.cos(t), -15.5 - Math.cos(t), -14 - 0.01 * t));
    return tables;
  }
}
