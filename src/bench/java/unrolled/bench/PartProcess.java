package unrolled.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one {@link Part} in a JVM of its own: native libraries ask for their number of threads, and
 * OpenBLAS for its kernel, when they are loaded and not again.
 */
final class PartProcess {
  private static final String MARK = "measured ";

  /** The table of what came to no end. */
  static final String FAILED = "Not measured";

  private final Topic topic;
  private final Part part;
  private final boolean quick;
  private final Path folder;

  PartProcess(Topic topic, Part part, boolean quick, Path folder) {
    this.topic = topic;
    this.part = part;
    this.quick = quick;
    this.folder = folder;
  }

  /** The part's process begins here. */
  public static void main(String[] arguments) {
    Topic topic = Main.topic(arguments[0]);
    Part part = topic.parts().get(Integer.parseInt(arguments[1]));
    topic.measure(
        part, Boolean.parseBoolean(arguments[2]), line -> System.out.println(MARK + line.csv()));
    // Without waiting for the threads that a peer may have left.
    System.exit(0);
  }

  /** Starts the process and tells each line on the error stream while it goes on. */
  List<Line> lines() {
    System.err.printf("%s: %s%n", topic.name(), part.words());
    var lines = new ArrayList<Line>();
    Path log = folder.resolve(topic.name() + "-" + part.words().replaceAll("\\W+", "-") + ".log");
    try (var others = Files.newBufferedWriter(log)) {
      Process process = builder().start();
      process.getOutputStream().close();
      try (var output = process.inputReader(StandardCharsets.UTF_8)) {
        for (String text = output.readLine(); text != null; text = output.readLine()) {
          if (text.startsWith(MARK)) lines.add(told(text.substring(MARK.length())));
          else others.write(text + "\n");
        }
      }
      int code = process.waitFor();
      if (code != 0) lines.add(Line.note(FAILED, part.words(), "why", "ended with " + code));
      if (code != 0) System.err.printf("  ended with %d; its words are in %s%n", code, log);
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("bench was interrupted", e);
    }
  }

  private static Line told(String csv) {
    Line line = Line.of(csv);
    System.err.printf("  %s, %s: %s%n", line.row(), line.column(), line.text());
    return line;
  }

  private ProcessBuilder builder() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-Dunrolled.threads=" + part.threads(),
            "-Dai.djl.offline=true",
            "-DENGINE_CACHE_DIR=" + folder.resolve("djl"),
            "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PartProcess.class.getName(), topic.name()));
    command.addAll(List.of("" + topic.parts().indexOf(part), "" + quick));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // What this shell has set for OpenBLAS, perhaps for somebody else, is not part of the race.
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    for (String library : List.of("OMP", "OPENBLAS", "MKL"))
      builder.environment().put(library + "_NUM_THREADS", "" + part.threads());
    builder.environment().putAll(part.environment());
    return builder;
  }
}
