package unrolled.player.host;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import unrolled.player.Message;
import unrolled.player.Wire;

/**
 * The player's classes as the JVM has them in memory, in a file beside its jar, from which every
 * further player starts faster.
 *
 * <p>It is written by a player that plays nothing but a {@link Rehearsal}. A JVM that cannot use it
 * goes without.
 */
public final class Archive {
  /** From Java 25 on, the archive holds the classes linked as well. */
  private static final boolean IS_LINKED = Runtime.version().feature() >= 25;

  private static final String NAME = IS_LINKED ? ".aot" : ".jsa";
  private static final String MAKE =
      IS_LINKED ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
  private static final String USE = IS_LINKED ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
  private static final int CALLS = 3;
  private static final int LARGEST_REPLY = 1 << 16;
  private static final long PATIENCE_SECONDS = 60;

  private Archive() {}

  /** The archive for a class path, if there is one: it lies beside the first jar. */
  public static Optional<Path> beside(List<Path> jars) {
    return Optional.of(path(jars.get(0))).filter(Files::exists);
  }

  /** The option of a JVM that is to start from this archive. */
  static String option(Path archive) {
    return USE + archive;
  }

  /**
   * Writes the archive of the player with this class path; false if this JVM makes none.
   *
   * @param contract the name of a contract that is on the class path, or of any other interface
   */
  public static boolean make(List<Path> jars, String contract) {
    Path draft = jars.get(0).resolveSibling("draft" + ProcessHandle.current().pid() + NAME);
    List<String> command = new ArrayList<>(Program.PLAYER.java(jars));
    command.add(1, MAKE + draft);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var to = new DataOutputStream(process.getOutputStream());
          var from = new DataInputStream(process.getInputStream())) {
        load(to, from, contract);
        rehearse(to, from);
      }
      boolean made = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && Files.exists(draft);
      process.destroyForcibly();
      if (made) {
        Files.move(draft, path(jars.get(0)));
      }
      return made;
    } catch (IOException e) {
      return false; // Players are only slower for it, and the caller says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path path(Path jar) {
    return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", NAME));
  }

  private static void rehearse(DataOutputStream to, DataInputStream from) throws IOException {
    load(to, from, DoubleUnaryOperator.class.getName());
    for (int value = -1; value < CALLS; value++) {
      double argument = value;
      ask(
          to,
          from,
          Message.CALL,
          out -> {
            out.writeInt(1);
            out.writeUTF("applyAsDouble");
            Wire.write(out, double.class, argument);
          });
    }
    ask(to, from, Message.PRINTED, out -> {});
  }

  /** What it says to a contract that is not the rehearsal's does not matter: it knows it then. */
  private static void load(DataOutputStream to, DataInputStream from, String contract)
      throws IOException {
    byte[] code = Jars.bytes(Rehearsal.class.getName().replace('.', '/'));
    ask(
        to,
        from,
        Message.LOAD,
        out -> {
          out.writeUTF(contract);
          out.writeUTF(Rehearsal.class.getName());
          out.writeInt(1);
          out.writeUTF(Rehearsal.class.getName());
          out.writeInt(code.length);
          out.write(code);
        });
  }

  private static void ask(DataOutputStream to, DataInputStream from, byte kind, Message.Body body)
      throws IOException {
    Message.write(to, Message.of(1, kind, body));
    Message.read(from, LARGEST_REPLY);
  }
}
