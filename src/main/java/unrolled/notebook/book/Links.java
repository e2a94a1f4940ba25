package unrolled.notebook.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Makes the addresses of a notebook fit its page.
 *
 * <p>A link to another notebook goes to its page, a picture is taken into the page, and a heading
 * has the anchor that Jupyter gives it.
 */
final class Links implements AttributeProvider {
  private final Path notebooks;
  private final Path folder;

  Links(Path notebooks, Path folder) {
    this.notebooks = notebooks;
    this.folder = folder;
  }

  @Override
  public void setAttributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Heading) {
      attributes.put("id", text(node).replace(' ', '-'));
    } else if (node instanceof Link link && local(link.getDestination())) {
      attributes.put("href", page(link.getDestination()));
    } else if (node instanceof Image image && local(image.getDestination())) {
      attributes.put("src", picture(image.getDestination()));
    }
  }

  private static boolean local(String address) {
    return !address.startsWith("#") && !address.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
  }

  private String page(String address) {
    int anchor = address.indexOf('#');
    String path = anchor < 0 ? address : address.substring(0, anchor);
    String rest = anchor < 0 ? "" : address.substring(anchor);
    if (path.endsWith(".ipynb") && !path.contains("/")) {
      return path.replaceAll("ipynb$", "html") + rest;
    }
    String relative = folder.relativize(notebooks.resolve(path).normalize()).toString();
    return relative.replace('\\', '/') + rest;
  }

  private String picture(String address) {
    Path file = notebooks.resolve(URI.create(address).getPath()).normalize();
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String type = name.endsWith(".svg") ? "svg+xml" : name.endsWith(".jpg") ? "jpeg" : ending(name);
    try {
      return "data:image/"
          + type
          + ";base64,"
          + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The picture " + address + " of a notebook cannot be read", e);
    }
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String text(Node node) {
    var text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }
}
