package unrolled.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The users that players run as: numbers that nobody else on the machine has.
 *
 * <p>Each player has another than those before it for as long as there are, so that nothing that a
 * player has left, be it a process that is dead and not yet buried, counts against the next.
 */
final class Users {
  /** How many there are. */
  static final int COUNT = 64;

  /** Above what systemd gives to containers; with all users of all graders, below 2^31. */
  private static final long FIRST = 0x7000_0000L;

  private static final BlockingQueue<Long> FREE = new LinkedBlockingQueue<>();

  static {
    long first = first();
    for (int i = 0; i < COUNT; i++) {
      FREE.add(first + i);
    }
  }

  private Users() {}

  /** Whether they are users here: in a rootless container most numbers belong to no user. */
  static boolean areMapped() throws IOException {
    Path map = Path.of("/proc/self/uid_map");
    return Files.notExists(map) || areIn(Files.readAllLines(map));
  }

  /** The same, for a map of the kernel's: first inside, first outside, how many. */
  static boolean areIn(List<String> map) {
    long first = first();
    for (String line : map) {
      String[] range = line.strip().split("\\s+");
      long inside = Long.parseLong(range[0]);
      if (inside <= first && first + COUNT <= inside + Long.parseLong(range[2])) {
        return true;
      }
    }
    return false;
  }

  private static long first() {
    return FIRST + ProcessHandle.current().pid() % (1 << 22) * COUNT;
  }

  /** The one that has not been used for longest. */
  static long take() {
    Long user = FREE.poll();
    if (user == null) {
      throw new IllegalStateException("there are " + COUNT + " players already");
    }
    return user;
  }

  /** Those that no player runs as now. */
  static List<Long> free() {
    return List.copyOf(FREE);
  }

  static void giveBack(long user) {
    FREE.add(user);
  }
}
