package unrolled.jupyter;

import com.google.gson.GsonBuilder;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells Jupyter of this checkout's kernel, by files under {@code target/jupyter} alone.
 *
 * <p>Jupyter looks there when {@code JUPYTER_PATH} says so; {@link Jupyter#command} sets it.
 */
public final class Setup {
  private static final String VECTOR = "jdk.incubator.vector";

  private Setup() {}

  /**
   * Writes the kernel spec for the running JVM and its class path.
   *
   * <p>The kernel is named {@code java}, as IJava's and JJava's are, so that one notebook opens
   * under each of them.
   *
   * @param home the checkout
   * @return the path of {@code kernel.json}
   */
  public static Path kernelSpec(Path home) {
    Path folder = dataFolder(home).resolve("kernels").resolve("java");
    Path arguments = folder.resolve("kernel.args");
    write(arguments, argumentFile(home));
    var spec = new LinkedHashMap<String, Object>();
    spec.put("display_name", "Java (Unrolled)");
    spec.put("language", "java");
    // A signal would end the JVM.
    spec.put("interrupt_mode", "message");
    spec.put(
        "argv", List.of(java(), "@" + arguments, JavaKernel.class.getName(), "{connection_file}"));
    spec.put("env", Map.of());
    var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return write(folder.resolve("kernel.json"), gson.toJson(spec) + "\n");
  }

  /** The folder that {@code JUPYTER_PATH} has to name. */
  static Path dataFolder(Path home) {
    return home.toAbsolutePath().normalize().resolve("target").resolve("jupyter");
  }

  private static String java() {
    String name = File.separatorChar == '\\' ? "java.exe" : "java";
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  // An argument file, since a class path can be longer than a command line may be.
  private static String argumentFile(Path home) {
    var arguments = new ArrayList<String>();
    if (ModuleFinder.ofSystem().find(VECTOR).isPresent()) {
      arguments.addAll(List.of("--add-modules", VECTOR));
    }
    arguments.add("-Djava.awt.headless=true");
    arguments.add("-Dfile.encoding=UTF-8");
    arguments.add("-Dunrolled.home=" + home.toAbsolutePath().normalize());
    arguments.add("-Xmx2g");
    arguments.addAll(List.of("-cp", absoluteClassPath()));
    return arguments.stream().map(Setup::quoted).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
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
