package unrolled.grade;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sandbox that is in force, and why it is not a stronger one.
 *
 * <p>A level counts only after a player inside it has tried what it should not be able to do, and
 * has failed.
 *
 * @param sandbox the sandbox
 * @param reasons a line for each stronger level that does not work here
 */
public record Protection(Sandbox sandbox, List<String> reasons) {
  /** No level that works here is strong enough. */
  public static final class TooWeak extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooWeak(String message) {
      super(message);
    }
  }

  /**
   * The strongest sandbox that works here.
   *
   * @throws TooWeak if it is weaker than the minimum
   */
  static Protection strongest(Stage stage, Level minimum) {
    var reasons = new ArrayList<String>();
    for (Level level : Level.values()) {
      String problem = level.atLeast(minimum) ? problem(stage, level) : "it is not asked for";
      if (problem.isEmpty()) {
        return new Protection(new Sandbox(level, isRoot()), List.copyOf(reasons));
      }
      if (level.atLeast(minimum)) {
        reasons.add("The sandbox " + level.word() + " does not work here: " + problem);
      }
    }
    throw new TooWeak(
        String.join(" ", reasons)
            + " Nothing was run. To accept less: --minimum-sandbox limits, or process.");
  }

  /** Why a level does not work here; empty if it does. */
  static String problem(Stage stage, Level level) {
    for (String tool : tools(level)) {
      if (!isInstalled(tool)) {
        return "there is no " + tool + " (Debian: apt-get install bubblewrap util-linux).";
      }
    }
    if (level == Level.FULL && !isRoot()) {
      return "only root can give each worker a user of its own.";
    }
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var player = start(stage, new Sandbox(level, isRoot()))) {
      DataInputStream reply =
          player.firstRequest(
              Letter.PROBE,
              out -> {
                out.writeUTF(stage.canary().toString());
                out.writeInt(listening.getLocalPort());
              });
      return reply.readByte() == Letter.DONE
          ? open(level, reply.readUTF())
          : "the player cannot tell what it reaches.";
    } catch (PlayerEnded | IOException | UncheckedIOException e) {
      return "a player does not start in it.";
    }
  }

  private static String open(Level level, String reached) {
    List<String> open = new ArrayList<>();
    for (String what : reached.split(" ")) {
      boolean boundedByLimits = isRoot() && what.equals(Reach.PROCESSES);
      if (!what.isEmpty() && (level == Level.FULL || level == Level.LIMITS && boundedByLimits)) {
        open.add(what);
      }
    }
    return open.isEmpty() ? "" : "inside it these are still in reach: " + open + ".";
  }

  private static PlayerProcess start(Stage stage, Sandbox sandbox) {
    return PlayerProcess.start(sandbox, 0, stage.wings(), List.of(stage.player()));
  }

  private static List<String> tools(Level level) {
    return switch (level) {
      case FULL -> List.of("setpriv", "prlimit", "bwrap");
      case LIMITS -> List.of("setpriv", "prlimit", "kill");
      case PROCESS -> List.of();
    };
  }

  private static boolean isInstalled(String tool) {
    return Files.isExecutable(Path.of("/usr/bin", tool))
        || Files.isExecutable(Path.of("/bin", tool));
  }

  static boolean isRoot() {
    try {
      Path self = Path.of("/proc/self");
      return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
