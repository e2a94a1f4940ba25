package unrolled.grade;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Java program that runs in a sandbox, and what it may take of the machine.
 *
 * @param main its main class
 * @param heapMegabytes its heap
 * @param dataBytes all the memory that it may write to
 * @param spaceBytes all addresses that it may use; a JVM reserves much that it never touches
 * @param cpuSeconds the processor's time in its whole life
 */
record Program(
    Class<?> main, int heapMegabytes, long dataBytes, long spaceBytes, String cpuSeconds) {
  static final Program PLAYER =
      new Program(
          Player.class,
          Limits.HEAP_MEGABYTES,
          Limits.DATA_BYTES,
          Limits.SPACE_BYTES,
          Long.toString(2 * Limits.ALL_CALLS.toSeconds()));

  List<String> java(List<Path> jars) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.addAll(words("-Xss1m -XX:MaxMetaspaceSize=64m -XX:MaxDirectMemorySize=16m"));
    command.addAll(words("-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ActiveProcessorCount=1"));
    command.addAll(
        words("-XX:-UsePerfData -XX:+DisableAttachMechanism -XX:+ExitOnOutOfMemoryError"));
    command.addAll(words("-XX:ErrorFile=/dev/null -Xlog:disable -Djava.awt.headless=true"));
    command.addAll(words("-Dfile.encoding=UTF-8 -Duser.language=en -Duser.timezone=UTC"));
    command.add("-Dunrolled.printed=" + Limits.PRINTED_BYTES);
    if (Runtime.version().feature() >= 24) {
      command.addAll(words("--illegal-native-access=deny --sun-misc-unsafe-memory-access=deny"));
    }
    Archive.beside(jars).ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
    command.add("-cp");
    command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    return command;
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }
}
