package unrolled.notebook.book;

import java.util.List;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Claim;
import unrolled.notebook.Notebook;
import unrolled.notebook.ShowcaseCard;

/** The showcase cards of a notebook that was run. */
public final class Cards {
  private Cards() {}

  /** The cards that the notebook shows, in order, each with all claims that the notebook passed. */
  public static List<ShowcaseCard> of(Notebook notebook) {
    Claim[] passed = Ledger.claims(notebook).stream().map(Ledger.Entry::what).toArray(Claim[]::new);
    return notebook.cells().stream()
        .flatMap(cell -> cell.outputs().stream())
        .filter(CellOutput.Shown.class::isInstance)
        .map(shown -> ((CellOutput.Shown) shown).forms().get(ShowcaseCard.CARD))
        .filter(json -> json != null)
        .map(json -> ShowcaseCard.read(json).claims(passed))
        .toList();
  }
}
