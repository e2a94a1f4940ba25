package e03_add_product;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;

@Tag("e03")
class AddProductTest extends Ladder<AddProduct> {
  AddProductTest() {
    super(AddProduct.class, "the result");
  }

  @Override
  protected void rungs() {
    shapes("there are m · n numbers");
    byHand(
        "By hand: entry (0, 0) is 10 + 1 · 1 + 2 · 0 = 11, entry (1, 2) is 60 + 3 · 2 + 4 · 1 ="
            + " 70.",
        new double[] {11, 22, 34, 43, 54, 70},
        2,
        2,
        3,
        new double[] {1, 2, 3, 4},
        new double[] {1, 0, 2, 0, 1, 1},
        new double[] {10, 20, 30, 40, 50, 60});
    alone("a·b", "added to 0 it is the product", "c is 0", "c is 0 here: the result is a·b.");
    alone("c", "added to c it is c, if a is 0", "a is 0", "a is 0 here: the result is c.");
    reference(
        "one column in a: each row of the result is a multiple of the row of b, added to c",
        "k is 1",
        "k is 1 here: entry (i, j) is c_ij + a_i · b_j.");
    reference(
        "a wide matrix times a tall one",
        "k is large",
        "k is larger than m and n here: the sum has k terms.");
    reference(
        "a tall matrix times a wide one",
        "k is small",
        "k is smaller than m and n here: the sum has k terms.");
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large("large numbers come out", "The result must be c + a·b, computed in double.", "a");
    nan(
        "a NaN is not hidden",
        "a",
        "A NaN in entry (0, 0) of a makes row 0 of the result NaN, and no other row.");
    given(
        "a NaN is not hidden by a zero",
        "0 times NaN is NaN, and a sum with it is NaN: nothing may hide it, such as a loop that"
            + " skips zeros, or an int, which has no NaN.",
        Fixture.given(
            AddProduct.class,
            2,
            2,
            2,
            new double[] {0, 1, 2, 3},
            new double[] {Double.NaN, 0.5, 1, 2},
            new double[] {0.25, 4, 1, -2}),
        Fixture.given(
            AddProduct.class,
            2,
            2,
            2,
            new double[] {0, 0, 2, 3},
            new double[] {1, 2, Double.NaN, 0.5},
            new double[] {0.25, 4, 1, -2}),
        Fixture.given(
            AddProduct.class,
            2,
            2,
            2,
            new double[] {2, Double.NaN, 1, 0.5},
            new double[] {3, -1, 0, 1},
            new double[] {0.5, 3, -1, 0.25}));
  }
}
