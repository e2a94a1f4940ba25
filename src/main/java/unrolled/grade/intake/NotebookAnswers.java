package unrolled.grade.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.exercise.Exercise;

/**
 * Makes sources of the classes in a notebook that answer an exercise, by their name or by what they
 * implement.
 *
 * <p>A class becomes a file of the exercise's package, with the imports of the notebook that an
 * answer may use. The classes that it names go along; so do methods and variables that stand by
 * themselves, as static members of a class {@code MyCells}. What merely computes, such as the call
 * of the check, is left out. Of several answers the last one that compiles counts, so the others
 * come along as what to fall back on.
 */
final class NotebookAnswers {
  private static final String CELLS = "MyCells";
  private static final int MOST_VERSIONS = 6;
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
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\w$]*");

  /** A parameter or a variable, behind its type: it is the answer's own. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "(?!return\\b|throw\\b|new\\b|else\\b|case\\b)\\b[\\p{L}_$][\\w$.]*(?:<[^;(){}]*>)?(?:\\[\\])*"
              + "\\s+([\\p{L}_$][\\w$]*)\\s*(?=[,)=;:])");

  private static final Pattern STATIC =
      Pattern.compile("(?s)(?:(?:public|final|@\\w+)\\s+)*static\\b.*");

  private final List<NotebookText.Cell> cells;
  private final List<Declared> declared = new ArrayList<>();
  private final Consumer<String> notes;
  private final Set<String> imports = new LinkedHashSet<>(IMPORTS);

  /**
   * A piece of a cell.
   *
   * @param cell the number of the code cell, from 1
   */
  private record Declared(int cell, Set<String> tags, Snippets.Part part) {
    private boolean is(Snippets.Kind kind) {
      return part.kind() == kind;
    }

    /** The code without what is said of it. */
    private String code() {
      return COMMENT.matcher(part.source()).replaceAll(" ");
    }

    private boolean isMember() {
      return is(Snippets.Kind.METHOD) || is(Snippets.Kind.VARIABLE);
    }
  }

  private NotebookAnswers(
      List<NotebookText.Cell> cells, Snippets snippets, Consumer<String> notes) {
    this.cells = cells;
    this.notes = notes;
    int number = 0;
    int length = 0;
    for (NotebookText.Cell cell : cells) {
      number++;
      length += cell.source().length();
      if (length <= Limits.SOURCE_BYTES) {
        for (Snippets.Part part : snippets.of(cell.source())) {
          declared.add(new Declared(number, cell.tags(), part));
        }
      }
      Matcher found = IMPORT.matcher(cell.source());
      while (found.find()) {
        if (USABLE.matcher(found.group(1)).matches()) {
          imports.add(found.group(1));
        }
      }
    }
  }

  /**
   * What there is for each exercise of which the notebook has a cell.
   *
   * @param notes is told what there is to say, as the end of a sentence about the notebook
   * @throws ItemFile.Unreadable if it is no notebook
   */
  static Map<Exercise, Answer> of(
      String json, Collection<Exercise> exercises, Consumer<String> notes)
      throws ItemFile.Unreadable {
    Map<Exercise, Answer> answers = new TreeMap<>(java.util.Comparator.comparing(Exercise::id));
    List<NotebookText.Cell> cells = NotebookText.cells(json);
    try (var snippets = new Snippets()) {
      var notebook = new NotebookAnswers(cells, snippets, notes);
      for (Exercise exercise : exercises) {
        notebook.answer(exercise).ifPresent(answer -> answers.put(exercise, answer));
      }
    }
    if (answers.isEmpty()) {
      String ids = exercises.stream().map(Exercise::id).collect(Collectors.joining(", "));
      notes.accept("holds no answer: no cell is tagged " + ids + ", or declares such a class.");
    }
    return answers;
  }

  private Optional<Answer> answer(Exercise exercise) throws ItemFile.Unreadable {
    demandLength(exercise);
    List<Declared> answers = answers(exercise);
    List<Declared> unclear = unclear(exercise);
    if (answers.isEmpty()) {
      // The compiler says what is wrong with it.
      return unclear.stream()
          .reduce((first, last) -> last)
          .map(cell -> new Answer(new Version(exercise, cell, List.of()).sources()));
    }
    Declared last = answers.get(answers.size() - 1);
    for (Declared broken : unclear) {
      if (broken.cell() > last.cell() && declares(broken.part().source(), answerName(exercise))) {
        notes.accept(
            "declares %s again in code cell %d, which cannot be read as Java; code cell %d counts."
                .formatted(answerName(exercise), broken.cell(), last.cell()));
      }
    }
    if (answers.stream().map(answer -> answer.part().source()).distinct().count() > 1) {
      notes.accept(
          "declares "
              + answerName(exercise)
              + " more than once; the last one that compiles counts.");
    }
    if (!last.part().name().equals(answerName(exercise))) {
      notes.accept(
          "has no class %s; %s of code cell %d implements %s and was taken."
              .formatted(
                  answerName(exercise),
                  last.part().name(),
                  last.cell(),
                  exercise.contract().getSimpleName()));
    }
    List<Answer.Form> versions = new ArrayList<>();
    for (int i = answers.size() - 1; i >= 0 && versions.size() < MOST_VERSIONS; i--) {
      for (boolean anywhere : new boolean[] {false, true}) {
        Version version =
            new Version(exercise, answers.get(i), needed(exercise, answers.get(i), anywhere));
        Answer.Form said = new Answer.Form(version.label(), version.sources());
        if (versions.stream().noneMatch(before -> before.sources().equals(said.sources()))) {
          versions.add(said);
        }
      }
    }
    return Optional.of(new Answer(versions.get(0).sources(), versions.subList(1, versions.size())));
  }

  private void demandLength(Exercise exercise) throws ItemFile.Unreadable {
    int length =
        cells.stream()
            .filter(cell -> cell.tags().contains(exercise.id()))
            .mapToInt(cell -> cell.source().length())
            .sum();
    if (length > Limits.SOURCE_BYTES) {
      throw new ItemFile.Unreadable(
          "with more than " + (Limits.SOURCE_BYTES >> 10) + " kB of code for " + exercise.id());
    }
  }

  private static String answerName(Exercise exercise) {
    return "My" + exercise.contract().getSimpleName();
  }

  /** The classes that answer it, without the starter if there is more. */
  private List<Declared> answers(Exercise exercise) {
    Pattern implementing =
        Pattern.compile(
            "(?s)[^{]*\\bimplements\\b[^{]*\\b"
                + exercise.contract().getSimpleName()
                + "\\b[^{]*\\{.*");
    List<Declared> all =
        declared.stream()
            .filter(one -> one.is(Snippets.Kind.TYPE))
            .filter(
                one ->
                    one.part().name().equals(answerName(exercise))
                        || implementing.matcher(one.code()).matches())
            .toList();
    List<Declared> named =
        all.stream().filter(one -> one.part().name().equals(answerName(exercise))).toList();
    List<Declared> meant = named.isEmpty() ? all : named;
    List<Declared> written =
        meant.stream().filter(one -> !Exercise.isStarter(one.part().source())).toList();
    return written.isEmpty() ? meant : written;
  }

  /** What is tagged or named as an answer and is no Java. */
  private List<Declared> unclear(Exercise exercise) {
    return declared.stream()
        .filter(one -> one.is(Snippets.Kind.UNCLEAR))
        .filter(
            one -> one.tags().contains(exercise.id()) || declares(one.code(), answerName(exercise)))
        .toList();
  }

  private static boolean declares(String code, String name) {
    return Pattern.compile("\\b(?:class|record|enum)\\s+" + name + "\\b").matcher(code).find();
  }

  /**
   * What an answer names, and what that names, and so on.
   *
   * @param anywhere whether a method or a variable may stand in a cell of another subject, where
   *     one of the same name may mean something else
   */
  private List<Declared> needed(Exercise exercise, Declared answer, boolean anywhere) {
    Map<String, Declared> needed = new LinkedHashMap<>();
    Deque<Declared> open = new ArrayDeque<>(List.of(answer));
    while (!open.isEmpty()) {
      Declared from = open.remove();
      Set<String> words = new LinkedHashSet<>();
      WORD.matcher(from.code()).results().forEach(word -> words.add(word.group()));
      words.remove(answer.part().name());
      LOCAL.matcher(from.code()).results().forEach(local -> words.remove(local.group(1)));
      for (Declared one : declared) {
        boolean near = one.cell() == answer.cell() || one.tags().contains(exercise.id());
        if (words.contains(one.part().name())
            && (one.is(Snippets.Kind.TYPE) || one.isMember() && (near || anywhere))) {
          String key = key(one);
          Declared before = needed.get(key);
          // What stood there when the answer's cell ran, or else what came later.
          if (before == null || one.cell() <= answer.cell() || before.cell() > answer.cell()) {
            needed.put(key, one);
            if (before != one) {
              open.add(one);
            }
          }
        }
      }
    }
    return List.copyOf(needed.values());
  }

  private static String key(Declared one) {
    return one.is(Snippets.Kind.METHOD) ? signature(one.part()) : one.part().name();
  }

  /** One answer with what goes along. */
  private final class Version {
    private final Exercise exercise;
    private final Declared answer;
    private final List<Declared> along;

    Version(Exercise exercise, Declared answer, List<Declared> along) {
      this.exercise = exercise;
      this.answer = answer;
      this.along = along;
    }

    /** Which one it is. */
    String label() {
      String others =
          along.stream()
              .filter(one -> one.cell() != answer.cell())
              .map(one -> one.part().name() + " of code cell " + one.cell())
              .distinct()
              .collect(Collectors.joining(", "));
      return answer.part().name()
          + " of code cell "
          + answer.cell()
          + (others.isEmpty() ? "" : ", with " + others);
    }

    SortedMap<String, String> sources() {
      String name = answerName(exercise);
      var files = new TreeMap<String, String>();
      var members = new ArrayList<String>();
      for (Declared one : along) {
        if (one.isMember()) {
          members.add(asStatic(one.part().source()));
        } else {
          files.put(one.part().name(), one.part().source());
        }
      }
      files.put(name, answer.part().source());
      if (!members.isEmpty()) {
        files.put(CELLS, "final class " + CELLS + " {\n" + String.join("\n", members) + "\n}");
      }
      String header = header(exercise, !members.isEmpty());
      String own = answer.part().name();
      var sources = new TreeMap<String, String>();
      files.forEach(
          (file, text) -> {
            String named =
                own.isEmpty() || own.equals(name)
                    ? text
                    : text.replaceAll("\\b" + own + "\\b", name);
            sources.put(exercise.folder() + "/" + file + ".java", header + named + "\n");
          });
      return sources;
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
