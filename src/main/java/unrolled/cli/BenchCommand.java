package unrolled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.matrix.Kernels;

/** Measures the library beside its peers. The measuring itself is under {@code src/bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the library beside its peers and prints the ratios as Markdown.",
      "Figures and a chart go to target/bench. Leave the machine idle while it runs.",
      "The first time, Maven downloads the peers."
    })
final class BenchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..*",
      description = {
        "gemm, elementwise, layers, grade; all of them when none is given",
        "jmh BENCHMARK: a numbered benchmark under src/bench, such as Bench01"
      })
  private List<String> topics = List.of();

  @Option(names = "--quick", description = "fewer sizes, less time: a first look")
  private boolean quick;

  @Option(
      names = "--page",
      description = "measure nothing; put the last runs on JDK 17 and 25 into docs/benchmarks.md")
  private boolean page;

  @Override
  public Integer call() {
    Path home = Checkout.home();
    var build = new BenchBuild(home);
    build.bringUpToDate();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Kernels.vectorOptions());
    command.add("-Djava.awt.headless=true");
    if (Runtime.version().feature() >= 24) {
      // What the peers do; both would be reported for each of them.
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"));
    command.add("-Dunrolled.home=" + home);
    command.addAll(List.of("-cp", build.classPath(), "unrolled.bench.Main"));
    command.addAll(topics);
    if (quick) {
      command.add("--quick");
    }
    if (page) {
      command.add("--page");
    }
    return run(command);
  }

  private static int run(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("The benchmarks cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.failed("The benchmarks were interrupted.");
    }
  }
}
