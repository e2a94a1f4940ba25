package unrolled.notebook.book;

import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.ParserState;

/** A formula on lines of its own, between {@code $$} and {@code $$}. */
final class MathBlock extends CustomBlock {
  private static final String MARK = "$$";

  private String tex = "";

  String tex() {
    return tex;
  }

  static BlockParserFactory factory() {
    return (state, matched) -> {
      int at = state.getNextNonSpaceIndex();
      CharSequence line = state.getLine().getContent();
      String rest = line.subSequence(at, line.length()).toString().strip();
      boolean opens = state.getIndent() < 4 && rest.startsWith(MARK);
      // $$ x $$ with text behind it is a formula in a paragraph.
      int end = rest.indexOf(MARK, 2);
      boolean whole = end < 0 || end == rest.length() - 2;
      return opens && whole ? BlockStart.of(new Lines()).atIndex(at) : BlockStart.none();
    };
  }

  private static final class Lines extends AbstractBlockParser {
    private final MathBlock block = new MathBlock();
    private final StringBuilder text = new StringBuilder();

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      return closed() ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
    }

    private boolean closed() {
      String all = text.toString().strip();
      return all.length() >= 4 && all.endsWith(MARK);
    }

    @Override
    public void addLine(SourceLine line) {
      text.append(line.getContent()).append('\n');
    }

    @Override
    public void closeBlock() {
      String all = text.toString().strip();
      if (!closed()) {
        throw new BadFormula(all, "its closing $$ is missing.");
      }
      block.tex = all.substring(2, all.length() - 2);
    }
  }
}
