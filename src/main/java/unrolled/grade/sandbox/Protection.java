package unrolled.grade.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static unrolled.player.SandboxLayer.FILES;
import static unrolled.player.SandboxLayer.NETWORK;
import static unrolled.player.SandboxLayer.OTHERS;
import static unrolled.player.SandboxLayer.PROCESSES;
import static unrolled.player.SandboxLayer.USER;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import unrolled.exercise.Home;
import unrolled.player.Bounds;
import unrolled.player.Message;
import unrolled.player.Reach;
import unrolled.player.SandboxLayer;
import unrolled.player.host.Clean;
import unrolled.player.host.PlayerEnded;
import unrolled.player.host.PlayerProcess;
import unrolled.player.host.Program;

/**
 * The sandbox that is in force, and why it is not a stronger one.
 *
 * <p>A level counts only after a player inside it has tried what it should not be able to do, and
 * has failed.
 *
 * @param sandbox the sandbox
 * @param reasons a line for each thing that stronger protection would need and does not have here
 */
public record Protection(Sandbox sandbox, List<String> reasons) {
  private static final int LONGEST_COMPLAINT = 300;

  /** No level that works here is strong enough. */
  public static final class TooWeak extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooWeak(String message) {
      super(message);
    }
  }

  /** The strongest sandbox that works here, whatever it is. */
  public static Protection here() {
    try (Stage stage = Stage.set(List.of())) {
      return strongest(stage, Level.PROCESS);
    }
  }

  /** The level of the sandbox. */
  public Level level() {
    return sandbox.level();
  }

  /**
   * The strongest sandbox that works here.
   *
   * @throws TooWeak if it is weaker than the minimum
   */
  public static Protection strongest(Stage stage, Level minimum) {
    return strongest(stage, minimum, Protection::isInstalled);
  }

  /** The same, for whatever tools there are. */
  static Protection strongest(Stage stage, Level minimum, Predicate<String> isInstalled) {
    var reasons = new ArrayList<String>();
    for (Level level : Level.values()) {
      if (!level.atLeast(minimum)) {
        continue;
      }
      Sandbox sandbox = new Sandbox(level, isRoot());
      String problem = problem(stage, sandbox, isInstalled);
      if (problem.isEmpty()) {
        if (!sandbox.isRoot()) {
          reasons.add(
              "The code runs as the grader's own user: only root of the machine can give it another.");
        }
        return new Protection(sandbox, List.copyOf(reasons));
      }
      reasons.add("The sandbox " + level.word() + " does not work here: " + problem);
    }
    throw new TooWeak(
        String.join(" ", reasons)
            + " Nothing was run. To accept less: --minimum-sandbox limits, or process.");
  }

  /** Why a level does not work here; empty if it does. */
  public static String problem(Stage stage, Level level) {
    return problem(stage, new Sandbox(level, isRoot()), Protection::isInstalled);
  }

  /** The same for a sandbox, and for whatever tools there are. */
  static String problem(Stage stage, Sandbox sandbox, Predicate<String> isInstalled) {
    for (String tool : tools(sandbox.level())) {
      if (!isInstalled.test(tool)) {
        return "there is no " + tool + " (Debian: apt-get install bubblewrap util-linux).";
      }
    }
    Set<SandboxLayer> wanted = wanted(sandbox);
    var box = new OwnBox(sandbox, Users.take());
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var player = PlayerProcess.start(box, stage.wings(), List.of(stage.player()))) {
      Set<SandboxLayer> missing = probe(player, box, stage, listening.getLocalPort(), wanted);
      missing.retainAll(wanted);
      return missing.isEmpty() ? "" : "tested from inside, it lacks these layers: " + missing;
    } catch (PlayerEnded | IOException | UncheckedIOException e) {
      return "a player does not start in it" + complaint(stage, sandbox);
    }
  }

  /** What the tools of a sandbox say when it is set up, to end the sentence. */
  private static String complaint(Stage stage, Sandbox sandbox) {
    long user = Users.free().get(0);
    var builder =
        new ProcessBuilder(
            sandbox.command(user, stage.wings(), List.of(stage.player()), Program.PLAYER));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    // The paths on the command line may have letters beyond ASCII.
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      if (!process.waitFor(Bounds.CALL.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return ".";
      }
      String said = new String(process.getErrorStream().readNBytes(LONGEST_COMPLAINT), UTF_8);
      String line = Clean.line(said.lines().findFirst().orElse(""));
      return line.isEmpty() ? "." : " (" + line + ").";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ".";
    } catch (IOException e) {
      return " (" + Clean.line(String.valueOf(e.getMessage())) + ").";
    }
  }

  /** What a sandbox is to keep from a player, as far as this process can have it kept. */
  private static Set<SandboxLayer> wanted(Sandbox sandbox) {
    Set<SandboxLayer> wanted =
        switch (sandbox.level()) {
          case FULL -> EnumSet.allOf(SandboxLayer.class);
          case LIMITS -> EnumSet.complementOf(EnumSet.of(FILES, NETWORK, OTHERS));
          case PROCESS -> EnumSet.noneOf(SandboxLayer.class);
        };
    if (!sandbox.isRoot() && sandbox.level() == Level.LIMITS) {
      // All that the user has would count.
      wanted.remove(PROCESSES);
    }
    return wanted;
  }

  /** The layers that are missing, as far as they are wanted or show by themselves. */
  private static Set<SandboxLayer> probe(
      PlayerProcess player, OwnBox box, Stage stage, int port, Set<SandboxLayer> wanted)
      throws IOException {
    if (wanted.isEmpty()) {
      // Whether it starts at all, on a machine that may not even have the files to look at.
      player.firstRequest(Message.PRINTED, out -> {});
      return EnumSet.noneOf(SandboxLayer.class);
    }
    DataInputStream reply =
        player.firstRequest(
            Message.PROBE,
            out -> {
              out.writeUTF(stage.canary() + "\n/etc/passwd\n" + Home.path().resolve("pom.xml"));
              out.writeInt(port);
              out.writeUTF(Reach.session());
            });
    if (reply.readByte() != Message.DONE) {
      return EnumSet.copyOf(wanted);
    }
    Set<SandboxLayer> missing = EnumSet.noneOf(SandboxLayer.class);
    Stream.of(reply.readUTF().split(" "))
        .filter(word -> !word.isEmpty())
        .map(SandboxLayer::valueOf)
        .forEach(missing::add);
    if (isRoot() && !userOf(player.pid()).equals(Long.toString(box.user()))) {
      missing.add(USER);
    }
    return missing;
  }

  /** The user of a process, as the system has it. */
  private static String userOf(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> line.split("\t")[1])
        .findFirst()
        .orElse("");
  }

  private static List<String> tools(Level level) {
    return switch (level) {
      case FULL -> List.of("setsid", "setpriv", "prlimit", "bwrap");
      case LIMITS -> List.of("setsid", "setpriv", "prlimit", "kill");
      case PROCESS -> List.of();
    };
  }

  private static boolean isInstalled(String tool) {
    return Files.isExecutable(Path.of("/usr/bin", tool))
        || Files.isExecutable(Path.of("/bin", tool));
  }

  /** Whether this process may make players of other users; root of a small container may not. */
  public static boolean isRoot() {
    try {
      return hasRootsNumber() && Users.areMapped();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this process is root, be it of a container only. */
  static boolean hasRootsNumber() {
    try {
      Path self = Path.of("/proc/self");
      return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
