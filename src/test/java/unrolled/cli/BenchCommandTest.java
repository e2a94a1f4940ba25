package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is there for the benchmarks only. */
class BenchCommandTest {
  private static final List<String> PEERS =
      List.of("jmh", "ejml", "openblas", "javacpp", "netlib", "djl", "pytorch", "nd4j", "dl4j");

  @Test
  void no_peer_is_on_the_class_path_of_the_workbook() throws IOException {
    Path file = Checkout.home().resolve("target/class-path.txt");
    List<String> jars = Stream.of(Files.readString(file).split(File.pathSeparator)).toList();
    assertTrue(jars.size() > 10, jars::toString);
    assertEquals(List.of(), jars.stream().filter(BenchCommandTest::isPeer).toList());
  }

  private static boolean isPeer(String jar) {
    String name = Path.of(jar).getFileName().toString();
    return PEERS.stream().anyMatch(name::contains);
  }

  @Test
  void a_peer_would_be_seen() {
    assertTrue(isPeer("/lib/openblas-0.3.31-1.5.13-linux-x86_64.jar"));
    assertTrue(isPeer("/lib/nd4j-native-1.0.0-M2.1.jar"));
  }
}
