package unrolled.player;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message on the pipe between a player and those who ask it: its length in four bytes, then a
 * number that comes back with the answer, a byte that says what it is, and a body.
 */
public final class Message {
  /** To the player: the classes of an answer. */
  public static final byte LOAD = 'L';

  /** To the player: one call. */
  public static final byte CALL = 'C';

  /** To the player: what can you reach? Asked before any answer is loaded. */
  public static final byte PROBE = 'P';

  /** To the player: what was printed? */
  public static final byte PRINTED = 'O';

  /** To the compiler: sources. */
  public static final byte COMPILE = 'K';

  /** From the player: the outcome. */
  public static final byte DONE = 'D';

  /** From the player: an exception. */
  public static final byte THROWN = 'T';

  /** From the player: the answer has ended the process. */
  public static final byte EXITED = 'X';

  /** From the player, before the answer to a call: what was printed so far. It may end soon. */
  public static final byte SAID = 'S';

  /** Writes the body of one. */
  public interface Body {
    /** Writes it there. */
    void writeTo(DataOutputStream out) throws IOException;
  }

  private Message() {}

  /**
   * The bytes of one.
   *
   * @param number what comes back with the answer
   * @param kind one of the constants of this class
   */
  public static byte[] of(int number, byte kind, Body body) {
    var bytes = new ByteArrayOutputStream();
    try {
      var out = new DataOutputStream(bytes);
      out.writeInt(number);
      out.writeByte(kind);
      body.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Puts one on the pipe. */
  public static void write(DataOutputStream out, byte[] message) throws IOException {
    out.writeInt(message.length);
    out.write(message);
    out.flush();
  }

  /**
   * Takes one from the pipe.
   *
   * @throws EOFException if the other side has gone
   * @throws MalformedMessage if it says that it is longer than allowed, or of negative length
   */
  public static byte[] read(DataInputStream in, int cap) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > cap) {
      throw new MalformedMessage(
          "a message of %d bytes, where %d are allowed".formatted(length, cap));
    }
    // Reads piece by piece, so that a length alone does not take the memory.
    byte[] message = in.readNBytes(length);
    if (message.length < length) {
      throw new EOFException(
          "a message ends after %d of %d bytes".formatted(message.length, length));
    }
    return message;
  }
}
