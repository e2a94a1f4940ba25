package unrolled.grade.intake;

import java.util.ArrayList;
import java.util.Collection;
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
  private static final int MOST_VERSIONS = 12;
  private static final List<String> IMPORTS =
      List.of(
          "java.util.*",
          "java.util.function.*",
          "java.util.random.*",
          "java.util.stream.*",
          "unrolled.matrix.*");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s+((?:static\\s+)?[\\w.]+(?:\\.\\*)?)\\s*;");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^(\\s*)package\\s+[\\w.]+\\s*;");
  private static final Pattern USABLE =
      Pattern.compile("(static\\s+)?(java|unrolled\\.matrix)\\..*", Pattern.DOTALL);

  private static final Pattern STATIC =
      Pattern.compile("(?s)(?:(?:public|final|@\\w+)\\s+)*static\\b.*");

  private final List<NotebookText.Cell> cells;
  private final List<Declared> declared = new ArrayList<>();
  private final Consumer<String> notes;
  private final Set<String> imports = new LinkedHashSet<>(IMPORTS);

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
        for (Snippets.Part part : snippets.of(unpackaged(cell))) {
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
   * A class that was pasted with its package line: JShell knows none, and the answer gets its own.
   */
  private static String unpackaged(NotebookText.Cell cell) {
    return PACKAGE.matcher(cell.source()).replaceAll("$1");
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
    sayWhatComesLater(exercise, last);
    List<Answer.Form> versions = versions(exercise, answers);
    return Optional.of(new Answer(versions.get(0).sources(), versions.subList(1, versions.size())));
  }

  /** The last answer first, and each with the last versions of what goes along first. */
  private List<Answer.Form> versions(Exercise exercise, List<Declared> answers) {
    List<Answer.Form> versions = new ArrayList<>();
    for (int i = answers.size() - 1; i >= 0; i--) {
      for (Along along : alongs(exercise, answers.get(i))) {
        Version version = new Version(exercise, answers.get(i), along.pieces());
        Answer.Form said = new Answer.Form(version.label(), version.sources());
        if (versions.size() < MOST_VERSIONS
            && versions.stream().noneMatch(before -> before.sources().equals(said.sources()))) {
          versions.add(said);
        }
      }
    }
    return versions;
  }

  private List<Along> alongs(Exercise exercise, Declared answer) {
    return List.of(
        new Along(declared, exercise, answer, true, false),
        new Along(declared, exercise, answer, true, true),
        new Along(declared, exercise, answer, false, false),
        new Along(declared, exercise, answer, false, true));
  }

  /** Of what goes along, what a later cell changes. */
  private void sayWhatComesLater(Exercise exercise, Declared answer) {
    Map<String, Declared> before = new Along(declared, exercise, answer, false, false).needed();
    new Along(declared, exercise, answer, true, false)
        .needed()
        .forEach(
            (key, one) -> {
              if (before.containsKey(key) && one.cell() > before.get(key).cell()) {
                notes.accept(
                    "declares %s again in code cell %d, after %s in code cell %d; the last version counts if it compiles with it."
                        .formatted(
                            one.part().name(), one.cell(), answer.part().name(), answer.cell()));
              }
            });
    new Along(declared, exercise, answer, true, true)
        .needed().values().stream()
            .filter(one -> one.is(Snippets.Kind.VARIABLE))
            .forEach(this::sayWhatIsComputed);
  }

  private void sayWhatIsComputed(Declared variable) {
    var assignments = new Assignments(declared, variable);
    List<Declared> plain = assignments.plain();
    int counting = plain.isEmpty() ? variable.cell() : plain.get(plain.size() - 1).cell();
    assignments
        .computed()
        .ifPresent(
            last ->
                notes.accept(
                    "sets %s again in code cell %d, which the grader does not run; what code cell %d gives it counts."
                        .formatted(variable.part().name(), last.cell(), counting)));
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
              .map(one -> one.shown() + " of code cell " + one.cell())
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
        } else if (one.is(Snippets.Kind.CODE)) {
          members.add("static { " + one.shown() + "; }");
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
