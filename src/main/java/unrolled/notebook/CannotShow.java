package unrolled.notebook;

/**
 * A value has no picture, table or page because making it failed.
 *
 * <p>It is thrown and not told in the output, so that a cell whose picture is missing has failed.
 */
public final class CannotShow extends IllegalStateException {
  private static final long serialVersionUID = 1;

  CannotShow(Object value, Throwable why) {
    super(message(value, why), why);
  }

  private static String message(Object value, Throwable why) {
    return why instanceof ChartForms.NoFonts
        ? why.getMessage()
        : "A value of %s cannot be shown: %s"
            .formatted(
                value.getClass().getSimpleName(),
                why.getMessage() == null ? why.getClass().getName() : why.getMessage());
  }
}
