package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
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
    assertEquals("\"C:\\\\a b\\\\x.jar\"", Setup.quoted("C:\\a b\\x.jar"));
  }
}
