package unrolled.notebook.book;

/** A formula that cannot be typeset; the message shows it and says why. */
public final class BadFormula extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  BadFormula(String formula, String reason) {
    super("The formula " + formula.strip() + " cannot be typeset: " + reason);
  }
}
