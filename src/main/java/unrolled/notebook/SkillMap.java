package unrolled.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import unrolled.exercise.Exercise;
import unrolled.exercise.Progress;

/**
 * The exercises as a map: each stands to the right of what it builds on, and is passed, open or
 * locked.
 *
 * @param exercises what to draw
 * @param progress how far the learner is
 */
public record SkillMap(List<Exercise> exercises, Progress progress) implements Rich {
  private static final int WIDTH = 190;
  private static final int HEIGHT = 62;
  private static final int GAP_ACROSS = 50;
  private static final int GAP_DOWN = 18;
  private static final int MARGIN = 4;

  private record Place(int x, int y) {}

  /** Copies the list. */
  public SkillMap {
    exercises = List.copyOf(exercises);
  }

  /** The map of this checkout as it stands. */
  public static SkillMap open() {
    return new SkillMap(Exercise.all(), Progress.open());
  }

  /** The drawing. It takes the colour of its lines and letters from the page. */
  public String svg() {
    Map<String, Place> places = places();
    int width = extent(places.values().stream().mapToInt(Place::x).max().orElse(0), WIDTH);
    int height = extent(places.values().stream().mapToInt(Place::y).max().orElse(0), HEIGHT);
    var svg = new StringBuilder();
    svg.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\""
                + " fill=\"currentColor\" aria-label=\"%s\">\n")
            .formatted(width, height, width, height, Html.escape(told())));
    for (Exercise exercise : exercises) {
      for (String base : exercise.about().buildsOn()) {
        if (places.containsKey(base)) {
          svg.append(edge(places.get(base), places.get(exercise.id())));
        }
      }
    }
    exercises.forEach(exercise -> svg.append(node(exercise, places.get(exercise.id()))));
    return svg.append("</svg>").toString();
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("image/svg+xml", svg());
  }

  @Override
  public String toString() {
    return progress.toString();
  }

  private static int extent(int last, int size) {
    return last + size + MARGIN;
  }

  private Map<String, Place> places() {
    Map<String, Integer> depths = new HashMap<>();
    Map<Integer, Integer> filled = new HashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    // Exercises are in the order of their ids, and build only on earlier ones.
    for (Exercise exercise : exercises) {
      int depth = 0;
      for (String base : exercise.about().buildsOn()) {
        depth = Math.max(depth, depths.getOrDefault(base, -1) + 1);
      }
      depths.put(exercise.id(), depth);
      int row = filled.merge(depth, 1, Integer::sum) - 1;
      places.put(
          exercise.id(),
          new Place(MARGIN + depth * (WIDTH + GAP_ACROSS), MARGIN + row * (HEIGHT + GAP_DOWN)));
    }
    return places;
  }

  private String node(Exercise exercise, Place at) {
    Progress.Entry entry = progress.of(exercise.id());
    String dashes = state(exercise).equals("locked") ? " stroke-dasharray=\"5 4\"" : "";
    double strength = entry.passed() ? 0.35 : 0;
    return format(
            "<g><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#009e73\""
                + " fill-opacity=\"%.2f\" stroke=\"currentColor\" stroke-width=\"1.5\"%s/>\n",
            at.x, at.y, WIDTH, HEIGHT, strength, dashes)
        + text(at, 18, "font-weight=\"bold\"", exercise.id() + " " + mark(exercise))
        + text(at, 36, "", exercise.about().title())
        + text(at, 53, "", points(exercise, entry))
        + "</g>\n";
  }

  private static String points(Exercise exercise, Progress.Entry entry) {
    String hints = entry.hints() == 0 ? "" : ", hints: " + entry.hints();
    return entry.experience() + " of " + exercise.about().points() + " points" + hints;
  }

  private String mark(Exercise exercise) {
    String state = state(exercise);
    return state.equals("passed") ? "✓ passed" : state;
  }

  private String state(Exercise exercise) {
    return progress.state(exercise).toString();
  }

  private String told() {
    var words = new ArrayList<String>();
    exercises.forEach(e -> words.add(e.id() + " " + state(e)));
    return "Exercises: " + String.join(", ", words) + ". Points: " + progress.experience();
  }

  private static String edge(Place from, Place to) {
    int x1 = from.x + WIDTH;
    int y1 = from.y + HEIGHT / 2;
    int y2 = to.y + HEIGHT / 2;
    int middle = (x1 + to.x) / 2;
    return format(
        "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"currentColor\""
            + " stroke-opacity=\"0.6\"/>\n",
        x1, y1, middle, y1, middle, y2, to.x, y2);
  }

  private static String text(Place at, int down, String style, String text) {
    return format(
        "<text x=\"%d\" y=\"%d\" %s>%s</text>\n", at.x + 12, at.y + down, style, Html.escape(text));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
