package unrolled.notebook;

import java.awt.Font;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import unrolled.exercise.Chapter;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.exercise.Progress;
import unrolled.exercise.Standing;

/**
 * The notebooks and their exercises as a map: each is passed, open or locked, and an arrow leads to
 * an exercise from each that it builds on. The arrows from far away would cross all others: they
 * appear while the reader points at the exercise.
 *
 * @param chapters what to draw
 * @param progress how far the learner is
 */
public record SkillMap(List<Chapter> chapters, Progress progress) implements Rich {
  // Three nodes across fill a telephone with letters of 11 pixels; four had 9.
  private static final int ACROSS = 3;
  private static final int NODE = 88;
  static final int GUTTER = 12; // between the columns, and beside them: lines run there
  private static final int CELL = NODE + GUTTER;
  static final int NODE_HEIGHT = 62;
  static final int CHANNEL = 12; // above and below each row of nodes: lines run there
  private static final int LINE = 11; // of text
  private static final int PAD = 4;
  private static final int GAP = 8;
  private static final int WIDTH = ACROSS * CELL + GUTTER;
  private static final int FOOT = 44;
  private static final double DRAWN = 1.45;
  private static final int INSET = 4; // of text in its box
  private static final double SIZE = 9.5;
  private static final Font LETTERS = new Font(Font.SANS_SERIF, Font.PLAIN, 19);
  // Fonts differ from reader to reader: what is measured here may be wider there.
  private static final double LEEWAY = 1.04;

  private static final String STYLE =
      """
      <style>
      .um-panel { fill: #ffffff } .um-ink { fill: #1b1f24 } .um-quiet { fill: #59616b }
      .um-band { fill: #f3f4f6 } .um-edge { stroke: #7a818b }
      .um-arrow { fill: #5f6670 }
      .um-passed { fill: #bfe5d6; stroke: #00664b } .um-open { fill: #ffffff; stroke: #0072b2 }
      .um-locked { fill: #ffffff; stroke: #8a9099; stroke-dasharray: 4 3 }
      .um-edge { pointer-events: none } .um-far { visibility: hidden }
      .um-node:hover > .um-far, .um-node:focus > .um-far { visibility: visible }
      .um-node:hover > .um-edge, .um-node:focus > .um-edge { stroke-width: 2 }
      .um-node:hover > rect, .um-node:focus > rect { stroke-width: 2.5 }
      .um-node:focus { outline: none }
      @media (prefers-color-scheme: dark) {
        .um-panel { fill: #16191d } .um-ink { fill: #e8e8e8 } .um-quiet { fill: #a3abb5 }
        .um-band { fill: #22272e } .um-edge { stroke: #7d8692 } .um-arrow { fill: #a3abb5 }
        .um-passed { fill: #0f4335; stroke: #4fd1ab } .um-open { fill: #16191d; stroke: #56b4e9 }
        .um-locked { fill: #16191d; stroke: #6d7681 }
      }
      </style>
      """;

  /** Where a node is, or a notebook with its nodes. */
  private record Box(int x, int y, int width, int height) {}

  /** Copies the list. */
  public SkillMap {
    chapters = List.copyOf(chapters);
  }

  /** The map of this checkout as it stands. */
  public static SkillMap open() {
    return new SkillMap(Chapter.all().stream().map(SkillMap::titled).toList(), Progress.open());
  }

  /** The chapter, named by the title of its notebook instead of its file. */
  private static Chapter titled(Chapter chapter) {
    Path folder = Home.path().resolve("notebooks");
    String file = chapter.number() + "-" + chapter.name().replace(' ', '-') + ".ipynb";
    if (chapter.name().isEmpty() || !Files.isRegularFile(folder.resolve(file))) {
      return chapter;
    }
    try {
      String title = NotebookFile.read(folder.resolve(file)).title().replaceFirst("^\\d+ · ", "");
      return new Chapter(chapter.number(), title, chapter.exercises());
    } catch (BadNotebook e) {
      // A reader's own notebook may be in pieces; the map has no need of it.
      return chapter;
    }
  }

  /** The drawing. It is light or dark as the page is. */
  public String svg() {
    Map<Chapter, Box> bands = bands();
    Map<String, Box> nodes = nodes(bands);
    int height =
        bands.values().stream().mapToInt(box -> box.y + box.height).max().orElse(0) + PAD + FOOT;
    var svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%.0f\" height=\"%.0f\""
                + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"%s\""
                + " aria-label=\"%s\">\n",
            WIDTH * DRAWN, height * DRAWN, WIDTH, height, SIZE, Html.escape(told())));
    svg.append(STYLE);
    svg.append(
        format("<rect class=\"um-panel\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", WIDTH, height));
    bands.values().forEach(box -> svg.append(rect("um-band", box, 6)));
    svg.append(SkillEdges.head());
    bands.forEach((chapter, box) -> svg.append(head(chapter, box)));
    Map<String, String> arrows = new SkillEdges(edges(nodes)).svg();
    for (Chapter chapter : chapters) {
      for (Exercise e : chapter.exercises()) {
        svg.append(node(e, nodes.get(e.id()), arrows.getOrDefault(e.id(), "")));
      }
    }
    return svg.append(foot(height)).append("</svg>").toString();
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("image/svg+xml", svg());
  }

  @Override
  public String toString() {
    return progress.toString();
  }

  /** Notebook after notebook, as many in a row as there is room for. */
  private Map<Chapter, Box> bands() {
    Map<Chapter, Box> bands = new LinkedHashMap<>();
    int head = chapters.stream().mapToInt(SkillMap::headHeight).max().orElse(0);
    int column = 0;
    int y = PAD;
    int tallest = 0;
    for (Chapter chapter : chapters) {
      int nodes = chapter.exercises().size();
      int across = Math.max(1, Math.min(ACROSS, nodes));
      int rows = (nodes + ACROSS - 1) / ACROSS;
      if (column + across > ACROSS) {
        column = 0;
        y += tallest + GAP;
        tallest = 0;
      }
      int height = head + rows * (NODE_HEIGHT + 2 * CHANNEL);
      bands.put(
          chapter, new Box(GUTTER + column * CELL - 2, y, across * CELL - GUTTER + 4, height));
      column += across;
      tallest = Math.max(tallest, height);
    }
    return bands;
  }

  /** Each name is as narrow as a node, so that no line runs through it. */
  private static int headHeight(Chapter chapter) {
    return PAD + LINE * (1 + lines(chapter.name()).size());
  }

  private static Map<String, Box> nodes(Map<Chapter, Box> bands) {
    Map<String, Box> nodes = new LinkedHashMap<>();
    bands.forEach(
        (chapter, band) -> {
          int count = chapter.exercises().size();
          int rows = (count + ACROSS - 1) / ACROSS;
          int top = band.y + band.height - rows * (NODE_HEIGHT + 2 * CHANNEL) + CHANNEL;
          for (int k = 0; k < count; k++) {
            int x = band.x + 2 + k % ACROSS * CELL;
            int y = top + k / ACROSS * (NODE_HEIGHT + 2 * CHANNEL);
            nodes.put(chapter.exercises().get(k).id(), new Box(x, y, NODE, NODE_HEIGHT));
          }
        });
    return nodes;
  }

  private String head(Chapter chapter, Box box) {
    Standing state = progress.state(chapter);
    String number = state.mark + " notebook " + chapter.number();
    var svg = new StringBuilder();
    svg.append(
        "<g><title>notebook %s, %s: %s</title>\n"
            .formatted(chapter.number(), Html.escape(chapter.name()), state));
    svg.append(text(box, 12, "um-ink\" font-weight=\"bold", number));
    List<String> name = lines(chapter.name());
    for (int k = 0; k < name.size(); k++) {
      svg.append(text(box, 24 + LINE * k, "um-quiet", name.get(k)));
    }
    return svg.append("</g>\n").toString();
  }

  private String node(Exercise exercise, Box box, String arrows) {
    Progress.Entry entry = progress.of(exercise.id());
    Standing state = progress.state(exercise);
    String head =
        "%s %s  %d/%d"
            .formatted(state.mark, exercise.id(), entry.experience(), exercise.about().points());
    var svg = new StringBuilder();
    svg.append("<g class=\"um-node\" tabindex=\"0\">\n");
    svg.append(arrows).append(rect("um-" + state, box, 5));
    svg.append(
        "<title>%s %s: %s, %d of %d points of experience</title>\n"
            .formatted(
                exercise.id(),
                Html.escape(exercise.about().title()),
                state,
                entry.experience(),
                exercise.about().points()));
    svg.append(text(box, 13, "um-ink\" font-weight=\"bold", head));
    List<String> title = lines(exercise.about().title());
    for (int k = 0; k < title.size(); k++) {
      svg.append(text(box, 25 + LINE * k, "um-ink", title.get(k)));
    }
    String bases = String.join(" ", exercise.about().buildsOn());
    svg.append(bases.isEmpty() ? "" : text(box, NODE_HEIGHT - 5, "um-quiet", "on " + bases));
    return svg.append("</g>\n").toString();
  }

  /** The text in lines that fit a node. */
  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer) > NODE - 2 * INSET) {
        lines.add(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.add(line);
    return lines;
  }

  private static double width(String text) {
    return LEEWAY * SIZE / LETTERS.getSize() * Lettering.width(text, LETTERS);
  }

  private List<SkillEdges.Edge> edges(Map<String, Box> nodes) {
    var edges = new ArrayList<SkillEdges.Edge>();
    for (Chapter chapter : chapters) {
      for (Exercise exercise : chapter.exercises()) {
        for (String base : exercise.about().buildsOn()) {
          if (nodes.containsKey(base)) {
            edges.add(
                new SkillEdges.Edge(
                    base, exercise.id(), end(nodes.get(base)), end(nodes.get(exercise.id()))));
          }
        }
      }
    }
    return edges;
  }

  private static SkillEdges.End end(Box box) {
    return new SkillEdges.End((box.x - GUTTER) / CELL, box.y, box.y + box.height);
  }

  /** The middle of a column. */
  static double middle(int column) {
    return GUTTER + column * CELL + NODE / 2.0;
  }

  /** The left end of the gutter before a column. */
  static double gutter(int column) {
    return column * CELL;
  }

  private static String rect(String style, Box box, int round) {
    return format(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n",
        style, box.x, box.y, box.width, box.height, round);
  }

  private String foot(int height) {
    Box box = new Box(PAD, height - FOOT, WIDTH, FOOT);
    return text(box, 12, "um-quiet", "✓ passed, ○ open, · locked by what it builds on")
        + text(
            box,
            24,
            "um-quiet",
            "Experience: %d. The points of your best checks,".formatted(progress.experience()))
        + text(box, 36, "um-quiet", "less 1 for each hint before a pass.");
  }

  private String told() {
    var words = new ArrayList<String>();
    for (Chapter chapter : chapters) {
      words.add("notebook " + chapter.number() + " " + progress.state(chapter));
      chapter.exercises().forEach(e -> words.add(e.id() + " " + progress.state(e)));
    }
    return String.join(", ", words) + ". Experience: " + progress.experience();
  }

  private static String text(Box box, int down, String style, String text) {
    return format(
        "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n",
        box.x + INSET, box.y + down, style, Html.escape(text));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
