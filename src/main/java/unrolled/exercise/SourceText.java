package unrolled.exercise;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file, whatever editor wrote it.
 *
 * @param text without a byte order mark
 * @param encoding empty for UTF-8, else what it was read as
 */
public record SourceText(String text, String encoding) {
  private static final Charset WESTERN = Charset.forName("windows-1252");

  /** Reads it, in whatever encoding it is. */
  public static SourceText of(byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe)) {
      return new SourceText(from(bytes, 2, StandardCharsets.UTF_16LE), "UTF-16");
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return new SourceText(from(bytes, 2, StandardCharsets.UTF_16BE), "UTF-16");
    }
    int[] zeros = zeros(bytes);
    if (Math.max(zeros[0], zeros[1]) > bytes.length / 4) {
      Charset charset = zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
      return new SourceText(from(bytes, 0, charset), "UTF-16");
    }
    int start = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, start, bytes.length - start);
      return new SourceText(StandardCharsets.UTF_8.newDecoder().decode(rest).toString(), "");
    } catch (CharacterCodingException e) {
      return new SourceText(from(bytes, start, WESTERN), WESTERN.displayName());
    }
  }

  /** How many bytes are 0 at even and at odd places: half of all, if the file has no mark. */
  private static int[] zeros(byte[] bytes) {
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  private static String from(byte[] bytes, int start, Charset charset) {
    return new String(bytes, start, bytes.length - start, charset);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || Byte.toUnsignedInt(bytes[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
