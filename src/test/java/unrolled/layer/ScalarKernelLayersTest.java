package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import unrolled.reference.OwnJvm;

/** The agreement tests once more, in a JVM without the vector module. */
class ScalarKernelLayersTest {
  @Test
  void the_layers_agree_on_the_scalar_kernel_too() throws Exception {
    List<String> lines =
        OwnJvm.assertPasses(
            List.of("-Dunrolled.kernel=scalar"),
            FusedLayerTest.class,
            PaddingTest.class,
            PytorchLayersTest.class);
    assertTrue(lines.get(0).startsWith("scalar kernel"), lines.get(0));
    String succeeded = lines.get(lines.size() - 1);
    assertTrue(succeeded.matches("succeeded [6-9]\\d"), succeeded);
    lines.stream()
        .filter(l -> l.startsWith("layers"))
        .forEach(l -> System.out.println("scalar: " + l));
  }
}
