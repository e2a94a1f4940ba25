package unrolled.notebook;

import java.io.PrintStream;

/**
 * A check for a cell that nbgrader grades.
 *
 * <p>nbgrader takes the value of such a cell for its points if it reads as a number, gives all
 * points for any other value or none, and no points for a byte on the error stream. So the value is
 * a number and nothing but, the table is shown beside it, and what the answer prints to the error
 * stream comes out on the other. Give the cell as many points as the exercise has.
 */
final class GradeCell {
  private GradeCell() {}

  static double points(Object answer) {
    PrintStream errors = System.err;
    System.setErr(System.out);
    try {
      CheckView view = CheckView.of(answer);
      Show.show(view);
      return view.result().points();
    } finally {
      System.setErr(errors);
    }
  }
}
