package unrolled.player.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarvationTest {
  @ParameterizedTest
  @CsvSource({"sleep 60, false, false", "while :; do :; done, true, true"})
  void a_process_that_sleeps_is_not_starved_and_one_that_is_stopped_is(
      String does, boolean stopped, boolean starved) throws IOException, InterruptedException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "this is no Linux");
    Process process = new ProcessBuilder("/bin/sh", "-c", does).start();
    try {
      if (stopped) {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
      }
      assertEquals(starved, Starvation.of(process.toHandle()));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
