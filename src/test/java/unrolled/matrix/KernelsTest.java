package unrolled.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final String ADD = "--add-modules=jdk.incubator.vector";

  private static boolean isScalar(Kernel kernel) {
    return kernel.name().equals("scalar kernel");
  }

  /** Surefire passes the flag, so a lost vector path fails here rather than being slow unseen. */
  @Test
  void the_vector_kernel_is_active_where_the_module_was_asked_for() {
    assumeTrue(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(a -> a.contains("jdk.incubator.vector")),
        "this JVM was started without --add-modules jdk.incubator.vector");
    String description = Kernels.description();
    assertTrue(description.startsWith(Kernels.choose("vector").name() + ", "), description);
    assertTrue(description.endsWith(" (Vector API, --add-modules jdk.incubator.vector)"));
  }

  @Test
  void the_vector_has_more_than_one_lane() {
    assumeTrue(Kernels.vectorIsThere());
    assertTrue(
        Kernels.choose("vector").name().matches("vector kernel, ([2-9]|[1-9][0-9]) lanes"),
        Kernels.choose("vector").name());
  }

  @Test
  void auto_takes_the_vector_kernel_if_it_is_there() {
    assertEquals(!Kernels.vectorIsThere(), isScalar(Kernels.choose("auto")));
  }

  @Test
  void scalar_is_always_to_be_had() {
    assertTrue(isScalar(Kernels.choose("scalar")));
  }

  @Test
  void vector_without_the_module_says_which_flag_to_add() {
    assumeFalse(Kernels.vectorIsThere());
    Exception e = assertThrows(IllegalStateException.class, () -> Kernels.choose("vector"));
    assertEquals(
        "unrolled.kernel=vector: start java with --add-modules jdk.incubator.vector",
        e.getMessage());
  }

  @Test
  void rubbish_is_refused_by_name() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.choose("rubbish"));
    assertEquals("unrolled.kernel: expected auto, scalar or vector, got rubbish", e.getMessage());
  }

  @Test
  void a_kernel_beside_the_active_one_needs_a_thread() {
    assertTrue(isScalar(Kernels.choose("scalar", 2)));
    Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.choose("scalar", 0));
    assertEquals("a kernel cannot have 0 threads", e.getMessage());
  }

  @Test
  void the_property_and_the_flag_decide_in_a_fresh_jvm() throws Exception {
    String one = "-Dunrolled.threads=1";
    String three = "-Dunrolled.threads=3";
    String auto = fresh();
    assumeTrue(Kernels.vectorIsThere());
    String vector = "0 " + Kernels.choose("vector").name() + ", ";
    String why = " (Vector API, --add-modules jdk.incubator.vector)";
    assertEquals(vector + "1 thread" + why, fresh(ADD, one));
    assertEquals(vector + "3 threads" + why, fresh(ADD, three, "-Dunrolled.kernel=vector"));
    List<String> options = new ArrayList<>(Kernels.vectorOptions());
    options.add(one);
    // The JVM would print which of them it does not know, and go on.
    assertEquals(vector + "1 thread" + why, fresh(options.toArray(String[]::new)));
    assertEquals(
        "0 scalar kernel, 3 threads (asked for by -Dunrolled.kernel=scalar)",
        fresh(ADD, three, "-Dunrolled.kernel=scalar"));
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(
        "0 scalar kernel, %d thread%s (start java with --add-modules jdk.incubator.vector for the"
                .formatted(processors, processors == 1 ? "" : "s")
            + " vector kernel)",
        auto);
  }

  @Test
  void a_kernel_that_cannot_be_had_stops_a_fresh_jvm_with_the_reason() throws Exception {
    String absent = fresh("-Dunrolled.kernel=vector");
    assertNotEquals('0', absent.charAt(0));
    assertTrue(absent.contains("start java with --add-modules jdk.incubator.vector"), absent);
    String rubbish = fresh("-Dunrolled.kernel=rubbish");
    assertNotEquals('0', rubbish.charAt(0));
    assertTrue(rubbish.contains("expected auto, scalar or vector, got rubbish"), rubbish);
    String none = fresh("-Dunrolled.threads=0");
    assertNotEquals('0', none.charAt(0));
    assertTrue(none.contains("expected a number of threads from 1 to 9999, or auto, got 0"), none);
  }

  /** Exit code and output of {@link PrintKernel}, without the JVM's own warnings. */
  private static String fresh(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classPath(), PrintKernel.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    String ours = output.lines().filter(l -> !l.startsWith("WARNING")).reduce("", (a, b) -> a + b);
    return process.waitFor() + " " + ours;
  }

  private static String classPath() {
    return String.join(java.io.File.pathSeparator, home(Kernels.class), home(PrintKernel.class));
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
