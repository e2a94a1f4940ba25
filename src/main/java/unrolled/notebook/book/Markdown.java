package unrolled.notebook.book;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import unrolled.notebook.Html;

/**
 * Markdown with tables and formulas, as Jupyter shows it, as HTML.
 *
 * <p>A formula is read before anything in it can be taken for Markdown; {@code \$} is a dollar.
 */
final class Markdown {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  static final Parser PARSER =
      Parser.builder()
          .extensions(TABLES)
          .customBlockParserFactory(MathBlock.factory())
          .customInlineContentParserFactory(new Dollar())
          .build();
  private final HtmlRenderer renderer;

  Markdown(AttributeProvider attributes) {
    renderer =
        HtmlRenderer.builder()
            .extensions(TABLES)
            .nodeRendererFactory(Formulas::new)
            .attributeProviderFactory(context -> attributes)
            .build();
  }

  String html(String markdown) {
    Node document = PARSER.parse(markdown);
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(CustomNode node) {
            if (node instanceof MathNode math) {
              math.keepMarks();
            }
            visitChildren(node);
          }
        });
    return renderer.render(document);
  }

  private static final class Dollar implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
      return state -> formula(state.scanner());
    }

    private static ParsedInline formula(Scanner scanner) {
      String mark = "$".repeat(Math.min(2, scanner.matchMultiple('$')));
      boolean display = mark.length() == 2;
      Position from = scanner.position();
      // "$5 and $10" is money: a formula in a line begins and ends at its dollar signs.
      if (!display && Character.isWhitespace(scanner.peek())) {
        return ParsedInline.none();
      }
      int before = ' ';
      while (scanner.hasNext()) {
        Position end = scanner.position();
        if (before != '\\' && (display || !Character.isWhitespace(before)) && scanner.next(mark)) {
          boolean money = !display && Character.isDigit(scanner.peek());
          String tex = scanner.getSource(from, end).getContent();
          return money || tex.isBlank()
              ? ParsedInline.none()
              : ParsedInline.of(new MathNode(tex, display), scanner.position());
        }
        before = scanner.peek();
        scanner.next();
      }
      return ParsedInline.none();
    }
  }

  private record Formulas(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(MathNode.class, MathBlock.class, Code.class, Text.class);
    }

    @Override
    public void render(Node node) {
      var writer = context.getWriter();
      if (node instanceof MathNode math) {
        formula(math);
      } else if (node instanceof Code code) {
        code(code);
      } else if (node instanceof Text text) {
        text(text);
      } else {
        writer.line();
        writer.raw(
            "<div class=\"formula\">" + MathMl.wrapping(((MathBlock) node).tex()) + "</div>");
        writer.line();
      }
    }

    private void formula(MathNode math) {
      boolean kept = !math.before().isEmpty() || !math.after().isEmpty();
      var writer = context.getWriter();
      writer.raw(kept ? "<span class=\"kept\">" : "");
      writer.text(math.before());
      boolean narrow = math.getParent() instanceof TableCell;
      writer.raw(narrow ? MathMl.narrow(math.tex) : MathMl.of(math.tex, math.display));
      writer.text(math.after());
      writer.raw(kept ? "</span>" : "");
    }

    private void code(Code code) {
      var writer = context.getWriter();
      writer.tag("code", context.extendAttributes(code, "code", Map.of()));
      writer.raw(Html.breakingPaths(code.getLiteral()));
      writer.tag("/code");
    }

    private void text(Text text) {
      var writer = context.getWriter();
      if (text.getParent() instanceof Link) {
        writer.raw(Html.breakingPaths(text.getLiteral()));
      } else {
        writer.text(text.getLiteral());
      }
    }
  }
}
