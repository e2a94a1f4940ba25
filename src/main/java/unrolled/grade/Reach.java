package unrolled.grade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sees from inside the player what can be reached, so that a sandbox is believed when it holds. */
final class Reach {
  static final String FILES = "files";
  static final String NETWORK = "network";
  static final String PROCESSES = "processes";

  private static final int PATIENCE_MILLIS = 500;

  private Reach() {}

  /** The words for what is open, in one line. */
  static String from(String file, int port) {
    var open = new StringBuilder();
    if (Files.isReadable(Path.of(file))) {
      open.append(FILES).append(' ');
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      open.append(NETWORK).append(' ');
    } catch (IOException e) {
      // Cannot be reached, as it should be.
    }
    if (!processesAreBounded()) {
      open.append(PROCESSES).append(' ');
    }
    return open.toString().strip();
  }

  private static boolean processesAreBounded() {
    try {
      return Files.readAllLines(Path.of("/proc/self/limits")).stream()
          .anyMatch(line -> line.matches("Max processes +" + Limits.PROCESSES + " .*"));
    } catch (IOException e) {
      return false;
    }
  }
}
