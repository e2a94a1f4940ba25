package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a page back; style and script, which are no XML, are set aside as text. */
final class Html {
  private Html() {}

  static Document of(String page) {
    String xml = page.replaceFirst("<!DOCTYPE html>", "");
    return parse(wrapped(wrapped(xml, "style"), "script"));
  }

  static Document parse(String xml) {
    try {
      var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (SAXException e) {
      return fail("not well-formed: " + e.getMessage());
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String wrapped(String html, String tag) {
    return html.replaceAll(
        "(?s)<" + tag + ">(.*?)</" + tag + ">", "<" + tag + "><![CDATA[$1]]></" + tag + ">");
  }

  /** The elements of this name in their order. */
  static List<Element> all(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    var elements = new ArrayList<Element>();
    IntStream.range(0, found.getLength()).forEach(i -> elements.add((Element) found.item(i)));
    return elements;
  }
}
