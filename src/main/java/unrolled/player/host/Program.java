package unrolled.player.host;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import unrolled.player.Bounds;
import unrolled.player.Player;

/**
 * A Java program that runs in a sandbox, and what it may take of the machine.
 *
 * @param main its main class
 * @param heapMegabytes its heap
 * @param dataBytes all the memory that it may write to
 * @param spaceBytes all addresses that it may use; a JVM reserves much that it never touches
 * @param cpuSeconds the processor's time in its whole life
 * @param flags more for the JVM
 */
public record Program(
    Class<?> main,
    int heapMegabytes,
    long dataBytes,
    long spaceBytes,
    String cpuSeconds,
    List<String> flags) {
  /**
   * The collector with which this JVM takes objects from its archive: else it sets up its modules
   * again at each start, which takes as long as half of the rest.
   */
  private static final String COLLECTOR =
      Runtime.version().feature() >= 21
          ? "-XX:+UseSerialGC "
          : "-XX:+UseG1GC -XX:G1HeapRegionSize=1m -XX:ParallelGCThreads=1 -XX:ConcGCThreads=1"
              + " -XX:G1ConcRefinementThreads=0 ";

  /** Reflection that makes no code for a method: few are called often enough to be worth it. */
  private static final String REFLECTION =
      Runtime.version().feature() >= 21
          ? "-Djdk.reflect.useNativeAccessorOnly=true"
          : "-Dsun.reflect.inflationThreshold=" + Integer.MAX_VALUE;

  /** A player. */
  public static final Program PLAYER =
      new Program(
          Player.class,
          Bounds.HEAP_MEGABYTES,
          Bounds.DATA_BYTES,
          Bounds.SPACE_BYTES,
          Long.toString(2 * Bounds.ALL_CALLS.toSeconds()),
          // Most of what it does, it does a few times: less of that is worth compiling.
          words(COLLECTOR + REFLECTION + " -Dunrolled.kernel=scalar"));

  /** The command line, with these jars as its class path. */
  public List<String> java(List<Path> jars) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    // Left to itself, the JVM begins with all of it, and takes 7 ms longer to start.
    command.add("-Xms8m");
    command.addAll(words("-Xss1m -XX:MaxMetaspaceSize=64m -XX:MaxDirectMemorySize=16m"));
    command.addAll(words("-XX:TieredStopAtLevel=1 -XX:ActiveProcessorCount=1"));
    command.addAll(words("-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"));
    command.addAll(
        words("-XX:-UsePerfData -XX:+DisableAttachMechanism -XX:+DisplayVMOutputToStderr"));
    command.addAll(words("-XX:ErrorFile=/dev/null -Xlog:disable -Djava.awt.headless=true"));
    command.addAll(words("-Dfile.encoding=UTF-8 -Duser.language=en -Duser.timezone=UTC"));
    command.add("-Dunrolled.printed=" + Bounds.PRINTED_BYTES);
    command.addAll(flags);
    if (Runtime.version().feature() >= 24) {
      command.addAll(words("--illegal-native-access=deny --sun-misc-unsafe-memory-access=deny"));
    }
    Archive.beside(jars).ifPresent(archive -> command.add(Archive.option(archive)));
    command.add("-cp");
    command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    return command;
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }
}
