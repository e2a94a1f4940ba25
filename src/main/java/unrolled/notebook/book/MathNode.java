package unrolled.notebook.book;

import org.commonmark.node.CustomNode;

/** A formula inside a line of text. */
final class MathNode extends CustomNode {
  final String tex;
  final boolean display;

  MathNode(String tex, boolean display) {
    this.tex = tex;
    this.display = display;
  }
}
