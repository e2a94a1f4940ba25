package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One exercise: a contract to implement, a statement, tests, hints and points.
 *
 * @param id the short name, {@code e05}
 * @param folder the folder under {@code exercises}, which is also the package: {@code e05_rnn_step}
 * @param contract the interface that an answer implements
 */
public record Exercise(String id, String folder, Class<?> contract) {
  private static final Pattern STARTER =
      Pattern.compile("\"(e\\d\\d|the project): not written yet\"");

  private static final Map<String, List<String>> FORM = new ConcurrentHashMap<>();
  private static final String FOLDER = "e\\d\\d_[a-z0-9_]+";
  private static final Pattern NUMBER = Pattern.compile("e?(\\d{1,2})");

  /** Every exercise of the checkout, in the order of the ids. */
  public static List<Exercise> all() {
    Path root = Home.path().resolve("exercises");
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches(FOLDER))
          .filter(name -> Files.exists(root.resolve(name).resolve(contractName(name) + ".java")))
          .sorted()
          .map(Exercise::in)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the exercises in " + root, e);
    }
  }

  /** Those that count in a course where a teacher names none: all that are not optional. */
  public static List<Exercise> ofTheCourse() {
    return all().stream().filter(exercise -> !exercise.about().optional()).toList();
  }

  /**
   * The exercise with this id, or with this folder name; {@code e5} and {@code 5} are e05.
   *
   * @throws NoSuchExercise if there is none; the message names those that exist
   */
  public static Exercise of(String id) {
    List<Exercise> all = all();
    String wanted = fullId(id);
    return all.stream()
        .filter(exercise -> exercise.id.equals(wanted) || exercise.folder.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchExercise(
                    "There is no exercise \"" + id + "\"; there are " + names(all) + "."));
  }

  /**
   * The exercise that this object answers: the one whose contract its class implements.
   *
   * @throws NoSuchExercise if it implements none
   */
  public static Exercise answeredBy(Object subject) {
    List<Exercise> all = all();
    return all.stream()
        .filter(exercise -> exercise.contract.isInstance(subject))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchExercise(
                    subject.getClass().getSimpleName()
                        + " answers no exercise: it should implement one of "
                        + all.stream()
                            .map(e -> e.contract.getSimpleName() + " (" + e.id + ")")
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** The exercise that a contract belongs to. */
  static Exercise withContract(Class<?> contract) {
    String folder = contract.getPackageName();
    return new Exercise(idOf(folder), folder, contract);
  }

  /**
   * The answer under test, as its contract. It is made at the first call, so that a constructor
   * that never ends is stopped with the test that called it.
   *
   * @param contract the contract of the exercise
   * @param <C> its type
   */
  public static <C> C subject(Class<C> contract) {
    return Trial.current().subject(contract);
  }

  /** The seed that random inputs are made from in the run that is under way. */
  public static long seed() {
    return Trial.current().seed();
  }

  /** What the contract says of the exercise. */
  public About about() {
    return contract.getAnnotation(About.class);
  }

  /** The folder of the exercise: statement, contract, tests and hints. */
  public Path path() {
    return Home.path().resolve("exercises").resolve(folder);
  }

  /** The learner's file. */
  public Path answer() {
    return Home.answers().resolve(folder).resolve("My" + contract.getSimpleName() + ".java");
  }

  /** The name of the class that answers it. */
  public String answerName() {
    return folder + ".My" + contract.getSimpleName();
  }

  /** The tests that an answer is judged by. */
  public Class<?> tests() {
    return load(folder + "." + contract.getSimpleName() + "Test");
  }

  /** Its tests, as they are declared. */
  Ladder<?> ladder() {
    return Ladder.of(tests());
  }

  /** The names of its tests, in their order. */
  public List<String> rungs() {
    return ladder().all().stream().map(Rung::name).toList();
  }

  /**
   * The names of the tests that hold the form of an answer alone: those that zeros pass, whose
   * shapes are right.
   */
  public List<String> formRungs() {
    return FORM.computeIfAbsent(
        folder,
        any ->
            Check.confirm(this, () -> Oracle.zeros(this), Check.SEED).stream()
                .filter(TestRow::passed)
                .map(TestRow::name)
                .toList());
  }

  /** The class of its slips; none in the students' copy. */
  public Optional<Class<?>> slips() {
    return Catalogue.slipsClass(this);
  }

  /** The name of the file that stands for the slips in the students' copy. */
  public static String slipsFileName() {
    return Catalogue.FILE;
  }

  /**
   * The content of that file: what slips come to on random inputs, what a learner is told, and what
   * is right in the tests; nothing of their code.
   */
  public byte[] slipsFile() {
    return Catalogue.file(this);
  }

  /** The one method that an answer writes. */
  Method method() {
    return Contracts.method(contract);
  }

  private static Exercise in(String folder) {
    return new Exercise(idOf(folder), folder, load(folder + "." + contractName(folder)));
  }

  private static String fullId(String id) {
    String wanted = id.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    Matcher number = NUMBER.matcher(wanted);
    return number.matches() ? "e%02d".formatted(Integer.parseInt(number.group(1))) : wanted;
  }

  private static String idOf(String folder) {
    return folder.substring(0, 3);
  }

  private static String contractName(String folder) {
    return Arrays.stream(folder.substring(4).split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static String names(List<Exercise> all) {
    return all.stream().map(Exercise::id).collect(Collectors.joining(", "));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, true, Exercise.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "the class " + name + " is not compiled yet: run mvn process-classes", e);
    }
  }

  /** Whether {@code text} is a starter as everybody gets it: a file that nobody has worked on. */
  public static boolean isStarter(String text) {
    return STARTER.matcher(text).find();
  }
}
