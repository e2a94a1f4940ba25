package unrolled.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import unrolled.player.Bounds;
import unrolled.player.SandboxLayer;
import unrolled.player.host.Archive;
import unrolled.player.host.Box;
import unrolled.player.host.Program;

/**
 * What is put around a player: the command line that starts it at a level of protection.
 *
 * <p>{@code setpriv} gives it a user of its own, so that the bound on processes counts its own, and
 * kills it if the grader dies; {@code setsid} takes the terminal away; {@code prlimit} bounds
 * memory, time and files; {@code bwrap} leaves it the JDK and its jars, nothing to write to, and no
 * network. The flags of the JVM are the same at every level.
 *
 * @param level the level
 * @param isRoot whether this process may become another user
 * @param without layers that are left out, to test the others
 */
public record Sandbox(Level level, boolean isRoot, Set<SandboxLayer> without) {
  private static final String BOUND = "/usr/bin/prlimit";

  /** With all its layers. */
  public Sandbox(Level level, boolean isRoot) {
    this(level, isRoot, Set.of());
  }

  /** The same with one layer less. */
  public Sandbox without(SandboxLayer layer) {
    var layers = EnumSet.of(layer);
    layers.addAll(without);
    return new Sandbox(level, isRoot, layers);
  }

  /** One around a program that is about to start. */
  public Box box() {
    return new OwnBox(this, Users.take());
  }

  /**
   * The command line of a program.
   *
   * @param user who is to run it, where there is a choice
   * @param folder where it starts
   * @param jars its class path
   * @param program what is started
   */
  List<String> command(long user, Path folder, List<Path> jars, Program program) {
    var command = new ArrayList<String>();
    if (level != Level.PROCESS) {
      // The session first: as a process of the grader's it is no leader of a group, as it must be.
      command.addAll(has(SandboxLayer.SESSION) ? List.of("setsid") : List.of());
      command.addAll(user(user));
      command.addAll(limits(program));
    }
    if (level == Level.FULL) {
      command.addAll(box(folder, jars));
      command.addAll(isRoot ? List.of() : processes());
    }
    command.addAll(program.java(jars));
    return command;
  }

  /**
   * Ends what a player of this user has left behind, and takes away what it has left lying about.
   */
  void sweep(long user) throws IOException, InterruptedException {
    // Without a user of its own it cannot be told from what is others'.
    if (hasUser()) {
      new Leftovers(user).clear();
    }
  }

  /** Whether its players are somebody else than the grader. */
  boolean hasUser() {
    return isRoot && level != Level.PROCESS && has(SandboxLayer.USER);
  }

  private boolean has(SandboxLayer layer) {
    return !without.contains(layer);
  }

  private List<String> user(long user) {
    String command = "setpriv --no-new-privs --pdeathsig KILL";
    if (hasUser()) {
      command += " --reuid " + user + " --regid " + user + " --clear-groups --inh-caps -all";
    } else if (level == Level.LIMITS && !isRoot && Protection.hasRootsNumber()) {
      // Root of a container that cannot be anybody else: it can at least be less.
      command += " --inh-caps -all --bounding-set -all";
    }
    return words(command);
  }

  private List<String> limits(Program program) {
    var command = new ArrayList<>(words("prlimit --nofile=256 --core=0"));
    command.add("--cpu=" + program.cpuSeconds());
    if (has(SandboxLayer.MEMORY)) {
      command.add("--data=" + program.dataBytes());
      command.add("--as=" + program.spaceBytes());
    }
    if (has(SandboxLayer.WRITING)) {
      command.add("--fsize=0");
    }
    if (isRoot && has(SandboxLayer.PROCESSES)) {
      command.add("--nproc=" + Bounds.PROCESSES);
    }
    command.add("--");
    return command;
  }

  /** Within the box only its own processes count; outside of it, all that the user has. */
  private List<String> processes() {
    return has(SandboxLayer.PROCESSES)
        ? List.of(BOUND, "--nproc=" + Bounds.PROCESSES, "--")
        : List.of();
  }

  private List<String> box(Path folder, List<Path> jars) {
    var command = new ArrayList<>(words("bwrap --unshare-user --disable-userns --unshare-ipc"));
    command.addAll(words("--unshare-uts --unshare-cgroup-try --die-with-parent --clearenv"));
    // A class path may hold any letter, and Java reads it in the encoding of the locale.
    command.addAll(words("--setenv LC_ALL C.UTF-8"));
    command.addAll(has(SandboxLayer.SESSION) ? List.of("--new-session") : List.of());
    command.addAll(has(SandboxLayer.NETWORK) ? List.of("--unshare-net") : List.of());
    command.addAll(has(SandboxLayer.OTHERS) ? words("--unshare-pid --as-pid-1") : List.of());
    command.addAll(has(SandboxLayer.FILES) ? List.of() : words("--bind / /"));
    command.addAll(words(has(SandboxLayer.OTHERS) ? "--proc /proc" : "--ro-bind /proc /proc"));
    if (has(SandboxLayer.FILES)) {
      command.addAll(files(folder, jars));
    }
    command.addAll(List.of("--chdir", folder.toString()));
    command.addAll(words("--uid 65534 --gid 65534 --cap-drop ALL"));
    return command;
  }

  /** All that there is in the box: to read, and nothing of it to write. */
  private List<String> files(Path folder, List<Path> jars) {
    var command = new ArrayList<String>();
    bind(command, "--ro-bind", System.getProperty("java.home"));
    libraries().forEach(library -> bind(command, "--ro-bind", library.toString()));
    command.addAll(words("--symlink usr/lib /lib --symlink usr/lib64 /lib64"));
    // Where Debian keeps the JDK's settings, and the loader its index.
    bind(command, "--ro-bind-try", "/etc/java-" + Runtime.version().feature() + "-openjdk");
    bind(command, "--ro-bind-try", "/etc/ld.so.cache");
    bind(command, "--ro-bind-try", "/usr/lib/locale/C.utf8");
    if (!isRoot) {
      bind(command, "--ro-bind", BOUND);
    }
    command.addAll(List.of("--dir", folder.toString()));
    jars.forEach(jar -> bind(command, "--ro-bind", jar.toString()));
    Archive.beside(jars).ifPresent(archive -> bind(command, "--ro-bind", archive.toString()));
    // /dev is memory of the machine's own, as much of it as anybody writes into.
    command.addAll(words("--dev /dev"));
    command.addAll(
        has(SandboxLayer.WRITING) ? words("--remount-ro /dev --remount-ro /") : List.of());
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

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }
}
