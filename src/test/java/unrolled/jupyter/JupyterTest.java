package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JupyterTest {
  @TempDir Path home;

  @BeforeEach
  void shell_scripts_can_be_run() {
    assumeTrue(File.separatorChar == '/', "the stand-ins are shell scripts");
  }

  private Path jupyter(String folder, String script) throws IOException {
    Path program = home.resolve(folder).resolve("jupyter");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void a_jupyter_without_notebooks_is_passed_over() throws IOException {
    Path bare = jupyter("bare", "exit 1");
    Path notebook = jupyter("full", "test \"$1\" = notebook");
    String path = bare.getParent() + File.pathSeparator + notebook.getParent();
    Jupyter found = Jupyter.find(home, path).orElseThrow();
    assertEquals("notebook", found.application());
    assertEquals(notebook.toString(), found.command("notebook").command().get(0));
  }

  @Test
  void lab_comes_before_the_classic_notebook() throws IOException {
    Path both = jupyter("both", "exit 0");
    assertEquals(
        "lab", Jupyter.find(home, both.getParent().toString()).orElseThrow().application());
  }

  @Test
  void the_environment_under_target_is_found_last() throws IOException {
    Path own = jupyter("target/venv/bin", "exit 0");
    Jupyter found = Jupyter.find(home, "").orElseThrow();
    assertEquals(own.toString(), found.command().command().get(0));
  }

  @Test
  void nothing_is_found_where_nothing_is() throws IOException {
    assertTrue(Jupyter.find(home, home.toString()).isEmpty());
    Files.createDirectories(home.resolve("jupyter"));
    assertTrue(Jupyter.find(home, home.toString()).isEmpty());
  }

  @Test
  void commands_know_where_the_kernel_is() throws IOException {
    jupyter("target/venv/bin", "exit 0");
    var command = Jupyter.find(home, "").orElseThrow().command("nbconvert", "--execute", "a b");
    assertEquals("a b", command.command().get(3));
    String paths = command.environment().get("JUPYTER_PATH");
    assertEquals(home.resolve("target/jupyter").toString(), paths.split(File.pathSeparator)[0]);
  }

  @Test
  void a_failed_installation_says_what_to_install() {
    String message = Jupyter.failed("no python3").getMessage();
    assertTrue(message.contains("sudo apt-get install jupyter-notebook"), message);
    assertTrue(message.contains("pip install jupyterlab"), message);
  }
}
