package unrolled.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import unrolled.exercise.Chapter;
import unrolled.exercise.Exercise;
import unrolled.exercise.Progress;
import unrolled.exercise.Standing;

/**
 * The notebooks and their exercises as a map: each is passed, open or locked, and a line leads to
 * an exercise from each that it builds on.
 *
 * @param chapters what to draw
 * @param progress how far the learner is
 */
public record SkillMap(List<Chapter> chapters, Progress progress) implements Rich {
  // Three nodes across fill a telephone with letters of 12 pixels; four had 9.
  private static final int ACROSS = 3;
  private static final int CELL = 92;
  private static final int NODE = 86;
  private static final int NODE_HEIGHT = 56;
  private static final int HEAD = 42;
  private static final int PAD = 4;
  private static final int GAP = 14;
  private static final int WIDTH = ACROSS * CELL + 2 * PAD;
  private static final int FOOT = 44;
  private static final double DRAWN = 1.5;
  private static final int LETTERS = 15;

  private static final String STYLE =
      """
      <style>
      .um-panel { fill: #ffffff } .um-ink { fill: #1b1f24 } .um-quiet { fill: #59616b }
      .um-band { fill: #f3f4f6 } .um-head { stroke: #f3f4f6 } .um-edge { stroke: #8a9099 }
      .um-passed { fill: #bfe5d6; stroke: #00664b } .um-open { fill: #ffffff; stroke: #0072b2 }
      .um-locked { fill: #ffffff; stroke: #8a9099; stroke-dasharray: 4 3 }
      .um-head { stroke-width: 4; stroke-linejoin: round; paint-order: stroke }
      @media (prefers-color-scheme: dark) {
        .um-panel { fill: #16191d } .um-ink { fill: #e8e8e8 } .um-quiet { fill: #a3abb5 }
        .um-band { fill: #22272e } .um-head { stroke: #22272e } .um-edge { stroke: #6d7681 }
        .um-passed { fill: #12503f; stroke: #4fd1ab } .um-open { fill: #16191d; stroke: #56b4e9 }
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
    return new SkillMap(Chapter.all(), Progress.open());
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
                + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"9.5\""
                + " aria-label=\"%s\">\n",
            WIDTH * DRAWN, height * DRAWN, WIDTH, height, Html.escape(told())));
    svg.append(STYLE);
    svg.append(
        format("<rect class=\"um-panel\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", WIDTH, height));
    bands.values().forEach(box -> svg.append(rect("um-band", box, 6)));
    for (Chapter chapter : chapters) {
      chapter.exercises().forEach(exercise -> svg.append(edges(exercise, nodes)));
    }
    bands.forEach((chapter, box) -> svg.append(head(chapter, box)));
    for (Chapter chapter : chapters) {
      chapter.exercises().forEach(e -> svg.append(node(e, nodes.get(e.id()))));
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
      int height = HEAD + rows * (NODE_HEIGHT + PAD);
      bands.put(chapter, new Box(PAD + column * CELL, y, across * CELL - PAD, height));
      column += across;
      tallest = Math.max(tallest, height);
    }
    return bands;
  }

  private static Map<String, Box> nodes(Map<Chapter, Box> bands) {
    Map<String, Box> nodes = new LinkedHashMap<>();
    bands.forEach(
        (chapter, band) -> {
          for (int k = 0; k < chapter.exercises().size(); k++) {
            int x = band.x + 1 + k % ACROSS * CELL;
            int y = band.y + HEAD + k / ACROSS * (NODE_HEIGHT + PAD);
            nodes.put(chapter.exercises().get(k).id(), new Box(x, y, NODE, NODE_HEIGHT));
          }
        });
    return nodes;
  }

  private String head(Chapter chapter, Box box) {
    Standing state = progress.state(chapter);
    int letters = LETTERS * box.width / NODE;
    String number = state.mark + " notebook " + chapter.number();
    var svg = new StringBuilder();
    svg.append(
        "<g><title>notebook %s, %s: %s</title>\n"
            .formatted(chapter.number(), Html.escape(chapter.name()), state));
    // A rim in the band's colour lets the lines pass behind the letters.
    svg.append(text(box, 12, "um-ink um-head\" font-weight=\"bold", number));
    List<String> name = lines(chapter.name(), letters);
    for (int k = 0; k < name.size(); k++) {
      svg.append(text(box, 24 + 11 * k, "um-quiet um-head", name.get(k)));
    }
    return svg.append("</g>\n").toString();
  }

  private String node(Exercise exercise, Box box) {
    Progress.Entry entry = progress.of(exercise.id());
    Standing state = progress.state(exercise);
    String head =
        "%s %s  %d/%d"
            .formatted(state.mark, exercise.id(), entry.experience(), exercise.about().points());
    var svg = new StringBuilder();
    svg.append("<g>" + rect("um-" + state, box, 5));
    svg.append(
        "<title>%s %s: %s, %d of %d points of experience</title>\n"
            .formatted(
                exercise.id(),
                Html.escape(exercise.about().title()),
                state,
                entry.experience(),
                exercise.about().points()));
    svg.append(text(box, 13, "um-ink\" font-weight=\"bold", head));
    List<String> title = lines(exercise.about().title(), LETTERS);
    for (int k = 0; k < title.size(); k++) {
      svg.append(text(box, 26 + 11 * k, "um-ink", title.get(k)));
    }
    String bases = String.join(" ", exercise.about().buildsOn());
    svg.append(bases.isEmpty() ? "" : text(box, 50, "um-quiet", "on " + bases));
    return svg.append("</g>\n").toString();
  }

  /** Two lines at most. */
  private static List<String> lines(String title, int letters) {
    if (title.length() <= letters) {
      return List.of(title);
    }
    int blank = title.lastIndexOf(' ', letters);
    int end = blank < 0 ? letters : blank;
    return List.of(title.substring(0, end), cut(title.substring(end).strip(), letters));
  }

  private static String cut(String text, int letters) {
    return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
  }

  private static String edges(Exercise exercise, Map<String, Box> nodes) {
    var svg = new StringBuilder();
    Box to = nodes.get(exercise.id());
    for (String base : exercise.about().buildsOn()) {
      if (nodes.containsKey(base)) {
        svg.append(edge(nodes.get(base), to));
      }
    }
    return svg.toString();
  }

  /** From beneath to the top of a node below, or to the bottom of one in the same row. */
  private static String edge(Box from, Box to) {
    int x1 = from.x + from.width / 2;
    int y1 = from.y + from.height;
    int x2 = to.x + to.width / 2;
    int y2 = to.y > from.y ? to.y : to.y + to.height;
    int bend = to.y > from.y ? -HEAD : GAP;
    return format(
        "<path class=\"um-edge\" d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\"/>\n",
        x1, y1, x1, y1 + GAP, x2, y2 + bend, x2, y2);
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
        box.x + 4, box.y + down, style, Html.escape(text));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
