package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import unrolled.exercise.Exercise;
import unrolled.exercise.Progress;
import unrolled.exercise.State;

class SkillMapTest {
  private final SkillMap map = SkillMap.open();

  @Test
  void every_exercise_is_a_node_with_its_title() throws Exception {
    Document svg = parsed();
    List<Exercise> exercises = Exercise.all();
    assertEquals(exercises.size(), svg.getElementsByTagName("rect").getLength());
    String text = svg.getDocumentElement().getTextContent();
    exercises.forEach(e -> assertTrue(text.contains(e.about().title()), e.id()));
  }

  @Test
  void an_edge_leads_from_left_to_right_to_what_builds_on_it() throws Exception {
    NodeList edges = parsed().getElementsByTagName("path");
    int wanted = Exercise.all().stream().mapToInt(e -> e.about().buildsOn().length).sum();
    assertEquals(wanted, edges.getLength());
    for (int i = 0; i < edges.getLength(); i++) {
      String[] d = ((Element) edges.item(i)).getAttribute("d").substring(1).split("[ C]+");
      assertTrue(Integer.parseInt(d[0]) < Integer.parseInt(d[6]), String.join(" ", d));
    }
  }

  @Test
  void a_screen_reader_is_told_the_state_of_each() throws Exception {
    String label = parsed().getDocumentElement().getAttribute("aria-label");
    for (Exercise exercise : Exercise.all()) {
      State state = Progress.open().state(exercise);
      assertTrue(label.contains(exercise.id() + " " + state), label);
    }
  }

  private Document parsed() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(map.svg())));
  }
}
