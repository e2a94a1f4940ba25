package unrolled.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import unrolled.matrix.Kernels;

/**
 * Tests in a JVM of their own: on the kernel that its flags choose, or where its compiler has seen
 * nothing before.
 */
public final class OwnJvm {
  private static final int FRAMES = 10;

  private OwnJvm() {}

  /** The flags of this JVM that choose its compiler and its kernel. */
  public static List<String> sameFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-XX:") || flag.startsWith("--add-modules"))
        .toList();
  }

  /**
   * Asserts that some tests are found and all of them pass.
   *
   * @return what they printed, by lines; the first describes the kernel, the last is "succeeded n"
   */
  public static List<String> assertPasses(List<String> flags, Class<?>... tests)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), OwnJvm.class.getName()));
    Arrays.stream(tests).map(Class::getName).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    List<String> lines = said.lines().toList();
    assertTrue(lines.get(lines.size() - 1).matches("succeeded [1-9]\\d*"), said);
    return lines;
  }

  public static void main(String[] classes) {
    System.out.println(Kernels.description());
    var listener = new SummaryGeneratingListener();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classes).map(name -> selectClass(name)).toList())
            .build();
    LauncherFactory.create().execute(request, listener);
    var summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out), FRAMES);
    System.out.println("succeeded " + summary.getTestsSucceededCount());
    System.exit(summary.getTotalFailureCount() == 0 ? 0 : 1);
  }
}
