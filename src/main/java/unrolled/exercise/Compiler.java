package unrolled.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a few source files into memory, with no annotation processor and nothing beside. */
public final class Compiler {
  /**
   * What came out: the classes by name, or the compiler's complaints.
   *
   * @param classes class bytes by binary name; empty when there are errors
   * @param errors one message for each error, with file and line
   */
  public record Compiled(Map<String, byte[]> classes, List<String> errors) {
    /** A fresh loader of these classes; whatever it does not hold comes from the workbook's own. */
    public ClassLoader load(Function<byte[], byte[]> change) {
      return new InMemory(classes, change);
    }
  }

  /** Text put together by plain calls: the JVM's other way takes long to start. */
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-implicit:none", "-g", "-parameters", "-XDstringConcat=inline");

  private Compiler() {}

  /**
   * Compiles these files.
   *
   * @param sources the files
   * @param allowed a class of each place that the sources may use
   */
  static Compiled compile(List<Path> sources, Class<?>... allowed) {
    return compile(classPath(places(allowed)), files -> files.getJavaFileObjectsFromPaths(sources));
  }

  /**
   * Compiles sources that are in memory.
   *
   * @param sources the text of each file, by its path
   * @param classPath where the sources may find what they use
   */
  public static Compiled compile(Map<String, String> sources, List<Path> classPath) {
    return compile(classPath(classPath), files -> texts(sources));
  }

  /** Compiles one answer after the other, and opens what they may use only once. */
  public static final class Series {
    private final Map<String, JavaFileManager> files = new LinkedHashMap<>();

    /** The same as {@link Compiler#compile(Map, List)}. */
    public Compiled compile(Map<String, String> sources, List<Path> classPath) {
      String path = classPath(classPath);
      // One for each class path: a file manager keeps what it has found on the way.
      var known = files.computeIfAbsent(path, any -> new KnownFiles(files()));
      return Compiler.compile(known, path, texts(sources));
    }
  }

  private static List<JavaFileObject> texts(Map<String, String> sources) {
    List<JavaFileObject> texts = new ArrayList<>();
    sources.forEach((path, text) -> texts.add(new Text(path, text)));
    return texts;
  }

  private static Compiled compile(
      String classPath,
      Function<StandardJavaFileManager, Iterable<? extends JavaFileObject>> sources) {
    try (StandardJavaFileManager files = files()) {
      return compile(files, classPath, sources.apply(files));
    } catch (IOException e) {
      throw new UncheckedIOException("the compiler cannot close its files", e);
    }
  }

  private static JavaCompiler javac() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new IllegalStateException(
          "this Java has no compiler: start with a JDK, not a JRE (java.home is "
              + System.getProperty("java.home")
              + ")");
    }
    return javac;
  }

  private static StandardJavaFileManager files() {
    return javac().getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
  }

  private static Compiled compile(
      JavaFileManager files, String classPath, Iterable<? extends JavaFileObject> sources) {
    var complaints = new DiagnosticCollector<JavaFileObject>();
    Map<String, ByteArrayOutputStream> out = new LinkedHashMap<>();
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(List.of("-cp", classPath));
    JavaFileManager memory = intoMemory(files, out);
    // Over a source that is too deep for it, the compiler prints its own stack, and no complaint.
    var silent = new PrintWriter(OutputStream.nullOutputStream());
    boolean done = javac().getTask(silent, memory, complaints, options, null, sources).call();
    List<String> errors = errors(complaints.getDiagnostics());
    if (!done && errors.isEmpty()) {
      errors = List.of("the compiler gave up over it: write it more simply");
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    if (errors.isEmpty()) {
      out.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    }
    return new Compiled(classes, errors);
  }

  private static List<String> errors(List<Diagnostic<? extends JavaFileObject>> complaints) {
    return complaints.stream()
        .filter(complaint -> complaint.getKind() == Diagnostic.Kind.ERROR)
        .map(Compiler::message)
        .distinct()
        .toList();
  }

  private static String message(Diagnostic<? extends JavaFileObject> complaint) {
    String text = complaint.getMessage(Locale.ENGLISH);
    if (complaint.getSource() == null) {
      return text;
    }
    String file =
        complaint.getSource() instanceof Text source
            ? source.path
            : Texts.relative(Path.of(complaint.getSource().toUri()));
    return file + ":" + complaint.getLineNumber() + ": " + text;
  }

  /** The folders and jars that these classes were loaded from. */
  public static List<Path> places(Class<?>... classes) {
    return Stream.of(classes).map(Compiler::place).distinct().toList();
  }

  private static String classPath(List<Path> places) {
    return places.stream()
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find where " + type + " was loaded from", e);
    }
  }

  private static JavaFileManager intoMemory(
      JavaFileManager files, Map<String, ByteArrayOutputStream> out) {
    return new ForwardingJavaFileManager<>(files) {
      @Override
      public JavaFileObject getJavaFileForOutput(
          Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        URI uri = URI.create("memory:///" + name.replace('.', '/') + kind.extension);
        return new SimpleJavaFileObject(uri, kind) {
          @Override
          public OutputStream openOutputStream() {
            return out.computeIfAbsent(name, any -> new ByteArrayOutputStream());
          }
        };
      }
    };
  }

  /** A source that is no file. */
  private static final class Text extends SimpleJavaFileObject {
    private final String path;
    private final String text;

    Text(String path, String text) {
      super(uri(path), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    private static URI uri(String path) {
      try {
        return new URI("memory", null, "/" + path, null);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("no path of a file: " + path, e);
      }
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Looks at its own classes first: an editor may have left older ones on the class path. */
  private static final class InMemory extends ClassLoader {
    private final Map<String, byte[]> classes;
    private final Function<byte[], byte[]> change;

    InMemory(Map<String, byte[]> classes, Function<byte[], byte[]> change) {
      super(Compiler.class.getClassLoader());
      this.classes = classes;
      this.change = change;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known == null && classes.containsKey(name)) {
          byte[] code = change.apply(classes.get(name));
          known = defineClass(name, code, 0, code.length);
        }
        return known != null ? known : super.loadClass(name, resolve);
      }
    }
  }
}
