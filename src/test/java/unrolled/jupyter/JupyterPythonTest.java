package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JupyterPythonTest {
  @TempDir Path folder;

  private String first(String head) throws IOException {
    Path jupyter = Files.writeString(folder.resolve("jupyter"), head);
    return JupyterPython.candidates(jupyter).get(0);
  }

  @Test
  void the_first_line_of_jupyter_names_its_python() throws IOException {
    assertEquals("/usr/bin/python3", first("#!/usr/bin/python3\nimport sys\n"));
  }

  @Test
  void a_python_in_a_path_with_spaces_stands_in_the_second_line() throws IOException {
    assertEquals(
        "/a b/venv/bin/python3",
        first("#!/bin/sh\n'''exec' \"/a b/venv/bin/python3\" \"$0\" \"$@\"\n' '''\n"));
  }

  @Test
  void without_either_the_python_of_the_path_is_tried() throws IOException {
    assertEquals("python3", first("#!/usr/bin/env bash\nexec pyenv\n"));
  }
}
