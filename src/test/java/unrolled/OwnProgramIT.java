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

/**
 * The program of docs/in-your-own-program.md, with the jar as it is installed and nothing else; and
 * a Maven project that depends on it as the page says.
 */
class OwnProgramIT {
  private static final Path HOME = Path.of(System.getProperty("unrolled.home"));
  private static final String JAR = System.getProperty("unrolled.jar");

  @TempDir Path folder;

  private Path source() throws IOException {
    String program = onThePage("```java\n(package own;.*?)```");
    assertTrue(program.lines().filter(l -> l.startsWith("    ")).count() <= 15);
    return write("src/own/Parity.java", program);
  }

  private static String onThePage(String what) throws IOException {
    return in(Files.readString(HOME.resolve("docs/in-your-own-program.md")), what);
  }

  private static String in(String text, String what) {
    Matcher found = Pattern.compile(what, Pattern.DOTALL).matcher(text);
    assertTrue(found.find(), "there is no " + what);
    return found.group(1);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
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
    return said(command);
  }

  private String said(List<String> command) throws IOException, InterruptedException {
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

  /** What {@code mvn install} puts into the local repository, in one of its own. */
  private void install(Path repository) throws IOException {
    Path place = Files.createDirectories(repository.resolve("unrolled/unrolled/1.0-SNAPSHOT"));
    Files.copy(Path.of(JAR), place.resolve("unrolled-1.0-SNAPSHOT.jar"));
    Files.copy(HOME.resolve("pom.xml"), place.resolve("unrolled-1.0-SNAPSHOT.pom"));
  }

  private String plugin(String name) throws IOException {
    String pom = Files.readString(HOME.resolve("pom.xml"));
    String artifact = "maven-" + name + "-plugin";
    String version = in(pom, "<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]+)<");
    return "org.apache.maven.plugins:" + artifact + ":" + version + ":";
  }

  /** Plugins come from the repository of the build, as a mirror: nothing is fetched. */
  @Test
  void a_project_that_depends_on_it_gets_one_jar() throws Exception {
    Path repository = folder.resolve("repository");
    install(repository);
    write("project/src/main/java/own/Parity.java", onThePage("```java\n(package own;.*?)```"));
    write(
        "project/pom.xml",
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>own</groupId>
          <artifactId>parity</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies>
        %s  </dependencies>
        </project>
        """
            .formatted(onThePage("```xml\n(<dependency>.*?)```")));
    Path settings =
        write(
            "settings.xml",
            """
            <settings>
              <mirrors>
                <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
              </mirrors>
            </settings>
            """
                .formatted(Path.of(System.getProperty("unrolled.repository")).toUri()));
    Path tree = folder.resolve("tree.txt");
    said(
        List.of(
            Path.of(System.getProperty("unrolled.maven"), "bin", "mvn").toString(),
            "-B",
            "-ntp",
            "-f",
            folder.resolve("project").toString(),
            "-s",
            settings.toString(),
            "-Dmaven.repo.local=" + repository,
            "-DoutputFile=" + tree,
            plugin("compiler") + "compile",
            plugin("dependency") + "tree"));
    assertEquals(
        List.of("own:parity:jar:1", "\\- unrolled:unrolled:jar:1.0-SNAPSHOT:compile"),
        Files.readAllLines(tree));
    String path = JAR + java.io.File.pathSeparator + folder.resolve("project/target/classes");
    assertEquals("[1, 0]", run("-cp", path, "own.Parity"));
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
