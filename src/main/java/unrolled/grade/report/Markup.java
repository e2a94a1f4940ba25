package unrolled.grade.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import unrolled.player.host.Clean;

/**
 * HTML or XML that is being written.
 *
 * <p>Text and the values of attributes may be anybody's: they are escaped, and characters that no
 * page may hold are replaced. The names of elements and attributes are ours.
 */
final class Markup {
  private interface Step {
    void run() throws XMLStreamException;
  }

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  Markup() {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens an element; the attributes are names and values in turn. */
  Markup open(String name, String... attributes) {
    return step(
        () -> {
          xml.writeStartElement(name);
          write(attributes);
        });
  }

  /** Closes the element that was opened last. */
  Markup close() {
    return step(
        () -> {
          // What is empty must not become <td/>, which HTML takes for an opening tag.
          xml.writeCharacters("");
          xml.writeEndElement();
        });
  }

  /** An element without an end, {@code <br/>}. */
  Markup single(String name, String... attributes) {
    return step(
        () -> {
          xml.writeEmptyElement(name);
          write(attributes);
        });
  }

  Markup text(String text) {
    return step(() -> xml.writeCharacters(Clean.printable(text)));
  }

  /** An element with nothing in it but text. */
  Markup element(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** The end of a line of the source, for those who read it. */
  Markup line() {
    return text("\n");
  }

  /** Markup of our own, as it stands. */
  Markup ours(String markup) {
    step(
        () -> {
          xml.writeCharacters(""); // closes an open tag
          xml.flush();
        });
    out.append(markup);
    return this;
  }

  @Override
  public String toString() {
    step(xml::flush);
    return out.toString();
  }

  private void write(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], Clean.printable(attributes[i + 1]));
    }
  }

  private Markup step(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("markup: " + e.getMessage(), e);
    }
  }
}
