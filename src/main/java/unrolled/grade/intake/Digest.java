package unrolled.grade.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over pieces, each with its length, so that no two rows of pieces read the same. */
public final class Digest {
  private final MessageDigest sha;

  public Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public Digest add(byte[] piece) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(piece.length).flip());
    sha.update(piece);
    return this;
  }

  public Digest add(String piece) {
    return add(piece.getBytes(StandardCharsets.UTF_8));
  }

  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
