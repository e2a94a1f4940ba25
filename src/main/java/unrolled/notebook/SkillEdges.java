package unrolled.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The arrows of a {@link SkillMap}: down from a node, along a gutter between the columns, and into
 * the top of another.
 *
 * <p>So no arrow runs behind a node or through a name. The arrows from one node share a lane of a
 * gutter; those from two nodes have lanes of their own where they would cover each other.
 *
 * @param edges from each node to those that build on it
 */
record SkillEdges(List<Edge> edges) {
  private static final double LANE = 2.5;
  private static final double ROOM = SkillMap.GUTTER - 4; // between the outermost lanes
  private static final double NEAR = 3; // of a way across to the row that it leaves
  private static final double HEAD = 5.5; // length of an arrowhead

  /** Where a node is: its column, its top and its bottom. */
  record End(int column, int top, int bottom) {}

  /** From the node called {@code base} to {@code node}, which builds on it. */
  record Edge(String base, String node, End from, End to) {
    /** Whether the eye can follow it: no row of nodes is between the two. */
    boolean isNear() {
      return to.top - from.bottom < 2 * SkillMap.NODE_HEIGHT;
    }

    /** Straight down to the node beneath, where nothing is between. */
    boolean isStraight() {
      return from.column == to.column
          && to.top > from.bottom
          && to.top - from.bottom <= 2 * SkillMap.CHANNEL;
    }

    /** The gutter beside the target on the side of the source. */
    int gutter() {
      return to.column + (from.column > to.column ? 1 : 0);
    }

    /** Where it goes across below its source; sources in one row have ways of their own. */
    double leaves() {
      return from.bottom + NEAR + LANE * from.column;
    }

    double enters() {
      return to.top - HEAD - 1 - (SkillMap.CHANNEL - HEAD - 1) * to.column / 3.0;
    }

    double high() {
      return Math.min(leaves(), enters());
    }

    double low() {
      return Math.max(leaves(), enters());
    }
  }

  /** What the arrows from one node take of a gutter. */
  private record Trunk(int gutter, String base) {}

  SkillEdges {
    edges = List.copyOf(edges);
  }

  /** The arrowhead that all share. */
  static String head() {
    return """
        <defs><marker id="um-arrow" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="5.5" \
        markerHeight="5.5" markerUnits="userSpaceOnUse" orient="auto">\
        <polygon class="um-arrow" points="0,0 6,3 0,6"/></marker></defs>
        """;
  }

  /** The arrows that lead to each node. */
  Map<String, String> svg() {
    Map<Trunk, Integer> lanes = lanes();
    Map<String, String> arrows = new HashMap<>();
    for (Edge edge : edges) {
      String arrow =
          "<path class=\"um-edge%s\" d=\"%s\" fill=\"none\" marker-end=\"url(#um-arrow)\"/>\n"
              .formatted(
                  edge.isNear() ? "" : " um-far",
                  edge.isStraight() ? straight(edge) : around(edge, lanes));
      arrows.merge(edge.node, arrow, String::concat);
    }
    return arrows;
  }

  private static String straight(Edge edge) {
    return format("M%.1f %d V%d", SkillMap.middle(edge.from.column), edge.from.bottom, edge.to.top);
  }

  private static String around(Edge edge, Map<Trunk, Integer> lanes) {
    int gutter = edge.gutter();
    long inGutter =
        lanes.entrySet().stream()
            .filter(e -> e.getKey().gutter == gutter)
            .mapToInt(Map.Entry::getValue)
            .max()
            .orElse(0);
    double apart = inGutter == 0 ? 0 : Math.min(LANE, ROOM / inGutter);
    int lane = lanes.get(new Trunk(gutter, edge.base));
    return format(
        "M%.1f %d V%.1f H%.1f V%.1f H%.1f V%d",
        SkillMap.middle(edge.from.column),
        edge.from.bottom,
        edge.leaves(),
        SkillMap.gutter(gutter) + 2 + apart * lane,
        edge.enters(),
        SkillMap.middle(edge.to.column),
        edge.to.top);
  }

  /** For each trunk the first lane that is free all along it. */
  private Map<Trunk, Integer> lanes() {
    Map<Trunk, List<Edge>> trunks = new LinkedHashMap<>();
    edges.stream()
        .filter(edge -> !edge.isStraight())
        .forEach(
            edge ->
                trunks
                    .computeIfAbsent(new Trunk(edge.gutter(), edge.base), t -> new ArrayList<>())
                    .add(edge));
    Map<Trunk, Integer> lanes = new LinkedHashMap<>();
    trunks.forEach(
        (trunk, own) -> {
          int lane = 0;
          while (isTaken(trunk, lane, own, trunks, lanes)) {
            lane++;
          }
          lanes.put(trunk, lane);
        });
    return lanes;
  }

  private static boolean isTaken(
      Trunk trunk,
      int lane,
      List<Edge> own,
      Map<Trunk, List<Edge>> trunks,
      Map<Trunk, Integer> lanes) {
    return lanes.entrySet().stream()
        .filter(e -> e.getKey().gutter == trunk.gutter && e.getValue() == lane)
        .anyMatch(
            e ->
                high(own) <= low(trunks.get(e.getKey()))
                    && high(trunks.get(e.getKey())) <= low(own));
  }

  private static double high(List<Edge> edges) {
    return edges.stream().mapToDouble(Edge::high).min().orElse(0);
  }

  private static double low(List<Edge> edges) {
    return edges.stream().mapToDouble(Edge::low).max().orElse(0);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
