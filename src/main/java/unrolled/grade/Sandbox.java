package unrolled.grade;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is put around a player: the command line that starts it at a level of protection.
 *
 * <p>{@code setpriv} gives it a user that nobody else is, so that the bound on processes counts its
 * own, and kills it if the grader dies; {@code prlimit} bounds memory, time and files; {@code
 * bwrap} leaves it the JDK and its jars, and no network. The flags of the JVM are the same at every
 * level.
 *
 * @param level the level
 * @param isRoot whether this process may become another user
 */
record Sandbox(Level level, boolean isRoot) {
  /** Above the numbers that systemd's documentation gives to anything, and below 2^31. */
  private static final long FIRST_USER = 1_900_000_000L;

  private static final int SLOTS = Order.MOST_JOBS;

  /**
   * The command line of a player.
   *
   * @param slot the worker that it is for, from 0
   * @param folder where it starts
   * @param jars its class path
   */
  List<String> command(int slot, Path folder, List<Path> jars) {
    var command = new ArrayList<String>();
    if (level != Level.PROCESS) {
      command.addAll(user(slot));
      command.addAll(limits());
    }
    if (level == Level.FULL) {
      command.addAll(box(folder, jars));
    }
    command.addAll(java(jars));
    return command;
  }

  /**
   * The command that ends what a slot's player has left behind; empty where nothing can be left, or
   * where what is left cannot be told from the processes of others.
   */
  List<String> sweep(int slot) {
    if (level != Level.LIMITS || !isRoot) {
      return List.of();
    }
    String id = userOf(slot);
    return words("setpriv --reuid " + id + " --regid " + id + " --clear-groups kill -KILL -- -1");
  }

  /** The user that a slot's players run as; no other process of the machine has it. */
  private static String userOf(int slot) {
    long grader = ProcessHandle.current().pid() % (1 << 22);
    return Long.toString(FIRST_USER + grader * SLOTS + slot % SLOTS);
  }

  private List<String> user(int slot) {
    String command = "setpriv --no-new-privs --pdeathsig KILL";
    String id = userOf(slot);
    String user = " --reuid " + id + " --regid " + id + " --clear-groups --inh-caps -all";
    return words(isRoot ? command + user : command);
  }

  private List<String> limits() {
    String command =
        "prlimit --cpu=%d --data=%d --fsize=%d --nofile=256 --core=0"
            .formatted(2 * Limits.ALL_CALLS.toSeconds(), Limits.DATA_BYTES, Limits.WRITTEN_BYTES);
    return words(command + (isRoot ? " --nproc=" + Limits.PROCESSES : "") + " --");
  }

  private static List<String> box(Path folder, List<Path> jars) {
    var command = new ArrayList<String>();
    command.addAll(words("bwrap --unshare-all --unshare-user --disable-userns --as-pid-1"));
    command.addAll(words("--die-with-parent --new-session --clearenv"));
    bind(command, "--ro-bind", System.getProperty("java.home"));
    libraries().forEach(library -> bind(command, "--ro-bind", library.toString()));
    command.addAll(words("--symlink usr/lib /lib --symlink usr/lib64 /lib64"));
    // Where Debian keeps the JDK's settings, and the loader its index.
    bind(command, "--ro-bind-try", "/etc/java-" + Runtime.version().feature() + "-openjdk");
    bind(command, "--ro-bind-try", "/etc/ld.so.cache");
    command.addAll(words("--proc /proc --dev /dev --size 1048576 --tmpfs /dev/shm"));
    command.addAll(words("--size 33554432 --tmpfs /tmp"));
    command.addAll(List.of("--dir", folder.toString()));
    jars.forEach(jar -> bind(command, "--ro-bind", jar.toString()));
    command.addAll(List.of("--remount-ro", "/", "--chdir", folder.toString()));
    command.addAll(words("--uid 65534 --gid 65534 --cap-drop ALL"));
    return command;
  }

  private static void bind(List<String> command, String how, String path) {
    command.addAll(List.of(how, path, path));
  }

  /** The folders of the C library. */
  private static List<Path> libraries() {
    return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
        .map(Path::of)
        .filter(Files::isDirectory)
        .toList();
  }

  private static List<String> java(List<Path> jars) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + Limits.HEAP_MEGABYTES + "m");
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
    command.add("-cp");
    command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(Player.class.getName());
    return command;
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }
}
