package unrolled.grade.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.exercise.Exercise;
import unrolled.exercise.SourceText;
import unrolled.exercise.Sources;
import unrolled.player.host.Clean;

/** Collects what may be an answer, and decides for each exercise which one counts. */
final class Answers {
  private static final int MOST_BESIDE = 20;
  private static final Pattern HELPER = Pattern.compile("[A-Z]\\w*\\.java");

  /** What lies in everybody's copy of the workbook. */
  private static final Pattern OF_WORKBOOK =
      Pattern.compile("(^|/)src/(main|test|bench)/java/|(Test|Slips)\\.java$");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[\\w.]+\\s*;");

  private final Map<String, Exercise> byFile = new TreeMap<>();
  private final Map<String, List<Candidate>> found = new TreeMap<>();
  private final Map<String, Beside> beside = new TreeMap<>();
  private final Map<String, Receipt> receipts = new TreeMap<>();
  private final Set<String> named = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * An answer that may count.
   *
   * @param file where it was found
   * @param answer its sources
   * @param receipt when it was received
   * @param written whether it is more than the starter
   * @param inOwn whether it lies in a folder or repository for this exercise alone
   * @param inPlace whether it lies in the folder of the exercise, as no notebook does
   */
  private record Candidate(
      ItemFile file,
      Answer answer,
      Receipt receipt,
      boolean written,
      boolean inOwn,
      boolean inPlace) {
    /** The best one comes last. */
    static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::written)
            .thenComparing(Candidate::inOwn)
            .thenComparing(candidate -> !candidate.receipt.late())
            .thenComparing(candidate -> candidate.receipt.instant().orElse(Instant.MIN))
            .thenComparing(Candidate::inPlace)
            .thenComparing(candidate -> Copies.number(candidate.file.name()))
            .thenComparing(candidate -> candidate.file.modified());
  }

  /** A file that an answer may use. */
  private record Beside(String text, Receipt receipt) {}

  Answers(Collection<Exercise> exercises) {
    exercises.forEach(exercise -> byFile.put(file(exercise), exercise));
  }

  /** Whether a file may hold an answer, by its name. */
  boolean wants(ItemFile file) {
    return byFile.containsKey(Copies.original(file.name())) || isNotebook(file);
  }

  /**
   * Whether a file may hold a class that an answer beside it uses, or an answer under a name that
   * is no class's: {@code MyRnnStep - Copy.java}.
   */
  boolean mayHelp(ItemFile file) {
    String name = file.name();
    return name.endsWith(".java")
        && beside.size() < MOST_BESIDE
        && !OF_WORKBOOK.matcher(file.path()).find()
        && byFile.values().stream()
            .noneMatch(exercise -> name.equals(exercise.contract().getSimpleName() + ".java"));
  }

  /** Takes such a file. */
  void addBeside(ItemFile file, byte[] bytes, Receipt receipt) {
    beside.put(file.path(), new Beside(SourceText.of(bytes).text(), receipt));
  }

  /** The paths of those that no answer uses. */
  Set<String> notNamed() {
    Set<String> paths = new TreeSet<>(beside.keySet());
    paths.removeAll(named);
    return paths;
  }

  /** The most bytes that such a file may have. */
  int most(ItemFile file) {
    return isNotebook(file) ? Limits.NOTEBOOK_BYTES : Limits.SOURCE_BYTES;
  }

  /**
   * Takes a file that is wanted.
   *
   * @throws ItemFile.Unreadable if it is not what its name says
   */
  void add(ItemFile file, byte[] bytes, Receipt receipt) throws ItemFile.Unreadable {
    if (isNotebook(file)) {
      String name = Clean.line(file.path()) + " ";
      NotebookAnswers.of(
              SourceText.of(bytes).text(), byFile.values(), said -> notes.add(name + said))
          .forEach((exercise, answer) -> add(exercise, file, answer, receipt));
      return;
    }
    Exercise exercise = byFile.get(Copies.original(file.name()));
    SourceText source = SourceText.of(bytes);
    Optional<String> unfit = Sources.unfit(source.text());
    if (unfit.isPresent()) {
      throw new ItemFile.Unreadable(unfit.get());
    }
    if (!source.encoding().isEmpty()) {
      notes.add(
          Clean.line(file.path()) + " is not in UTF-8; it was read as " + source.encoding() + ".");
    }
    Sources.Mended mended = Sources.mended(exercise, source.text());
    if (!mended.note().isEmpty()) {
      notes.add(Clean.line(file.path()) + " " + mended.note());
    }
    SortedMap<String, String> sources = new TreeMap<>();
    sources.put(exercise.folder() + "/" + file(exercise), mended.text());
    add(exercise, file, new Answer(sources), receipt);
  }

  private void add(Exercise exercise, ItemFile file, Answer answer, Receipt receipt) {
    boolean written = answer.sources().values().stream().noneMatch(Exercise::isStarter);
    boolean inOwn = Place.exercise(file.path().split("/")[0]).equals(Optional.of(exercise.id()));
    boolean inPlace = file.folder().equals(exercise.folder());
    found
        .computeIfAbsent(exercise.id(), any -> new ArrayList<>())
        .add(new Candidate(file, answer, receipt, written, inOwn, inPlace));
  }

  /** What counts, by exercise. */
  Map<String, Answer> counting() {
    Map<String, Answer> counting = new TreeMap<>();
    found.forEach(
        (id, candidates) -> {
          candidates.sort(Candidate.ORDER);
          counting.put(id, withHelp(id, candidates.get(candidates.size() - 1)));
        });
    return counting;
  }

  /** When those that count were received, with all that they use. */
  Map<String, Receipt> receipts() {
    return receipts;
  }

  /** With the classes that it names and that lie in its folder, if it does not compile alone. */
  private Answer withHelp(String id, Candidate candidate) {
    receipts.put(id, candidate.receipt);
    String path = candidate.file.path();
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String file = candidate.answer.sources().firstKey();
    String above = file.substring(0, file.lastIndexOf('/') + 1);
    SortedMap<String, String> sources = new TreeMap<>(candidate.answer.sources());
    List<String> helpers = new ArrayList<>();
    boolean isGrowing = candidate.answer.others().isEmpty();
    while (isGrowing) {
      isGrowing = false;
      for (var helper : beside.entrySet()) {
        String name = helper.getKey().substring(helper.getKey().lastIndexOf('/') + 1);
        String word = name.replaceFirst("\\.java$", "");
        boolean isNear = helper.getKey().equals(folder + name) && HELPER.matcher(name).matches();
        if (isNear && !sources.containsKey(above + name) && names(sources, word)) {
          sources.put(above + name, packaged(above, helper.getValue().text));
          helpers.add(name);
          named.add(helper.getKey());
          receipts.merge(id, helper.getValue().receipt, Receipt::and);
          isGrowing = true;
        }
      }
    }
    return helpers.isEmpty()
        ? candidate.answer
        : new Answer(
            candidate.answer.sources(),
            List.of(
                new Answer.Form(
                    file.substring(above.length()) + " with " + String.join(", ", helpers),
                    sources)));
  }

  private static boolean names(SortedMap<String, String> sources, String word) {
    Pattern whole = Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
    return sources.values().stream().anyMatch(text -> whole.matcher(text).find());
  }

  /** In the package of the exercise, without moving a line. */
  private static String packaged(String above, String text) {
    String statement = "package " + above.replace("/", "") + ";";
    Matcher own = PACKAGE.matcher(text);
    return own.find() ? own.replaceFirst(statement) : statement + " " + text;
  }

  /** What to say about the choice. */
  List<String> notes() {
    var all = new ArrayList<>(notes);
    found.forEach(
        (id, candidates) -> {
          candidates.sort(Candidate.ORDER);
          List<Candidate> written = candidates.stream().filter(Candidate::written).toList();
          if (written.stream().map(candidate -> candidate.answer.sources()).distinct().count()
              > 1) {
            all.add(
                "%s: there are %d answers, %s; the last of these counts."
                    .formatted(
                        id,
                        written.size(),
                        written.stream()
                            .map(candidate -> Clean.line(candidate.file.path()))
                            .collect(Collectors.joining(", "))));
          }
        });
    return all;
  }

  /** What the files that count for nothing were perhaps meant to be. */
  List<String> suggestions(Set<String> ignored) {
    var suggestions = new ArrayList<String>();
    for (String path : notNamed()) {
      byFile.forEach(
          (file, exercise) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (!found.containsKey(exercise.id())
                && nearest(name).isEmpty()
                && implementsIt(path, exercise)) {
              suggestions.add(
                  "%s implements %s, but an answer to %s must be the class %s in a file %s: rename it."
                      .formatted(
                          Clean.line(path),
                          exercise.contract().getSimpleName(),
                          exercise.id(),
                          file.replaceFirst("\\.java$", ""),
                          file));
            }
          });
    }
    for (String path : ignored) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      nearest(name)
          .ifPresent(
              wanted ->
                  suggestions.add(
                      Clean.line(path)
                          + " is not the name of an answer. Should it be "
                          + wanted
                          + "?"));
    }
    return suggestions;
  }

  private boolean implementsIt(String path, Exercise exercise) {
    String code = COMMENT.matcher(beside.get(path).text).replaceAll(" ");
    return Pattern.compile(
            "\\bimplements\\b[^{]*\\b" + exercise.contract().getSimpleName() + "\\b[^{]*\\{")
        .matcher(code)
        .find();
  }

  /** In words, what would have been an answer. */
  String wanted() {
    return String.join(", ", byFile.keySet());
  }

  private Optional<String> nearest(String name) {
    return byFile.entrySet().stream()
        .filter(wanted -> !found.containsKey(wanted.getValue().id()))
        .map(Map.Entry::getKey)
        .filter(wanted -> Likeness.isNear(name, wanted))
        .min(Comparator.comparing(wanted -> Likeness.distance(name, wanted)));
  }

  private static boolean isNotebook(ItemFile file) {
    return file.name().toLowerCase(Locale.ROOT).endsWith(".ipynb");
  }

  private static String file(Exercise exercise) {
    return "My" + exercise.contract().getSimpleName() + ".java";
  }
}
