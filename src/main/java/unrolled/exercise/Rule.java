package unrolled.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import unrolled.matrix.Matrix;
import unrolled.player.host.References;

/**
 * The one rule for what an answer may use: everything but what would hand over the answer, and what
 * cannot work where answers are graded. The check and the grader apply it, in the same words.
 *
 * <p>It reads what the compiled code refers to. It is there to teach: a stranger's code is kept in
 * by the grader's sandbox, not by this.
 */
public final class Rule {
  private static final int SHOWN = 6;

  /** Names that belong to the JDK or to the workbook; any other is the learner's own. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(java|javax|jdk|sun|com\\.sun|unrolled(?!\\.jupyter\\.CellStop\\b)|e\\d\\d_\\w+)\\..*");

  /**
   * Our kernel puts calls of CellStop into the classes of cells, so it is no use of it by a
   * learner.
   */
  private static final Pattern WORKBOOK =
      Pattern.compile("(unrolled(?!\\.jupyter\\.CellStop\\b)|e\\d\\d_\\w+)\\..*");

  /**
   * Something that no answer can use.
   *
   * @param names the names of classes ({@code java.net.Socket}) and members ({@code
   *     java.lang.Class.forName}) that it stands for
   * @param why why not, to end the sentence that names them
   * @param instead what to use instead
   */
  private record Ban(Pattern names, String why, String instead) {
    Ban(String names, String why, String instead) {
      this(Pattern.compile(names), why, instead);
    }
  }

  private static final Ban LIBRARY =
      new Ban(
          WORKBOOK,
          "would do the exercise for you, or is not available where answers are graded",
          "Write the step yourself with unrolled.matrix.Matrix and the JDK; that is what the"
              + " exercise is for.");

  /** The whole list of what cannot work in the sandbox. */
  private static final List<Ban> SANDBOX =
      List.of(
          new Ban(
              "java\\.io\\.(File\\w*|RandomAccessFile|Console)(\\..*)?"
                  + "|java\\.nio\\.(file|channels)\\..*"
                  + "|java\\.util\\.(zip\\.ZipFile|jar\\.JarFile|prefs\\.\\w+)(\\..*)?",
              "needs files, which are not available where answers are graded",
              "Keep values in variables and arrays, and print notes with System.out.println."),
          new Ban(
              "java\\.net\\..*|javax\\.(net|naming|sql)\\..*|java\\.(rmi|sql)\\..*",
              "needs a network, which is not available where answers are graded",
              "All that an answer needs comes in as its arguments."),
          new Ban(
              "java\\.lang\\.Process\\w*(\\..*)?|java\\.lang\\.Runtime\\.exec",
              "starts other programs, which are not available where answers are graded",
              "Compute in Java, within the class."),
          new Ban(
              "java\\.lang\\.reflect\\.(?!Array\\b).*"
                  + "|java\\.lang\\.Class\\.(forName|newInstance|getClassLoader|getResource\\w*"
                  + "|get(Declared)?(Constructor|Field|Method|Classe)s?|getProtectionDomain"
                  + "|getModule|getRecordComponents)"
                  + "|java\\.lang\\.invoke\\.(MethodHandle|MethodHandles|MethodHandles\\.Lookup"
                  + "|MethodHandleProxies|VarHandle)\\.(?!Lookup$)\\w+"
                  + "|java\\.lang\\.(ClassLoader|Module\\w*|instrument|management)(\\..*)?"
                  + "|java\\.lang\\.Thread\\.[gs]etContextClassLoader"
                  + "|java\\.util\\.ServiceLoader(\\..*)?|java\\.beans\\..*"
                  + "|javax\\.(management|tools|script)\\..*|(sun|com\\.sun|jdk)\\..*",
              "uses reflection, or the inside of the JVM, which is closed where answers are graded",
              "Call methods by their names, and write classes out."),
          new Ban(
              "java\\.lang\\.(System|Runtime)\\.load(Library)?|java\\.lang\\.foreign\\..*"
                  + "|the native method .*",
              "needs a library that is not Java, which is not available where answers are graded",
              "Write it in Java."),
          new Ban(
              "java\\.(awt|applet)\\..*|javax\\.(swing|print|sound|imageio)\\..*",
              "needs a screen, a printer or a loudspeaker, which are not available where answers are graded",
              "Print what you want to see with System.out.println; a notebook draws pictures."));

  private static final Ban LIBRARY_OF_PROJECT =
      new Ban(
          WORKBOOK,
          "would do the project for you",
          "Build the network from unrolled.matrix.Matrix, the JDK, and your own classes of the"
              + " exercises.");

  private final String who; // "e05", "The project"
  private final Ban library;
  private final Predicate<String> open;
  private final Set<String> own;
  private final Set<String> used = new TreeSet<>();

  private Rule(String who, Ban library, Predicate<String> open, Set<String> own) {
    this.who = who;
    this.library = library;
    this.open = open;
    this.own = own;
  }

  private static Rule of(Exercise exercise, Set<String> own) {
    return new Rule(exercise.id(), library(exercise), name -> isOfContract(exercise, name), own);
  }

  private static Ban library(Exercise exercise) {
    return isOnArrays(exercise)
        ? new Ban(
            LIBRARY.names,
            LIBRARY.why,
            LIBRARY.instead.replace(Matrix.class.getName() + " and ", "loops over the arrays and "))
        : LIBRARY;
  }

  /**
   * What to tell the author of a project that breaks the rule.
   *
   * @param classes all classes of the project and of the answers that it uses, by binary name
   * @param open the names of the workbook's classes that the project is made for
   */
  public static Optional<String> projectProblem(
      Map<String, byte[]> classes, Predicate<String> open) {
    var rule = new Rule("The project", LIBRARY_OF_PROJECT, open, classes.keySet());
    classes.values().forEach(rule::read);
    return rule.problems().map(text -> text.replace("where answers are graded", "in a project"));
  }

  /**
   * What to tell the author of an answer that breaks the rule.
   *
   * @param classes all classes of the answer by binary name
   */
  public static Optional<String> problem(Exercise exercise, Map<String, byte[]> classes) {
    for (String name : classes.keySet()) {
      if (!name.startsWith(exercise.folder() + ".")) {
        return Optional.of(
            name
                + " is not in the package "
                + exercise.folder()
                + ", as every class of "
                + exercise.id()
                + " is.");
      }
      if (isOfContract(exercise, name)) {
        return Optional.of(
            name + " is there already: leave it out, and write only your own classes.");
      }
    }
    var rule = of(exercise, classes.keySet());
    classes.values().forEach(rule::read);
    return rule.problems(exercise);
  }

  /** The same for the class of an object, as far as its code is available. */
  static Optional<String> problem(Exercise exercise, Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || type.isHidden()) {
      return Optional.empty();
    }
    try (InputStream code = loader.getResourceAsStream(Type.getInternalName(type) + ".class")) {
      if (code == null) {
        return Optional.empty();
      }
      var rule = of(exercise, Set.of(outermost(type.getName())));
      rule.read(code.readAllBytes());
      return rule.problems(exercise);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class " + type.getName(), e);
    }
  }

  private void read(byte[] code) {
    References references = References.of(code);
    references.classes().stream().map(Rule::name).filter(this::isOthers).forEach(used::add);
    references.members().stream().map(Rule::name).filter(this::isOthers).forEach(used::add);
    new ClassReader(code).accept(new Natives(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
  }

  /** Also of a member, whose name begins with that of its class. */
  private boolean isOthers(String name) {
    return FOREIGN.matcher(name).matches()
        && Stream.of(name, outermost(name)).noneMatch(this::isOwn)
        && !open.test(name);
  }

  private boolean isOwn(String name) {
    return own.stream()
        .map(one -> one.replace('$', '.'))
        .anyMatch(one -> name.equals(one) || name.startsWith(one + "."));
  }

  private static boolean isOfContract(Exercise exercise, String name) {
    String contract = exercise.contract().getName();
    return name.equals(contract)
        || name.startsWith(contract + ".")
        || name.startsWith(contract + "$");
  }

  private Optional<String> problems() {
    return joined(sentences());
  }

  private Optional<String> problems(Exercise exercise) {
    return joined(Stream.concat(sentences(), without(exercise).stream()));
  }

  private static Optional<String> joined(Stream<String> sentences) {
    String text = sentences.collect(Collectors.joining("\n"));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private Stream<String> sentences() {
    Set<String> ofTheLibrary =
        used.stream()
            .filter(name -> library.names.matcher(name).matches() && !isMatrix(name))
            .map(this::typeOf)
            .collect(Collectors.toCollection(TreeSet::new));
    return Stream.concat(
        sentence(who, library, ofTheLibrary).stream(),
        SANDBOX.stream().flatMap(ban -> sentence(who, ban, found(ban)).stream()));
  }

  private Set<String> found(Ban ban) {
    Set<String> found =
        used.stream()
            .filter(name -> ban.names.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));
    // A constructor, or a method of a class that is named already, says nothing more.
    found.removeIf(name -> found.contains(name.substring(0, Math.max(0, name.lastIndexOf('.')))));
    return found;
  }

  /** What the contract takes away, since it is what the exercise teaches to build. */
  private Optional<String> without(Exercise exercise) {
    List<String> found =
        Arrays.stream(exercise.about().without())
            .filter(name -> used.stream().anyMatch(use -> use.endsWith("." + name)))
            .toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            exercise.id()
                + " must be written without "
                + String.join(", ", found)
                + ": building that is what the exercise is for. Write it with loops over "
                + (isOnArrays(exercise) ? "the arrays." : "get and set, or over data()."));
  }

  /** Whether an answer has nothing but the arrays that it is handed. */
  private static boolean isOnArrays(Exercise exercise) {
    return List.of(exercise.about().without()).contains(Matrix.class.getSimpleName());
  }

  private static Optional<String> sentence(String who, Ban ban, Set<String> found) {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String shown = found.stream().limit(SHOWN).collect(Collectors.joining(", "));
    String more = found.size() > SHOWN ? " and more" : "";
    return Optional.of(
        who + " cannot use " + shown + more + ": that " + ban.why + ". " + ban.instead);
  }

  /** What to tell the author of an answer that has others of the workbook do the work. */
  static String handsOver(Exercise exercise, Set<String> names) {
    return sentence(exercise.id(), library(exercise), names).orElseThrow();
  }

  private static boolean isMatrix(String name) {
    String matrix = Matrix.class.getName();
    return name.equals(matrix) || name.startsWith(matrix + ".");
  }

  /** The class in the name of a member; types begin with a capital. */
  private String typeOf(String name) {
    var type = new StringBuilder();
    for (String part : name.split("\\.")) {
      type.append(type.isEmpty() ? "" : ".").append(part);
      if (Character.isUpperCase(part.charAt(0))) {
        return type.toString();
      }
    }
    return name;
  }

  private static String name(String internal) {
    return internal.replace('/', '.').replace('$', '.').replace(".<init>", "");
  }

  private static String outermost(String name) {
    return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
  }

  private final class Natives extends ClassVisitor {
    Natives() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if ((access & Opcodes.ACC_NATIVE) != 0) {
        used.add("the native method " + name);
      }
      return null;
    }
  }
}
