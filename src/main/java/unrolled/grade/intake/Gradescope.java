package unrolled.grade.intake;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    try {
      String text = new String(file, StandardCharsets.UTF_8);
      List<NodeTuple> submissions = entries(new Yaml(options).compose(new StringReader(text)));
      var submitters =
          new Submitters(
              submissions.stream().flatMap(one -> submitters(one.getValueNode())).toList());
      Map<String, List<Place>> students = new TreeMap<>();
      for (NodeTuple submission : submissions) {
        Optional<Instant> time =
            at(submission.getValueNode(), "created_at").flatMap(Gradescope::time);
        List<Place> places =
            submitters(submission.getValueNode())
                .map(one -> new Place(submitters.who(one), "", 0, false, false, time, ""))
                .toList();
        students.put(text(submission.getKeyNode()), places);
      }
      return students;
    } catch (YAMLException e) {
      throw new ItemFile.Unreadable("not in the form that Gradescope gives it");
    }
  }

  /** Those who are known by anything at all. */
  private static Stream<Submitters.Submitter> submitters(Node submission) {
    return at(submission, "submitters").stream()
        .filter(SequenceNode.class::isInstance)
        .flatMap(list -> ((SequenceNode) list).getValue().stream())
        .map(
            one ->
                new Submitters.Submitter(said(one, "sid"), said(one, "email"), said(one, "name")))
        .filter(one -> !one.aliases().isEmpty());
  }

  /** A time, or an object of Ruby's that has it in UTC. */
  private static Optional<Instant> time(Node node) {
    return Times.read(at(node, "utc").map(Gradescope::text).orElse(text(node)));
  }

  private static String said(Node student, String key) {
    return at(student, key).map(Gradescope::text).orElse("");
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
