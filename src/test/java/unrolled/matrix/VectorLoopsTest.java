package unrolled.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the vectors of exp, sigmoid and tanh off the heap. */
@Tag("any-jdk") // the bytecode is the same
class VectorLoopsTest {
  /** What HotSpot builds into a caller at most: the default of FreqInlineSize. */
  private static final int INLINED = 325;

  private static final Pattern METHOD = Pattern.compile("  public void (exp|sigmoid|tanh)\\(.*");
  private static final Pattern RETURN = Pattern.compile(" +(\\d+): return");

  @ParameterizedTest
  @ValueSource(strings = {"VectorElementwise", "SingleVectorElementwise"})
  void the_loops_are_too_long_to_become_a_part_of_their_callers(String name) throws Exception {
    String classes =
        Kernels.class.getProtectionDomain().getCodeSource().getLocation().toURI().getPath();
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    assertEquals(0, javap.run(out, out, "-c", "-p", "-cp", classes, "unrolled.matrix." + name));
    Map<String, Integer> sizes = new HashMap<>();
    String method = null;
    for (String line : text.toString().lines().toList()) {
      var begins = METHOD.matcher(line);
      var ends = RETURN.matcher(line);
      if (begins.matches()) {
        method = begins.group(1);
      } else if (ends.matches() && method != null) {
        sizes.put(method, Integer.parseInt(ends.group(1)) + 1);
        method = null;
      }
    }
    for (String function : List.of("exp", "sigmoid", "tanh")) {
      int size = sizes.get(function);
      assertTrue(size > INLINED, () -> function + " has " + size + " bytes of bytecode");
    }
  }
}
