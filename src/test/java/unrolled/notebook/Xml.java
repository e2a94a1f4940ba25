package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads shown HTML back, and holds what all of it must keep. */
final class Xml {
  private Xml() {}

  /** The HTML of {@code value}: well-formed, without a script, and without an address. */
  static Document of(Object value) {
    String html = Show.bundle(value).get("text/html");
    String outside = html.replace("xmlns=\"" + HeatMap.NAMESPACE + "\"", "");
    assertFalse(outside.contains("http"), html);
    assertFalse(html.toLowerCase().contains("<script"), html);
    assertFalse(html.matches("(?s).*\\son[a-z]+=.*"), html);
    return parse("<all>" + html + "</all>");
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (SAXException e) {
      return fail("not well-formed: " + e.getMessage() + "\n" + xml);
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The elements named {@code tag} whose class attribute has the word {@code style}, if given. */
  static List<Element> all(Document document, String tag, String style) {
    NodeList found = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .filter(e -> style.isEmpty() || List.of(e.getAttribute("class").split(" ")).contains(style))
        .forEach(elements::add);
    return elements;
  }
}
