package unrolled.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each numbered benchmark runs; {@code mvn test -Pbench} runs this. */
class BenchmarksRunTest {
  @Test
  void each_numbered_benchmark_runs_once() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("unrolled\\.bench\\.Bench\\d\\d")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(20))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Set<String> ran = new TreeSet<>();
    for (RunResult result : new Runner(options).run()) ran.add(result.getParams().getBenchmark());
    assertEquals(declared(), ran);
    assertTrue(ran.size() >= 10, () -> "only " + ran);
  }

  private static Set<String> declared() {
    var all =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of());
    return all.stream()
        .map(entry -> entry.getUsername())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
