package unrolled.player;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/** Messages on a pipe: the length in four bytes, then the bytes. */
public final class Frames {
  private Frames() {}

  public static void write(DataOutputStream out, byte[] frame) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
    out.flush();
  }

  /**
   * Reads one frame.
   *
   * @throws EOFException if the other side has gone
   * @throws Malformed if the frame says that it is longer than allowed, or of negative length
   */
  public static byte[] read(DataInputStream in, int cap) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > cap) {
      throw new Malformed("a frame of " + length + " bytes, where " + cap + " are allowed");
    }
    // Reads piece by piece, so that a length alone does not take the memory.
    byte[] frame = in.readNBytes(length);
    if (frame.length < length) {
      throw new EOFException("a frame ends after " + frame.length + " of " + length + " bytes");
    }
    return frame;
  }
}
