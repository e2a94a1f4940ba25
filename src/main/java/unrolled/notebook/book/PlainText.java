package unrolled.notebook.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentNodeRendererContext;
import org.commonmark.renderer.text.TextContentRenderer;
import unrolled.exercise.Wrap;

/** Markdown with tables and formulas as a terminal can show it: words, and maths in Unicode. */
public final class PlainText {
  private static final TextContentRenderer RENDERER =
      TextContentRenderer.builder()
          .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
          .nodeRendererFactory(Plain::new)
          .build();

  private PlainText() {}

  /** The text in lines of this width. */
  public static String of(String markdown, int width) {
    return Wrap.at(width, RENDERER.render(Markdown.PARSER.parse(markdown)));
  }

  private record Plain(TextContentNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(
          MathNode.class,
          MathBlock.class,
          Code.class,
          FencedCodeBlock.class,
          SoftLineBreak.class,
          TableBlock.class);
    }

    @Override
    public void render(Node node) {
      var writer = context.getWriter();
      if (node instanceof MathNode math) {
        writer.write(MathText.of(math.tex, math.display));
      } else if (node instanceof Code code) {
        writer.write(code.getLiteral());
      } else if (node instanceof SoftLineBreak) {
        writer.whitespace();
      } else if (node instanceof MathBlock math) {
        block(MathText.of(math.tex(), true));
      } else if (node instanceof FencedCodeBlock code) {
        block(code.getLiteral());
      } else {
        block(String.join("\n", table(node)));
      }
    }

    private void block(String text) {
      context.getWriter().write(text.stripTrailing().indent(4).stripTrailing());
      context.getWriter().block();
    }

    private static List<String> table(Node table) {
      var rows = new ArrayList<List<String>>();
      each(table, TableRow.class, row -> rows.add(cells(row)));
      int columns = rows.get(0).size();
      var widths = new int[columns];
      for (List<String> row : rows) {
        for (int c = 0; c < columns; c++) {
          widths[c] = Math.max(widths[c], row.get(c).length());
        }
      }
      return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
      var line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String cell = c < row.size() ? row.get(c) : "";
        line.append(cell).append(" ".repeat(widths[c] - cell.length() + 2));
      }
      return line.toString().stripTrailing();
    }

    private static List<String> cells(Node row) {
      var cells = new ArrayList<String>();
      each(row, TableCell.class, cell -> cells.add(text(cell)));
      return cells;
    }

    private static String text(Node cell) {
      var text = new StringBuilder();
      for (Node child = cell.getFirstChild(); child != null; child = child.getNext()) {
        text.append(RENDERER.render(child));
      }
      return text.toString().strip();
    }

    /** All nodes of a type below this one, in their order. */
    private static void each(Node node, Class<? extends Node> type, Consumer<Node> visit) {
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        if (type.isInstance(child)) {
          visit.accept(child);
        } else {
          each(child, type, visit);
        }
      }
    }
  }
}
