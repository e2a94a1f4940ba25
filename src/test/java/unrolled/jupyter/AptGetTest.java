package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AptGetTest {
  /** Holds the lock of a file until its input ends. */
  private static final String HOLDER =
      """
      import java.nio.channels.FileChannel;
      import java.nio.file.*;
      class Holder {
        public static void main(String[] args) throws Exception {
          try (var file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
              var lock = file.lock()) {
            System.out.write('h');
            System.out.flush();
            System.in.read();
          }
        }
      }
      """;

  @Test
  void an_installation_waits_for_another_installer() {
    List<String> command = AptGet.install(List.of("chromium"));
    assertTrue(command.contains("DPkg::Lock::Timeout=300"), command::toString);
    assertEquals("chromium", command.get(command.size() - 1));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_lock_of_another_process_is_waited_for(@TempDir Path folder) throws Exception {
    Path lock = Files.writeString(folder.resolve("lock"), "");
    assertTrue(AptGet.awaitFree(lock, Duration.ZERO));
    assertTrue(AptGet.awaitFree(folder.resolve("none"), Duration.ZERO));
    Path source = Files.writeString(folder.resolve("Holder.java"), HOLDER);
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Process holder = new ProcessBuilder(java, source.toString(), lock.toString()).start();
    try {
      assertEquals('h', holder.getInputStream().read());
      assertFalse(AptGet.awaitFree(lock, Duration.ofMillis(1)));
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    assertTrue(AptGet.awaitFree(lock, Duration.ZERO));
  }
}
