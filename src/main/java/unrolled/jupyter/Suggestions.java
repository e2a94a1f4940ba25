package unrolled.jupyter;

import java.util.List;

/**
 * Ways to go on at a place in a cell.
 *
 * @param texts what may stand there, best first
 * @param from where the replaced text begins, in characters from the start of the cell
 * @param to where the replaced text ends
 */
public record Suggestions(List<String> texts, int from, int to) {
  /** Copies the list. */
  public Suggestions {
    texts = List.copyOf(texts);
  }
}
