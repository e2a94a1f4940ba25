package unrolled.player;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is sent to a player: a number that comes back with the answer, a {@link Letter}, a body. */
public final class Request {
  /** Writes the body. */
  public interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private Request() {}

  public static byte[] bytes(int number, byte letter, Body body) {
    var bytes = new ByteArrayOutputStream();
    try {
      var out = new DataOutputStream(bytes);
      out.writeInt(number);
      out.writeByte(letter);
      body.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
