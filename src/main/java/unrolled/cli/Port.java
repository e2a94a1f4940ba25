package unrolled.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Ports on this machine's loopback. */
final class Port {
  private static final int FIRST = 8888;
  private static final int TRIES = 20;

  private Port() {}

  /** The port that is wanted, or the first free one. */
  static int choose(OptionalInt wanted) {
    if (wanted.isEmpty()) {
      return IntStream.range(FIRST, FIRST + TRIES)
          .filter(Port::isFree)
          .findFirst()
          .orElseThrow(
              () ->
                  Problem.wrongUse(
                      "Ports %d to %d are all in use; name another one with --port."
                          .formatted(FIRST, FIRST + TRIES - 1)));
    }
    int port = wanted.getAsInt();
    if (port < 1 || port > 65535) {
      throw Problem.wrongUse("--port " + port + ": a port is a number from 1 to 65535.");
    }
    if (!isFree(port)) {
      throw Problem.wrongUse(
          "Port " + port + " is in use or not allowed; name another one with --port.");
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}
