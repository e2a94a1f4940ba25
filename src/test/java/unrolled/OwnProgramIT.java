package unrolled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/in-your-own-program.md, with the jar as it is installed and nothing else. */
class OwnProgramIT {
  private static final Path HOME = Path.of(System.getProperty("unrolled.home"));
  private static final String JAR = System.getProperty("unrolled.jar");

  @TempDir Path folder;

  private Path source() throws IOException {
    String page = Files.readString(HOME.resolve("docs/in-your-own-program.md"));
    Matcher program =
        Pattern.compile("```java\n(package own;.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(program.find(), "the page has no program");
    assertTrue(program.group(1).lines().filter(l -> l.startsWith("    ")).count() <= 15);
    Path file = folder.resolve("src/own/Parity.java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, program.group(1));
  }

  private void compile(List<String> options, Path... sources) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-d", folder.resolve("out").toString(), "-Xlint:all", "-Werror"));
    // That an automatic module has no descriptor is what "automatic" says.
    arguments.add("-Xlint:-requires-automatic");
    for (Path source : sources) {
      arguments.add(source.toString());
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertEquals(0, code, "it does not compile");
  }

  private String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it did not end");
    assertEquals(0, process.exitValue(), Files.readString(said));
    return Files.readString(said).strip();
  }

  @Test
  void it_runs_on_the_class_path() throws Exception {
    compile(List.of("-cp", JAR), source());
    String path = JAR + java.io.File.pathSeparator + folder.resolve("out");
    assertEquals("[1, 0]", run("-cp", path, "own.Parity"));
  }

  @Test
  void it_runs_on_the_module_path() throws Exception {
    Path source = source();
    Path module =
        Files.writeString(
            folder.resolve("src/module-info.java"), "module own { requires unrolled; }");
    compile(List.of("-p", JAR), source, module);
    String path = JAR + java.io.File.pathSeparator + folder.resolve("out");
    assertEquals("[1, 0]", run("-p", path, "-m", "own/own.Parity"));
  }

  @Test
  void no_jar_holds_an_exercise() throws IOException {
    int jars = 0;
    for (String kind : List.of("", "-sources", "-javadoc")) {
      try (JarFile jar = new JarFile(JAR.replace(".jar", kind + ".jar"))) {
        assertTrue(jar.stream().anyMatch(e -> e.getName().contains("unrolled/model/Model")));
        assertEquals(
            List.of(),
            jar.stream().map(e -> e.getName()).filter(n -> n.matches("(.*/)?e\\d\\d_.*")).toList());
        jars++;
      }
    }
    assertEquals(3, jars);
  }
}
