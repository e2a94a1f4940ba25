package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import unrolled.exercise.About;
import unrolled.exercise.Chapter;
import unrolled.exercise.Exercise;
import unrolled.exercise.Progress;

class SkillMapTest {
  private final SkillMap map = SkillMap.open();

  @Test
  void every_exercise_and_notebook_is_a_node_with_its_title() throws Exception {
    Document svg = parsed(map);
    int nodes = map.chapters().size() + Exercise.all().size();
    assertEquals(nodes, svg.getElementsByTagName("title").getLength());
    String text = svg.getDocumentElement().getTextContent();
    Exercise.all().forEach(e -> assertTrue(text.contains(e.about().title()), e.id()));
    map.chapters().forEach(c -> assertTrue(text.contains(c.name()), c.number()));
  }

  @Test
  void an_edge_leads_to_what_builds_on_it() throws Exception {
    int wanted = Exercise.all().stream().mapToInt(e -> e.about().buildsOn().length).sum();
    assertEquals(wanted, parsed(map).getElementsByTagName("path").getLength());
  }

  /** Thirty arrows at once cannot be told apart. */
  @Test
  void what_is_drawn_without_pointing_leads_to_the_row_beneath_at_most() throws Exception {
    Document svg = parsed(map);
    List<Element> far = Xml.all(svg, "path", "um-far");
    List<Element> near = Xml.all(svg, "path", "um-edge");
    near.removeAll(far);
    assertTrue(near.size() >= 10, near.size() + " arrows");
    for (Element path : near) {
      List<Line2D> lines = lines(path.getAttribute("d"));
      double down = lines.get(lines.size() - 1).getY2() - lines.get(0).getY1();
      assertTrue(down < 124, path.getAttribute("d"));
    }
    assertTrue(far.size() >= 10, far.size() + " arrows");
  }

  @Test
  void an_arrow_runs_through_no_node_and_no_name() throws Exception {
    Document svg = parsed(map);
    List<Element> nodes =
        Xml.all(svg, "rect", "").stream()
            .filter(rect -> rect.getAttribute("class").matches("um-(open|locked|passed)"))
            .toList();
    assertEquals(Exercise.all().size(), nodes.size());
    for (Element path : Xml.all(svg, "path", "")) {
      assertEquals("url(#um-arrow)", path.getAttribute("marker-end"));
      for (Line2D line : lines(path.getAttribute("d"))) {
        for (Element node : nodes) {
          assertFalse(
              line.intersects(
                  number(node, "x") + 0.5,
                  number(node, "y") + 0.5,
                  number(node, "width") - 1,
                  number(node, "height") - 1),
              path.getAttribute("d"));
        }
        for (Element text : Xml.all(svg, "text", "")) {
          assertFalse(
              line.intersects(number(text, "x"), number(text, "y") - 7, 80, 7),
              text.getTextContent() + " " + path.getAttribute("d"));
        }
      }
    }
  }

  /** The parts of a way of absolute M, H and V. */
  private static List<Line2D> lines(String way) {
    var lines = new ArrayList<Line2D>();
    double x = 0;
    double y = 0;
    for (String step : way.split(" (?=[HV])")) {
      String[] numbers = step.substring(1).split(" ");
      double first = Double.parseDouble(numbers[0]);
      double toX = step.startsWith("V") ? x : first;
      double toY =
          step.startsWith("V") ? first : step.startsWith("H") ? y : Double.parseDouble(numbers[1]);
      if (!step.startsWith("M")) {
        lines.add(new Line2D.Double(x, y, toX, toY));
      }
      x = toX;
      y = toY;
    }
    return lines;
  }

  @Test
  void a_notebook_has_its_title_and_not_the_name_of_its_file() throws Exception {
    String text = parsed(map).getDocumentElement().getTextContent();
    assertTrue(text.contains("notebook 04, Training is unrolling: BPTT by hand: "), text);
  }

  @Test
  void a_screen_reader_is_told_the_state_of_each() throws Exception {
    String label = parsed(map).getDocumentElement().getAttribute("aria-label");
    Progress progress = Progress.open();
    for (Chapter chapter : map.chapters()) {
      String state = "notebook " + chapter.number() + " " + progress.state(chapter);
      assertTrue(label.contains(state), label);
      for (Exercise e : chapter.exercises()) {
        assertTrue(label.contains(e.id() + " " + progress.state(e)), label);
      }
    }
  }

  @Test
  void thirty_exercises_fit_a_telephone_and_none_covers_another(@TempDir Path folder)
      throws Exception {
    SkillMap large = new SkillMap(thirty(folder), map.progress());
    Document svg = parsed(large);
    NodeList rects = svg.getElementsByTagName("rect");
    List<Element> nodes = new ArrayList<>();
    for (int i = 0; i < rects.getLength(); i++) {
      Element rect = (Element) rects.item(i);
      if (rect.getAttribute("class").matches("um-(open|locked|passed)")) {
        nodes.add(rect);
      }
    }
    assertEquals(30, nodes.size());
    String[] view = svg.getDocumentElement().getAttribute("viewBox").split(" ");
    assertTrue(Integer.parseInt(view[2]) <= 390, view[2]);
    for (Element one : nodes) {
      assertTrue(number(one, "x") + number(one, "width") <= Integer.parseInt(view[2]));
      assertTrue(number(one, "y") + number(one, "height") <= Integer.parseInt(view[3]));
      for (Element other : nodes) {
        assertFalse(one != other && overlap(one, other), "nodes overlap");
      }
    }
    Path picture = Path.of("target", "skill-map-30.svg");
    Files.writeString(picture, large.svg());
  }

  private static boolean overlap(Element one, Element other) {
    return Math.abs(number(one, "x") - number(other, "x")) < number(one, "width")
        && Math.abs(number(one, "y") - number(other, "y")) < number(one, "height");
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  /** As many exercises as the course is planned to have, in 14 notebooks. */
  private static List<Chapter> thirty(Path folder) throws IOException {
    int[] counts = {1, 1, 3, 4, 2, 2, 4, 1, 2, 4, 3, 1, 1, 1};
    var chapters = new ArrayList<Chapter>();
    int id = 0;
    for (int n = 0; n < counts.length; n++) {
      String notebook = String.format("%02d", n + 1);
      var exercises = new ArrayList<Exercise>();
      for (int k = 0; k < counts[n]; k++) {
        id++;
        String base = id < 3 ? "" : String.format("\"e%02d\"", Math.max(1, id - 1 - id % 4));
        exercises.add(exercise(folder, id, notebook, base));
      }
      chapters.add(new Chapter(notebook, "a name of some length", exercises));
    }
    return chapters;
  }

  private static Exercise exercise(Path folder, int number, String notebook, String base)
      throws IOException {
    String id = String.format("e%02d", number);
    String source =
        """
        package %s_made;
        @unrolled.exercise.About(
            title = "Made to be %d of many", notebook = "%s", buildsOn = {%s})
        public interface Made {
          int of(int x);
        }
        """
            .formatted(id, number, notebook, base);
    Path file = Files.createDirectories(folder.resolve(id)).resolve("Made.java");
    Files.writeString(file, source);
    String path = System.getProperty("java.class.path");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", path, "-d", "" + folder, "" + file);
    assertEquals(0, code);
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> contract = loader.loadClass(id + "_made.Made");
      assertEquals(notebook, contract.getAnnotation(About.class).notebook());
      return new Exercise(id, id + "_made", contract);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Document parsed(SkillMap map) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(map.svg())));
  }
}
