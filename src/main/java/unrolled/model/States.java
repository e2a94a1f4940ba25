package unrolled.model;

import java.util.List;
import unrolled.cell.State;

/**
 * The states of all layers of a {@link Model}, to be handed on to what is read next.
 *
 * @param levels from the lowest layer to the top
 */
public record States(List<State<?>> levels) {
  public States {
    levels = List.copyOf(levels);
  }
}
