package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import unrolled.reference.RunTests;

/** The agreement tests once more, in a JVM without the vector module. */
class ScalarKernelLayersTest {
  @Test
  void the_layers_agree_on_the_scalar_kernel_too() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dunrolled.kernel=scalar",
                "-cp",
                System.getProperty("java.class.path"),
                RunTests.class.getName(),
                FusedLayerTest.class.getName(),
                PaddingTest.class.getName(),
                PytorchLayersTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    List<String> lines = output.lines().toList();
    assertTrue(lines.get(0).startsWith("scalar kernel"), output);
    String succeeded = lines.get(lines.size() - 1);
    assertTrue(succeeded.matches("succeeded [6-9]\\d"), succeeded);
    lines.stream()
        .filter(l -> l.startsWith("layers"))
        .forEach(l -> System.out.println("scalar: " + l));
  }
}
