package unrolled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Tests that depend on what the compiler has seen before: they run in a JVM in which nothing else
 * has. Their class is no test by its name.
 */
public final class OwnJvm {
  private static final int FAILURES = 10; // lines of each stack trace

  private OwnJvm() {}

  /** Runs the tests of a class in a JVM of its own, with the flags of this one. */
  public static void assertPasses(Class<?> tests) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-XX:") || flag.startsWith("--add-modules"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), OwnJvm.class.getName(), tests.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  public static void main(String[] tests) throws ClassNotFoundException {
    var request = LauncherDiscoveryRequestBuilder.request();
    request.selectors(selectClass(Class.forName(tests[0])));
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request.build(), listener);
    var summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out), FAILURES);
    System.exit(
        summary.getTestsSucceededCount() > 0 && summary.getTotalFailureCount() == 0 ? 0 : 1);
  }
}
