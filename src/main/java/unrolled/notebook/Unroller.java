package unrolled.notebook;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/**
 * Walks through a sentence with a recurrent cell: forward, back, and every number in sight.
 *
 * <pre>{@code
 * h_t = tanh(x_t·Wx + h_(t−1)·Wh + b)
 * }</pre>
 *
 * <p>In a notebook it is a small machine with buttons that needs no script; in JShell {@link #next}
 * and {@link #back} show one step after the other.
 */
public final class Unroller implements Rich {
  private final List<Frame> frames;
  private List<String> inputNames = List.of();
  private int at;
  private int unit;

  /**
   * An unroller at the first step.
   *
   * @param tokens the sentence, one token for each step
   * @param cell a tanh cell
   * @param run what {@code cell} made of the sentence, with a batch of 1
   */
  public Unroller(List<String> tokens, RnnCell cell, Unrolled.Run<HiddenState> run) {
    int steps = run.steps().size();
    if (tokens.size() != steps)
      throw new IllegalArgumentException(
          "Unroller: expected %d tokens, one for each step, got %d"
              .formatted(steps, tokens.size()));
    Matrix x = run.steps().get(0).x();
    if (x.rows() != 1)
      throw new IllegalArgumentException(
          "Unroller: expected a batch of 1, got an input of " + x.shape());
    frames =
        IntStream.range(0, steps)
            .mapToObj(t -> Frame.of(t + 1, steps, tokens.get(t), cell, run.steps().get(t)))
            .toList();
  }

  /** Names the entries of x, such as the words of a vocabulary when x is one-hot. */
  public Unroller inputs(List<String> names) {
    if (names.size() != frame().x().cols())
      throw new IllegalArgumentException(
          "Unroller: expected %d names of inputs, got %d"
              .formatted(frame().x().cols(), names.size()));
    inputNames = List.copyOf(names);
    return this;
  }

  /** One step forward; stays at the last. */
  public Unroller next() {
    at = Math.min(at + 1, frames.size() - 1);
    return this;
  }

  /** One step back; stays at the first. */
  public Unroller back() {
    at = Math.max(at - 1, 0);
    return this;
  }

  /** Writes out the sum of {@code unit}, from 0. */
  public Unroller unit(int unit) {
    if (unit < 0 || unit >= frame().h().cols())
      throw new IllegalArgumentException(
          "Unroller: expected a unit from 0 to %d, got %d".formatted(frame().h().cols() - 1, unit));
    this.unit = unit;
    return this;
  }

  /** The step that is shown. */
  public Frame frame() {
    return frames.get(at);
  }

  /** All steps, in order of time. */
  public List<Frame> frames() {
    return frames;
  }

  /** All steps as one page, opened at the current one. */
  @Override
  public Map<String, String> mime() {
    return Map.of("text/html", new UnrollerHtml(frames, inputNames, at, unit).html());
  }

  /** The current step, and how to move. */
  @Override
  public String toString() {
    String first = at == 0 ? "" : "back()";
    String last = at == frames.size() - 1 ? "" : "next()";
    String moves = String.join("  ", List.of(first, last)).strip();
    return frame().text(unit) + (moves.isEmpty() ? "" : "\n" + moves);
  }
}
