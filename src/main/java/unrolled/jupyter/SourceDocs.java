package unrolled.jupyter;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import unrolled.exercise.Home;

/**
 * The documentation of this project's own classes, read from their sources: JShell reads only that
 * of the JDK.
 */
final class SourceDocs {
  private static final Pattern MEMBER =
      Pattern.compile("(?:.*[\\s>])?([\\w.]+)\\((.*)\\)(?: throws .*)?");
  private static final Pattern CODE =
      Pattern.compile("\\{@(?:code|literal|value)\\s+([^{}]*(?:\\{[^{}]*}[^{}]*)*)}");
  private static final Pattern LINK =
      Pattern.compile("\\{@link(?:plain)?\\s+#?([^\\s{}()]+(?:\\([^)]*\\))?)(?:\\s+([^{}]*))?}");

  /** Of two classes with one name, the one that notebooks import. */
  private static final List<String> FIRST =
      List.of("matrix", "nn", "cell", "layer", "train", "weights", "model", "notebook");

  private Map<String, Path> files = Map.of();

  /**
   * What stands above a class or method in its source, as it is written there.
   *
   * @param signature as JShell gives it: {@code unrolled.matrix.Matrix}, {@code Matrix
   *     Matrix.matmul(Matrix b)}
   * @return empty for what is not of this project
   */
  String of(String signature) {
    Matcher member = MEMBER.matcher(withoutTypeArguments(signature));
    boolean isMember = member.matches();
    List<String> names = List.of((isMember ? member.group(1) : plainType(signature)).split("\\."));
    return names.stream()
        .filter(name -> files().containsKey(name))
        .findFirst()
        .map(type -> read(files().get(type), names.get(names.size() - 1), isMember, member))
        .orElse("");
  }

  private static String withoutTypeArguments(String signature) {
    String inner = signature.replaceAll("<[^<>]*>", "");
    return inner.equals(signature) ? signature : withoutTypeArguments(inner);
  }

  private static String plainType(String signature) {
    return signature.replaceAll("<.*", "").replaceAll(".*\\s", "");
  }

  private static String read(Path file, String name, boolean isMember, Matcher member) {
    List<String> types = isMember ? types(member.group(2)) : List.of();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, d -> {}, null, null, manager.getJavaFileObjects(file));
      DocTrees docs = DocTrees.instance(task);
      for (var unit : task.parse()) {
        var finder = new Finder(name, isMember, types);
        finder.scan(unit, null);
        Optional<String> found = finder.found.map(docs::getDocComment);
        if (found.isPresent()) {
          return found.get();
        }
      }
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The types of parameters, without their names. */
  private static List<String> types(String parameters) {
    return parameters.isBlank()
        ? List.of()
        : Arrays.stream(parameters.split(","))
            .map(parameter -> bare(parameter.strip().replaceAll("\\s+\\w+$", "")))
            .toList();
  }

  private static String bare(String type) {
    return type.replaceAll("<.*>", "").replaceAll(".*\\.(?=\\w)", "").replace("...", "[]");
  }

  private static final class Finder extends TreePathScanner<Void, Void> {
    private final String name;
    private final boolean isMember;
    private final List<String> types;
    private Optional<TreePath> found = Optional.empty();

    Finder(String name, boolean isMember, List<String> types) {
      this.name = name;
      this.isMember = isMember;
      this.types = types;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (type.getSimpleName().contentEquals(name) && (!isMember || isRecord(type))) {
        found = Optional.of(getCurrentPath());
      }
      return super.visitClass(type, nothing);
    }

    // A record has its constructor in its first line.
    private static boolean isRecord(ClassTree type) {
      return type.getKind() == Tree.Kind.RECORD;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (isMember && isNamed(method) && types.equals(types(method))) {
        found = Optional.of(getCurrentPath());
      }
      return null;
    }

    private boolean isNamed(MethodTree method) {
      if (!method.getName().contentEquals("<init>")) {
        return method.getName().contentEquals(name);
      }
      return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
          && type.getSimpleName().contentEquals(name);
    }

    private static List<String> types(MethodTree method) {
      return method.getParameters().stream().map(p -> bare(p.getType().toString())).toList();
    }
  }

  private Map<String, Path> files() {
    if (files.isEmpty()) {
      Path root = Home.path().resolve("src/main/java/unrolled");
      if (!Files.isDirectory(root)) {
        return Map.of();
      }
      try (Stream<Path> all = Files.walk(root)) {
        files =
            all.filter(file -> file.toString().endsWith(".java"))
                .collect(Collectors.toMap(SourceDocs::type, file -> file, SourceDocs::first));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static String type(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static Path first(Path a, Path b) {
    return FIRST.contains(b.getParent().getFileName().toString()) ? b : a;
  }

  /** A Javadoc comment without its marks. */
  static String plain(String comment) {
    String text = CODE.matcher(comment).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
    text =
        LINK.matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        m.group(2) == null ? m.group(1).replace('#', '.') : m.group(2)));
    return text.replaceAll("(?m)^ (?=\\S)", "")
        .replaceAll("\\s*<p>\\s*", "\n\n")
        .replaceAll("</?[a-z]\\w*[^<>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .strip();
  }
}
