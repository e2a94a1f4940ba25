package unrolled.experiment;

import java.util.List;

/**
 * How a network came to do a task.
 *
 * @param points the score on new examples, measured every so many steps
 * @param solved whether the last score was good enough to stop
 */
public record LearningCurve(List<Point> points, boolean solved) {
  /**
   * A score.
   *
   * @param step how many steps of training came before
   * @param score a loss, or an accuracy from 0 to 1: the experiment says which
   */
  public record Point(int step, double score) {}

  /** The last score. */
  public double last() {
    return points.get(points.size() - 1).score();
  }

  /** How many steps were taken. */
  public int steps() {
    return points.get(points.size() - 1).step();
  }
}
