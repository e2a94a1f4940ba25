package unrolled.jupyter;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.matrix.Kernels;

/**
 * What Jupyter is told of a kernel that runs in a JVM: the files {@code kernel.json} and {@code
 * kernel.args}. Every path in them is absolute, since Jupyter starts a kernel in the folder of the
 * notebook.
 *
 * @param home the checkout whose classes the kernel has
 * @param displayName what a person reads in the list of kernels
 * @param classPath of the kernel, absolute
 * @param options for the JVM, beside those that every kernel has
 * @param main the class that is the kernel
 * @param environment variables that the kernel reads
 */
record KernelSpec(
    Path home,
    String displayName,
    String classPath,
    List<String> options,
    String main,
    Map<String, String> environment) {
  static final String FILE = "kernel.json";
  static final String VECTOR = "jdk.incubator.vector";
  private static final String ARGUMENTS = "kernel.args";
  private static final String OWNER = "unrolled";

  /** Whether the running JDK has the module of the vector kernel. */
  static boolean hasVector() {
    return ModuleFinder.ofSystem().find(VECTOR).isPresent();
  }

  /**
   * Writes the kernel into a folder.
   *
   * @return the path of {@code kernel.json}
   */
  Path write(Path folder) {
    Path arguments = folder.resolve(ARGUMENTS);
    write(arguments, argumentFile());
    return write(folder.resolve(FILE), json(arguments) + "\n");
  }

  private String json(Path arguments) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("display_name", displayName);
    spec.put("language", "java");
    // A signal would end the JVM.
    spec.put("interrupt_mode", "message");
    spec.put("argv", List.of(java(), "@" + arguments, main, "{connection_file}"));
    spec.put("env", environment);
    spec.put("metadata", Map.of(OWNER, home.toString()));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(spec);
  }

  private static String java() {
    String name = File.separatorChar == '\\' ? "java.exe" : "java";
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  // An argument file, since a class path can be longer than a command line may be.
  private String argumentFile() {
    var arguments = new ArrayList<String>();
    if (hasVector()) {
      arguments.addAll(Kernels.vectorOptions());
    }
    arguments.add("-Djava.awt.headless=true");
    arguments.add("-Dfile.encoding=UTF-8");
    arguments.add("-Dunrolled.home=" + home);
    arguments.add("-Xmx2g");
    arguments.addAll(options);
    arguments.addAll(List.of("-cp", classPath));
    return arguments.stream().map(KernelSpec::quoted).collect(Collectors.joining("\n", "", "\n"));
  }

  /** The class path of this JVM. */
  static String ownClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The name that the kernel in a folder shows; empty if there is none. */
  static Optional<String> shownName(Path folder) {
    return read(folder).map(spec -> text(spec, "display_name"));
  }

  /** Whether a folder holds a kernel that a checkout of Unrolled has written. */
  static boolean isOurs(Path folder) {
    return read(folder)
        .filter(spec -> spec.get("metadata") instanceof JsonObject metadata && metadata.has(OWNER))
        .isPresent();
  }

  /** Deletes what {@link #write} has written. */
  static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
      Files.deleteIfExists(folder.resolve(ARGUMENTS));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("setup: cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Optional<JsonObject> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return JsonParser.parseString(Files.readString(file)) instanceof JsonObject spec
          ? Optional.of(spec)
          : Optional.of(new JsonObject());
    } catch (JsonParseException broken) {
      return Optional.of(new JsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException("setup: cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String text(JsonObject spec, String key) {
    return spec.has(key) ? spec.get(key).getAsString() : "without a name";
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
      try {
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("setup: cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
