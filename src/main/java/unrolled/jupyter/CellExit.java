package unrolled.jupyter;

/**
 * Makes a call of {@code System.exit}, {@code Runtime.exit} or {@code Runtime.halt} in a cell an
 * error of that cell.
 *
 * <p>Cells run in the kernel's own process, so the call would take the whole session with it. Only
 * the code of cells is changed; a library that exits still does.
 */
public final class CellExit {
  private static final String MESSAGE =
      "%s(%d): a session cannot be ended by its code; remove the call";

  private CellExit() {}

  /** Stands in for {@code System.exit} in cells: always throws, with a message that says why. */
  public static void exit(int status) {
    throw refused("System.exit", status);
  }

  /** Stands in for {@code Runtime.exit} in cells: always throws, with a message that says why. */
  public static void exit(Runtime runtime, int status) {
    throw refused("Runtime.exit", status);
  }

  /** Stands in for {@code Runtime.halt} in cells: always throws, with a message that says why. */
  public static void halt(Runtime runtime, int status) {
    throw refused("Runtime.halt", status);
  }

  private static UnsupportedOperationException refused(String call, int status) {
    return new UnsupportedOperationException(MESSAGE.formatted(call, status));
  }
}
