package unrolled.player;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sees from inside the player what can be reached, so that a sandbox is believed when it holds. */
public final class Reach {
  private static final int PATIENCE_MILLIS = 500;

  /** Where anybody may write on a machine without a box, and where a box may have forgotten. */
  private static final List<String> OPEN =
      List.of("/", "/tmp", "/var/tmp", "/dev", "/dev/shm", ".");

  private final Set<SandboxLayer> open = new TreeSet<>();

  private Reach() {}

  /**
   * The layers that are missing, in one line.
   *
   * @param files files that others may read, a line each
   * @param port where somebody listens on this machine
   * @param session the session of the grader
   */
  static String from(String files, int port, String session) throws IOException {
    Reach reach = new Reach();
    if (files.lines().anyMatch(file -> Files.isReadable(Path.of(file)))) {
      reach.open.add(SandboxLayer.FILES);
    }
    if (connects(port)) {
      reach.open.add(SandboxLayer.NETWORK);
    }
    if (OPEN.stream().anyMatch(Reach::canWrite)) {
      reach.open.add(SandboxLayer.WRITING);
    }
    reach.processes(session);
    return reach.open.stream().map(SandboxLayer::name).collect(Collectors.joining(" "));
  }

  private void processes(String session) throws IOException {
    List<String> limits = read("limits");
    if (!bounds(limits, "Max processes", Bounds.PROCESSES)) {
      open.add(SandboxLayer.PROCESSES);
    }
    if (!bounds(limits, "Max data size", Bounds.DATA_BYTES)
        || !bounds(limits, "Max address space", Bounds.SPACE_BYTES)) {
      open.add(SandboxLayer.MEMORY);
    }
    // One whose leader is outside of the box shows as 0.
    if (List.of("0", session).contains(session())) {
      open.add(SandboxLayer.SESSION);
    }
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      if (all.filter(p -> p.getFileName().toString().matches("\\d+")).count() > 1) {
        open.add(SandboxLayer.OTHERS);
      }
    }
    // A process that may gain privileges can become any other user.
    if (!read("status").contains("NoNewPrivs:\t1")) {
      open.add(SandboxLayer.USER);
    }
  }

  /** The session of this process; 0 if its leader is outside. */
  public static String session() throws IOException {
    String stat = String.join("", read("stat"));
    // The name, in brackets, may hold spaces.
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
  }

  private static List<String> read(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self", name));
  }

  private static boolean bounds(List<String> limits, String what, long bound) {
    return limits.stream()
        .anyMatch(line -> line.matches(what + " +" + bound + " +" + bound + " .*"));
  }

  private static boolean connects(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false; // As it should be.
    }
  }

  /** Whether a file with something in it can be made there. */
  private static boolean canWrite(String folder) {
    Path file = Path.of(folder, "unrolled-reach-" + System.nanoTime());
    try {
      Files.createFile(file);
      try {
        Files.writeString(file, "written");
        return true;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return false; // As it should be.
    }
  }
}
