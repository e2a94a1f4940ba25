package unrolled.grade;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.exercise.Exercise;

/**
 * Makes sources of the cells in a notebook that are tagged with the id of an exercise, or that
 * declare its class.
 *
 * <p>Each class becomes a file of the exercise's package, with the imports of the notebook that an
 * answer may use. A method or a variable that stands by itself becomes a static member of a class
 * {@code MyCells}. What merely computes, such as the call of the check, is left out.
 */
final class NotebookAnswers {
  private static final String CELLS = "MyCells";
  private static final List<String> IMPORTS =
      List.of(
          "java.util.*",
          "java.util.function.*",
          "java.util.random.*",
          "java.util.stream.*",
          "unrolled.matrix.*");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s+((?:static\\s+)?[\\w.]+(?:\\.\\*)?)\\s*;");
  private static final Pattern USABLE =
      Pattern.compile("(static\\s+)?(java|unrolled\\.matrix)\\..*", Pattern.DOTALL);
  private static final Pattern STATIC =
      Pattern.compile("(?s)(?:(?:public|final|@\\w+)\\s+)*static\\b.*");

  private final List<NotebookText.Cell> cells;
  private final Snippets snippets;
  private final Consumer<String> notes;
  private final Set<String> imports = new LinkedHashSet<>(IMPORTS);

  private NotebookAnswers(
      List<NotebookText.Cell> cells, Snippets snippets, Consumer<String> notes) {
    this.cells = cells;
    this.snippets = snippets;
    this.notes = notes;
    for (NotebookText.Cell cell : cells) {
      Matcher found = IMPORT.matcher(cell.source());
      while (found.find()) {
        if (USABLE.matcher(found.group(1)).matches()) {
          imports.add(found.group(1));
        }
      }
    }
  }

  /**
   * The sources for each exercise of which the notebook has a cell.
   *
   * @param notes is told what there is to say, as the end of a sentence about the notebook
   * @throws Piece.Unreadable if it is no notebook
   */
  static Map<Exercise, SortedMap<String, String>> of(
      String json, Collection<Exercise> exercises, Consumer<String> notes) throws Piece.Unreadable {
    Map<Exercise, SortedMap<String, String>> answers =
        new TreeMap<>(java.util.Comparator.comparing(Exercise::id));
    List<NotebookText.Cell> cells = NotebookText.cells(json);
    try (var snippets = new Snippets()) {
      var notebook = new NotebookAnswers(cells, snippets, notes);
      for (Exercise exercise : exercises) {
        SortedMap<String, String> sources = notebook.sources(exercise);
        if (!sources.isEmpty()) {
          answers.put(exercise, sources);
        }
      }
    }
    if (answers.isEmpty()) {
      String ids = exercises.stream().map(Exercise::id).collect(Collectors.joining(", "));
      notes.accept("holds no answer: no cell is tagged " + ids + ", or declares such a class.");
    }
    return answers;
  }

  private SortedMap<String, String> sources(Exercise exercise) throws Piece.Unreadable {
    String answer = "My" + exercise.contract().getSimpleName();
    Pattern declares = Pattern.compile("\\b(?:class|record|enum)\\s+" + answer + "\\b");
    var files = new TreeMap<String, String>();
    var members = new TreeMap<String, String>();
    int length = 0;
    for (NotebookText.Cell cell : cells) {
      if (cell.tags().contains(exercise.id()) || declares.matcher(cell.source()).find()) {
        length += cell.source().length();
        if (length > Limits.SOURCE_BYTES) {
          throw new Piece.Unreadable(
              "with more than " + (Limits.SOURCE_BYTES >> 10) + " kB of code for " + exercise.id());
        }
        for (Snippets.Part part : snippets.of(cell.source())) {
          if (part.kind() == Snippets.Kind.TYPE && part.name().equals(answer)) {
            answer(exercise, part, files);
          } else {
            take(part, answer, files, members);
          }
        }
      }
    }
    if (!members.isEmpty()) {
      files.put(
          CELLS, "final class " + CELLS + " {\n" + String.join("\n", members.values()) + "\n}");
    }
    String header = header(exercise, !members.isEmpty());
    var sources = new TreeMap<String, String>();
    files.forEach(
        (name, text) ->
            sources.put(exercise.folder() + "/" + name + ".java", header + text + "\n"));
    return sources;
  }

  /** The last one counts that is more than the starter. */
  private void answer(Exercise exercise, Snippets.Part part, Map<String, String> files) {
    String before = files.get(part.name());
    if (before == null || Answers.isUntouched(exercise, before)) {
      files.put(part.name(), part.source());
    } else if (!Answers.isUntouched(exercise, part.source()) && !before.equals(part.source())) {
      files.put(part.name(), part.source());
      notes.accept("declares " + part.name() + " more than once; the last one counts.");
    }
  }

  /** As in a notebook, the last declaration of a name holds. */
  private static void take(
      Snippets.Part part, String answer, Map<String, String> files, Map<String, String> members) {
    switch (part.kind()) {
      case TYPE -> files.put(part.name(), part.source());
      case METHOD -> members.put(signature(part), asStatic(part.source()));
      case VARIABLE -> members.put(part.name(), asStatic(part.source()));
      // The compiler is to say what is wrong with it.
      case UNCLEAR -> files.put(answer, part.source());
      default -> {
        // Statements, expressions and imports are no part of an answer.
      }
    }
  }

  private static String signature(Snippets.Part method) {
    int body = method.source().indexOf('{');
    return body < 0 ? method.source() : method.source().substring(0, body);
  }

  private static String asStatic(String declaration) {
    String ended =
        declaration.endsWith(";") || declaration.endsWith("}") ? declaration : declaration + ";";
    return STATIC.matcher(ended).matches() ? ended : "static " + ended;
  }

  /** In one line with the first of the class, so that line numbers are those of the class. */
  private String header(Exercise exercise, boolean members) {
    var all = new ArrayList<>(imports);
    if (members) {
      all.add("static " + exercise.folder() + "." + CELLS + ".*");
    }
    return "package "
        + exercise.folder()
        + "; "
        + all.stream().map(name -> "import " + name + "; ").collect(Collectors.joining());
  }
}
