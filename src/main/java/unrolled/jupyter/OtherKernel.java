package unrolled.jupyter;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java kernels of others under which the notebooks run, too. */
public enum OtherKernel {
  /** IJava by Spencer Park. */
  IJAVA(
      "IJava",
      "io.github.spencerpark.ijava.IJava",
      "ijava-1.3.0.jar, from ijava-1.3.0.zip on https://github.com/SpencerPark/IJava/releases"),

  /** JJava by the dflib project, which goes on with IJava. */
  JJAVA(
      "JJava",
      "org.dflib.jjava.distro.JJava",
      "jjava.jar, from the zip file on https://github.com/dflib/jjava/releases"),

  /** The kernel of the library Rapaio. */
  RAPAIO(
      "Rapaio",
      "org.rapaio.jupyter.kernel.MainApp",
      "the jar of io.github.padreati:rapaio-jupyter-kernel, which the build keeps in Maven's folder"
          + " ~/.m2/repository/io/github/padreati/rapaio-jupyter-kernel");

  private final String name;
  private final String main;
  private final String source;

  OtherKernel(String name, String main, String source) {
    this.name = name;
    this.main = main;
    this.source = source;
  }

  /** The word for it in commands, which is its name in Jupyter as well. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How its authors write it. */
  public String title() {
    return name;
  }

  /** Which file it is, and where it comes from. */
  public String source() {
    return source;
  }

  /** Where its jar is when nobody says it: only Rapaio's comes with the build. */
  public Optional<Path> usualPlace() {
    if (this != RAPAIO) {
      return Optional.empty();
    }
    // A library of the build lies in Maven's folder at io/github/spencerpark/NAME/VERSION/JAR.
    URL library = BaseKernel.class.getProtectionDomain().getCodeSource().getLocation();
    Path folder = Path.of(URI.create(library.toString())).resolve("../../../../padreati");
    return Optional.of(folder.resolve("rapaio-jupyter-kernel").normalize());
  }

  /**
   * The jar of this kernel.
   *
   * @param place the jar, or a folder that has it
   * @throws IllegalStateException if it is not there; the message says what was expected
   */
  public Path jar(Path place) {
    if (!Files.exists(place)) {
      throw missing(place + " does not exist");
    }
    if (!Files.isDirectory(place)) {
      if (!hasMain(place)) {
        throw missing(place + " is not " + name + ": it has no class " + main);
      }
      return place.toAbsolutePath().normalize();
    }
    try (Stream<Path> files = Files.walk(place, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && hasMain(file))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> missing("no jar in " + place + " has the class " + main))
          .toAbsolutePath()
          .normalize();
    } catch (IOException e) {
      throw missing(place + " cannot be read: " + e.getMessage());
    }
  }

  private IllegalStateException missing(String reason) {
    return new IllegalStateException("%s. Expected %s.".formatted(reason, source));
  }

  private boolean hasMain(Path file) {
    try (var jar = new JarFile(file.toFile())) {
      return jar.getEntry(main.replace('.', '/') + ".class") != null;
    } catch (IOException noJar) {
      return false;
    }
  }

  /** How often a start is made before it is given up: of Rapaio's, some hang. */
  int starts() {
    return this == RAPAIO ? 10 : 1;
  }

  KernelSpec spec(Path home, Path jar) {
    // The compiler of a cell has to be told of the module, as the JVM has.
    String vector = KernelSpec.hasVector() ? "--add-modules " + KernelSpec.VECTOR : "";
    Path classes = home.resolve("target").resolve("classes").resolve("unrolled");
    String imports = classes.resolve("notebook").resolve("start.jsh").toString();
    String glue = classes.resolve("jupyter").resolve("ijava.jsh").toString();
    return switch (this) {
      case IJAVA ->
          spec(
              home,
              jar,
              List.of(),
              environment(
                  "IJAVA_COMPILER_OPTS",
                  vector,
                  "IJAVA_STARTUP_SCRIPTS_PATH",
                  Stream.of(glue, imports).collect(Collectors.joining(File.pathSeparator))));
      case JJAVA ->
          spec(
              home,
              jar,
              List.of("--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED"),
              environment("JJAVA_COMPILER_OPTS", vector, "JJAVA_STARTUP_SCRIPTS_PATH", imports));
      case RAPAIO ->
          spec(
              home,
              jar,
              List.of(),
              environment("RJK_COMPILER_OPTIONS", vector, "RJK_INIT_SCRIPT", imports));
    };
  }

  private static Map<String, String> environment(
      String options, String vector, String script, String files) {
    var environment = new LinkedHashMap<String, String>();
    if (!vector.isEmpty()) {
      environment.put(options, vector);
    }
    environment.put(script, files);
    return environment;
  }

  private KernelSpec spec(
      Path home, Path jar, List<String> options, Map<String, String> environment) {
    // IJava's jar holds the libraries of 2019, too old for ours; the other two need their own.
    String classPath =
        this == IJAVA
            ? KernelSpec.ownClassPath() + File.pathSeparator + jar
            : jar + File.pathSeparator + KernelSpec.ownClassPath();
    return new KernelSpec(
        home, "Java (" + name + ", Unrolled)", classPath, options, main, environment);
  }
}
