package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Canvas does with a gradebook file, as far as its published importer decides it. */
record CanvasImporter(Map<String, String> pointsPossible, Map<String, Map<String, String>> scores) {
  private static final List<String> NO_ASSIGNMENT =
      List.of(
          "Current Score",
          "Current Points",
          "Current Grade",
          "Final Score",
          "Final Points",
          "Final Grade",
          "Override Score",
          "Override Grade",
          "Override Status");

  /** Reads a file; the scores are by "ID|SIS User ID|SIS Login ID" and title. */
  static CanvasImporter read(String text) {
    List<List<String>> lines = Rfc4180.read(text);
    List<String> head = lines.get(0);
    assertTrue(head.size() > 3 && head.get(0).contains("Student") && head.get(1).contains("ID"));
    assertTrue(head.get(2).contains("SIS User ID") && head.get(3).contains("SIS Login ID"));
    assertTrue(head.get(4).contains("Section"), "the last column of the student");
    for (String title : head.subList(5, head.size())) {
      assertTrue(NO_ASSIGNMENT.stream().noneMatch(title::contains), title + " would be dropped");
      assertTrue(!title.matches(".*\\([0-9]+\\)\\s*"), title + " would be taken for an id");
    }
    Map<String, String> possible = new LinkedHashMap<>();
    Map<String, Map<String, String>> scores = new LinkedHashMap<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      assertEquals(head.size(), line.size());
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 5; i < head.size(); i++) {
        fields.put(head.get(i), line.get(i));
      }
      if (line.get(0).contains("Points Possible")) {
        assertTrue(possible.isEmpty(), "a second row of points would replace the first");
        possible.putAll(fields);
      } else {
        var ids = new ArrayList<>(line.subList(1, 4));
        assertTrue(ids.stream().anyMatch(id -> !id.isEmpty()), "would be looked up by name");
        scores.put(String.join("|", ids), fields);
      }
    }
    return new CanvasImporter(possible, scores);
  }
}
