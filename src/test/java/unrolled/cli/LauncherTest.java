package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script, on checkouts that have no sources: only their last build. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String JAVA = System.getProperty("java.home");

  @TempDir Path folder;
  private Path home;

  private record Ended(int code, String words) {}

  @BeforeEach
  void make_a_checkout_in_a_path_with_spaces() throws IOException {
    Path here = Path.of(System.getProperty("unrolled.home", ""));
    home = Files.createDirectories(folder.resolve("my check out"));
    Files.copy(here.resolve("unrolled"), home.resolve("unrolled"));
    Files.writeString(home.resolve("pom.xml"), "<project><version>7.8</version></project>");
    Files.createDirectories(home.resolve("exercises/e1"));
    Files.createDirectories(home.resolve("target/classes/unrolled"));
    Files.writeString(home.resolve("target/class-path.txt"), System.getProperty("java.class.path"));
    Path stamp = Files.writeString(home.resolve("target/build.stamp"), "");
    Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.fromMillis(0));
    Files.setLastModifiedTime(stamp, FileTime.fromMillis(1_000_000));
  }

  private Ended run(Path script, String javaHome, String path) throws Exception {
    var builder = new ProcessBuilder("/bin/sh", script.toString(), "--version");
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().put("PATH", path);
    Process process = builder.start();
    process.getOutputStream().close();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), words);
  }

  private Ended run(String javaHome) throws Exception {
    return run(home.resolve("unrolled"), javaHome, System.getenv("PATH"));
  }

  private String fakeJava(String version) throws IOException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    script(java, "echo 'openjdk version \"" + version + "\"' >&2");
    return folder.resolve("jdk").toString();
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  @Test
  void what_is_built_is_started_without_maven() throws Exception {
    Ended ended = run(JAVA);
    assertEquals(0, ended.code, ended.words);
    assertTrue(ended.words.startsWith("Unrolled 7.8\nJava " + Runtime.version()), ended.words);
  }

  @Test
  void it_may_be_called_through_a_symbolic_link() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("one"), Path.of("../my check out/unrolled"));
    Path link = Files.createSymbolicLink(bin.resolve("two"), Path.of("one"));
    Ended ended = run(link, JAVA, System.getenv("PATH"));
    assertTrue(ended.words.startsWith("Unrolled 7.8\n"), ended.words);
  }

  @Test
  void a_path_beyond_ascii_starts_without_a_locale() throws Exception {
    // Through the shell: a JVM that was itself started without a locale cannot write such a name.
    Path script = folder.resolve("start.sh");
    Files.writeString(
        script, "cp -R 'my check out' 'Übung ж' && exec './Übung ж/unrolled' --version\n");
    for (String locale : List.of("LC_ALL=C", "LANG=xx_XX.UTF-8", "LC_CTYPE=POSIX")) {
      var builder = new ProcessBuilder("/bin/sh", script.toString());
      builder.directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().keySet().removeAll(Set.of("LC_ALL", "LC_CTYPE", "LANG"));
      builder.environment().put(locale.split("=")[0], locale.split("=")[1]);
      builder.environment().put("JAVA_HOME", JAVA);
      Process process = builder.start();
      process.getOutputStream().close();
      String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(words.startsWith("Unrolled 7.8\n"), locale + ": " + words);
    }
  }

  @Test
  void a_learners_file_is_no_reason_to_build() throws Exception {
    Files.writeString(home.resolve("exercises/e1/MyAnswer.java"), "not even Java");
    assertFalse(run(JAVA).words.contains("Building"));
  }

  @Test
  void a_newer_source_is_a_reason_and_maven_is_named_when_it_is_not_there() throws Exception {
    Files.writeString(home.resolve("exercises/e1/Answer.java"), "interface Answer {}");
    assertMavenIsNamed();
  }

  @Test
  void a_library_that_is_gone_is_a_reason_to_build() throws Exception {
    Path jar = Files.writeString(folder.resolve("a library.jar"), "");
    Path classPath = home.resolve("target/class-path.txt");
    Files.writeString(classPath, Files.readString(classPath) + ":" + jar);
    assertFalse(run(JAVA).words.contains("Building"));
    Files.delete(jar);
    assertMavenIsNamed();
  }

  private void assertMavenIsNamed() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : new String[] {"sed", "find", "dirname", "readlink", "cat"}) {
      script(tools.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
    }
    Ended ended = run(home.resolve("unrolled"), JAVA, tools.toString());
    assertEquals(3, ended.code, ended.words);
    assertTrue(ended.words.startsWith("Maven is needed to build"), ended.words);
  }

  /** With real classes and only jars beside them, as a build leaves them. */
  private void build_for_quick_starts() throws IOException {
    Path here = Path.of(System.getProperty("unrolled.home", ""));
    for (String part : new String[] {"target/classes", "exercises", "solutions"}) {
      copy(here.resolve(part), home.resolve(part));
    }
    Files.copy(
        here.resolve("target/class-path.txt"),
        home.resolve("target/class-path.txt"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(
        home.resolve("target/build.stamp"), FileTime.from(Instant.now().plusSeconds(3600)));
    Files.createDirectories(home.resolve("target/start"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  @Test
  void an_archive_for_quick_starts_is_made_once_and_again_when_libraries_change() throws Exception {
    build_for_quick_starts();
    Ended first = run(JAVA);
    assertTrue(first.words.startsWith("Preparing quicker starts on Java "), first.words);
    assertFalse(first.words.contains("failed"), first.words + log());
    Path archive = archive();
    FileTime made = Files.getLastModifiedTime(archive);
    Ended second = run(JAVA);
    assertTrue(second.words.startsWith("Unrolled 7.8\n"), second.words);
    assertEquals(made, Files.getLastModifiedTime(archive));
    assertAnotherJdksArchiveIsNoReasonForAWord(archive);

    Path libraries = home.resolve("target/class-path.txt");
    String all = Files.readString(libraries);
    Files.writeString(libraries, all.substring(0, all.lastIndexOf(java.io.File.pathSeparator)));
    String quick = javaThatOnlyStarts();
    assertTrue(run(quick).words.startsWith("Preparing quicker starts on Java "));
    assertTrue(run(quick).words.startsWith("Unrolled 7.8\n"));
  }

  /** This JDK, but it makes an archive in no time, and a bad one: a real one has been made. */
  private String javaThatOnlyStarts() throws IOException {
    Path jdk = Files.createDirectory(folder.resolve("quick jdk"));
    Path real = Path.of(JAVA);
    Files.createSymbolicLink(jdk.resolve("release"), real.resolve("release"));
    Path bin = Files.createDirectory(jdk.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("javac"), real.resolve("bin/javac"));
    script(
        bin.resolve("java"),
        """
        for word; do
          case $word in
            -XX:DumpLoadedClassList=*) exit 0 ;;
            -XX:SharedArchiveFile=*.part) echo none >"${word#*=}"; exit 0 ;;
          esac
        done
        exec '%s' "$@"\
        """
            .formatted(real.resolve("bin/java")));
    return jdk.toString();
  }

  private void assertAnotherJdksArchiveIsNoReasonForAWord(Path archive) throws Exception {
    Files.delete(archive);
    Files.writeString(archive, "of another JDK");
    Ended ended = run(JAVA);
    assertEquals(0, ended.code, ended.words);
    assertTrue(ended.words.startsWith("Unrolled 7.8\nJava "), ended.words);
    assertEquals(2, ended.words.lines().count(), ended.words);
  }

  private Path archive() throws IOException {
    try (var files = Files.list(home.resolve("target/start"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("target/start/log"));
  }

  @Test
  void a_wrong_java_home_is_named() throws Exception {
    Ended ended = run("/nowhere");
    assertEquals(3, ended.code);
    assertTrue(ended.words.startsWith("JAVA_HOME is /nowhere, and there is no bin/java in it."));
    assertEquals(1, ended.words.lines().count(), ended.words);
  }

  @Test
  void a_java_that_is_too_old_is_named_with_its_version() throws Exception {
    for (String old : new String[] {"1.8.0_402", "11.0.22", "16"}) {
      Ended ended = run(fakeJava(old));
      assertEquals(3, ended.code);
      assertTrue(ended.words.startsWith("This is Java " + old + " ("), ended.words);
      assertEquals(1, ended.words.lines().count(), ended.words);
    }
  }

  @Test
  void a_java_without_its_compiler_is_named() throws Exception {
    Ended ended = run(fakeJava("21"));
    assertEquals(3, ended.code);
    assertTrue(ended.words.contains("has no compiler, javac."), ended.words);
  }
}
