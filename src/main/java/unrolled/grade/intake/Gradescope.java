package unrolled.grade.intake;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Who handed in which folder of a Gradescope export, by the file that lies beside the folders.
 *
 * <p>Only the tree of the file is read: it names types of Ruby, and nothing is made of them.
 */
final class Gradescope {
  static final String FILE = "submission_metadata.yml";

  private static final int MOST = 32 << 20;

  private Gradescope() {}

  /**
   * The students by folder, several where a group handed in together.
   *
   * @throws ItemFile.Unreadable if the file says something else
   */
  static Map<String, List<Place>> students(byte[] file) throws ItemFile.Unreadable {
    var options = new LoaderOptions();
    options.setCodePointLimit(MOST);
    options.setMaxAliasesForCollections(0);
    Map<String, List<Place>> students = new TreeMap<>();
    try {
      String text = new String(file, StandardCharsets.UTF_8);
      Node root = new Yaml(options).compose(new StringReader(text));
      for (NodeTuple submission : entries(root)) {
        var places = new ArrayList<Place>();
        Optional<Instant> time =
            at(submission.getValueNode(), "created_at").flatMap(Gradescope::time);
        Optional<Node> submitters = at(submission.getValueNode(), "submitters");
        if (submitters.isPresent() && submitters.get() instanceof SequenceNode list) {
          list.getValue().forEach(student -> place(student, time).ifPresent(places::add));
        }
        students.put(text(submission.getKeyNode()), places);
      }
      return students;
    } catch (YAMLException e) {
      throw new ItemFile.Unreadable("not in the form that Gradescope gives it");
    }
  }

  private static Optional<Place> place(Node student, Optional<Instant> time) {
    List<String> numbers = texts(student, "sid", "email");
    List<String> aliases = texts(student, "sid", "email", "name");
    if (aliases.isEmpty()) {
      return Optional.empty();
    }
    String shown = aliases.get(aliases.size() - 1);
    String number = numbers.isEmpty() ? "" : numbers.get(0);
    return Optional.of(
        new Place(new Who(aliases.get(0), shown, aliases, number), "", 0, false, false, time, ""));
  }

  /** A time, or an object of Ruby's that has it in UTC. */
  private static Optional<Instant> time(Node node) {
    return Times.read(at(node, "utc").map(Gradescope::text).orElse(text(node)));
  }

  private static List<String> texts(Node student, String... keys) {
    return Stream.of(keys)
        .flatMap(key -> at(student, key).stream())
        .map(Gradescope::text)
        .filter(text -> !text.isBlank())
        .toList();
  }

  /** Keys are Ruby's symbols: {@code :name}. */
  private static Optional<Node> at(Node node, String key) {
    return entries(node).stream()
        .filter(entry -> text(entry.getKeyNode()).replaceFirst("^:", "").equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private static List<NodeTuple> entries(Node node) {
    return node instanceof MappingNode map ? map.getValue() : List.of();
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
