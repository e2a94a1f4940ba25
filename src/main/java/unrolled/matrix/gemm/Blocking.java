package unrolled.matrix.gemm;

/**
 * How a product is cut into blocks, in the words of BLIS.
 *
 * @param kc steps of the inner size in a block of A and of B
 * @param mc rows in a block of A
 * @param nc columns in a block of B
 */
public record Blocking(int kc, int mc, int nc) {
  /** The system property with three numbers, kc,mc,nc, that take the place of those chosen. */
  public static final String PROPERTY = "unrolled.blocking";

  /** Refuses sizes below 1. */
  public Blocking {
    if (kc < 1 || mc < 1 || nc < 1) {
      throw new IllegalArgumentException(
          "blocking: expected kc, mc and nc of at least 1, got %d, %d and %d"
              .formatted(kc, mc, nc));
    }
  }

  /**
   * As the property says, or for the caches of this machine.
   *
   * @param property the value of {@value #PROPERTY}, or {@code auto}
   * @throws IllegalArgumentException if it is neither
   */
  public static Blocking wanted(String property, Caches caches) {
    if (property.equals("auto")) {
      return caches.blocking();
    }
    String[] sizes = property.split(",");
    if (!property.matches("[1-9][0-9]{0,5}(,[1-9][0-9]{0,5}){2}")) {
      throw new IllegalArgumentException(
          "%s: expected kc,mc,nc such as 256,128,768, or auto, got %s"
              .formatted(PROPERTY, property));
    }
    return new Blocking(
        Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2]));
  }

  /** The same in whole tiles of so many rows and columns. */
  Blocking inTiles(int rows, int cols) {
    return new Blocking(kc, whole(mc, rows), whole(nc, cols));
  }

  private static int whole(int size, int unit) {
    return Math.max(unit, size / unit * unit);
  }

  @Override
  public String toString() {
    return "kc %d, mc %d, nc %d".formatted(kc, mc, nc);
  }
}
