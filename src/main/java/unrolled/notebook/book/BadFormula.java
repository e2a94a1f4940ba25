package unrolled.notebook.book;

/** A formula that cannot be typeset; the message shows it and says why. */
public final class BadFormula extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  BadFormula(String formula, String reason) {
    super("The formula " + formula.strip() + " cannot be typeset: " + reason);
  }

  private BadFormula(String notebook, String cell, BadFormula why) {
    super(notebook + ", cell " + cell + ": " + why.getMessage(), why);
  }

  BadFormula in(String notebook, String cell) {
    return new BadFormula(notebook, cell, this);
  }
}
