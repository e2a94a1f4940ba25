package unrolled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The least project in which {@code mvn test} judges a hand-in by an exercise's own tests: the
 * library is compiled already, so Maven has two sources and a test to compile.
 */
final class MavenProject {
  private final Path home;
  private final Path folder;
  private final String exercise;

  MavenProject(Path home, Path folder, String exercise) throws IOException {
    this.home = home;
    this.folder = folder;
    this.exercise = exercise;
    Path main = Files.createDirectories(folder.resolve("src/main/java").resolve(exercise));
    Path test = Files.createDirectories(folder.resolve("src/test/java").resolve(exercise));
    try (Stream<Path> files = Files.list(home.resolve("exercises").resolve(exercise))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString();
        Files.copy(file, (name.endsWith("Test.java") ? test : main).resolve(name));
      }
    }
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(
            System.out,
            System.err,
            "--create",
            "--file=" + folder.resolve("unrolled.jar"),
            "-C",
            home.resolve("target/classes").toString(),
            "unrolled");
  }

  /**
   * Judges one hand-in while Maven may download what it lacks: on a fresh machine it has some of
   * its plugins only in parts, since the build needed no more of them.
   */
  void prepare(Path handIn) throws IOException, InterruptedException {
    run(handIn, List.of("mvn", "-B", "-ntp", "-q", "test"));
  }

  /**
   * Judges one hand-in, as it is after a fresh clone: nothing is left from the one before. Maven is
   * offline, so that no network is measured.
   */
  void test(Path handIn) throws IOException, InterruptedException {
    run(handIn, List.of("mvn", "-o", "-B", "-q", "test"));
  }

  private void run(Path handIn, List<String> command) throws IOException, InterruptedException {
    if (Files.exists(folder.resolve("target"))) clear(folder.resolve("target"));
    Path sources = folder.resolve("src/main/java").resolve(exercise);
    try (Stream<Path> files = Files.list(handIn.resolve(exercise))) {
      for (Path file : files.toList()) {
        Files.write(sources.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    Files.writeString(folder.resolve("pom.xml"), pom(handIn));
    Path log = folder.resolve("maven.log");
    Process maven =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    maven.waitFor();
    if (!Files.isDirectory(folder.resolve("target/surefire-reports")))
      throw new IllegalStateException(
          "%s ran no test. If it lacks a plugin, connect to the network and try again. Maven said:\n%s"
              .formatted(String.join(" ", command), Files.readString(log)));
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private String pom(Path handIn) throws IOException {
    String jars =
        Arrays.stream(Files.readString(home.resolve("target/class-path.txt")).strip().split(":"))
            .map(jar -> "<a>" + jar + "</a>")
            .collect(Collectors.joining());
    List<String> properties =
        List.of(
            "<unrolled.home>" + home + "</unrolled.home>",
            "<unrolled.answers>" + handIn + "</unrolled.answers>");
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>unrolled</groupId>
          <artifactId>hand-in</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies>
            <dependency>
              <groupId>unrolled</groupId>
              <artifactId>unrolled</artifactId>
              <version>1</version>
              <scope>system</scope>
              <systemPath>${project.basedir}/unrolled.jar</systemPath>
            </dependency>
            <dependency>
              <groupId>org.junit.jupiter</groupId>
              <artifactId>junit-jupiter</artifactId>
              <version>%s</version>
            </dependency>
          </dependencies>
          <build>
            <plugins>
              <plugin><artifactId>maven-resources-plugin</artifactId><version>%s</version></plugin>
              <plugin><artifactId>maven-compiler-plugin</artifactId><version>%s</version></plugin>
              <plugin>
                <artifactId>maven-surefire-plugin</artifactId>
                <version>%s</version>
                <configuration>
                  <testFailureIgnore>true</testFailureIgnore>
                  <additionalClasspathElements>%s</additionalClasspathElements>
                  <systemPropertyVariables>%s</systemPropertyVariables>
                </configuration>
              </plugin>
            </plugins>
          </build>
        </project>
        """
        .formatted(
            version("junit.version>([^<]+)"),
            version("maven-resources-plugin</artifactId>\\s*<version>([^<]+)"),
            version("maven-compiler-plugin</artifactId>\\s*<version>([^<]+)"),
            version("surefire.version>([^<]+)"),
            jars,
            String.join("", properties));
  }

  /** The versions are those of the checkout, which are there already. */
  private String version(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(home.resolve("pom.xml")))
        .results()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("pom.xml has no " + pattern))
        .group(1);
  }
}
