package unrolled.grade.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import unrolled.grade.intake.ItemFile.Kind;
import unrolled.grade.intake.ItemFile.Unreadable;

/**
 * The files in a zip, by its central directory. Nothing is ever written to disk, and sizes are
 * those that come out, whatever the zip says of them.
 */
final class Zip {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int UTF_8_NAME = 1 << 11;
  private static final int UNIX = 3;
  private static final int MACOS = 19;

  private final ByteBuffer bytes;

  private Zip(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The files, in the order of the directory; folders are left out.
   *
   * @throws Unreadable if this is not a zip, or a damaged one
   */
  static List<ItemFile> files(ByteBuffer bytes) throws Unreadable {
    try {
      return new Zip(bytes).directory();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  private static Unreadable damaged() {
    return new Unreadable("not a zip, or a damaged one");
  }

  private List<ItemFile> directory() throws Unreadable {
    int end = end();
    int count = Short.toUnsignedInt(bytes.getShort(end + 10));
    int at = bytes.getInt(end + 16);
    if (count == 0xffff || at == -1) {
      throw new Unreadable("a zip of the kind for more than 4 GB, which cannot be read here");
    }
    var files = new ArrayList<ItemFile>();
    for (int i = 0; i < count; i++) {
      if (bytes.getInt(at) != ENTRY) {
        throw damaged();
      }
      Entry entry = new Entry(at);
      if (!entry.path.endsWith("/")) {
        files.add(new ItemFile(entry.path, entry.modified(), entry.kind(), entry));
      }
      at = entry.next;
    }
    return files;
  }

  /** Where the record at the end begins; a comment may follow it. */
  private int end() throws Unreadable {
    int last = bytes.limit() - END_BYTES;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (bytes.getInt(at) == END) {
        return at;
      }
    }
    throw damaged();
  }

  /** One entry of the directory. */
  private final class Entry implements ItemFile.Content {
    final String path;
    final int next;
    private final int maker;
    private final int flags;
    private final int method;
    private final int time;
    private final int crc;
    private final int packed;
    private final int mode;
    private final int local;

    Entry(int at) {
      maker = bytes.get(at + 5);
      flags = bytes.getShort(at + 8);
      method = bytes.getShort(at + 10);
      time = bytes.getInt(at + 12);
      crc = bytes.getInt(at + 16);
      packed = bytes.getInt(at + 20);
      int nameBytes = Short.toUnsignedInt(bytes.getShort(at + 28));
      int more = Short.toUnsignedInt(bytes.getShort(at + 30));
      int comment = Short.toUnsignedInt(bytes.getShort(at + 32));
      mode = bytes.getInt(at + 38) >>> 16;
      local = bytes.getInt(at + 42);
      byte[] name = new byte[nameBytes];
      bytes.get(at + ENTRY_BYTES, name);
      path = text(name, (flags & UTF_8_NAME) != 0).replace('\\', '/');
      next = at + ENTRY_BYTES + nameBytes + more + comment;
    }

    Kind kind() {
      int type = maker == UNIX || maker == MACOS ? mode & 0170000 : 0;
      if (type == 0120000) {
        return Kind.LINK;
      }
      if (type != 0 && type != 0100000) {
        return Kind.PIPE;
      }
      if (path.startsWith("/")
          || path.matches("[A-Za-z]:.*")
          || List.of(path.split("/", -1)).contains("..")) {
        return Kind.OUTSIDE;
      }
      if ((flags & 1) != 0) {
        return Kind.ENCRYPTED;
      }
      return method == STORED || method == DEFLATED ? Kind.FILE : Kind.PACKED;
    }

    long modified() {
      try {
        return LocalDateTime.of(
                1980 + (time >>> 25),
                time >>> 21 & 15,
                time >>> 16 & 31,
                time >>> 11 & 31,
                time >>> 5 & 63,
                (time & 31) * 2)
            .toEpochSecond(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        return 0; // No time was written.
      }
    }

    @Override
    public byte[] read(int most) throws IOException {
      try {
        if (bytes.getInt(local) != LOCAL) {
          throw damaged();
        }
        int start =
            local
                + LOCAL_BYTES
                + Short.toUnsignedInt(bytes.getShort(local + 26))
                + Short.toUnsignedInt(bytes.getShort(local + 28));
        ByteBuffer data = bytes.slice(start, packed);
        byte[] content = method == STORED ? copied(data, most) : inflated(data, most);
        CRC32 sum = new CRC32();
        sum.update(content);
        if ((int) sum.getValue() != crc) {
          throw new Unreadable("damaged");
        }
        return content;
      } catch (IndexOutOfBoundsException | DataFormatException e) {
        throw new Unreadable("damaged");
      }
    }
  }

  private static byte[] copied(ByteBuffer data, int most) throws Unreadable {
    if (data.limit() > most) {
      throw Unreadable.tooLarge(most);
    }
    byte[] content = new byte[data.limit()];
    data.get(content);
    return content;
  }

  private static byte[] inflated(ByteBuffer data, int most) throws DataFormatException, Unreadable {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(data);
      var out = new ByteArrayOutputStream();
      byte[] chunk = new byte[1 << 13];
      while (!inflater.finished()) {
        int n = inflater.inflate(chunk);
        if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new Unreadable("damaged");
        }
        if (out.size() + n > most) {
          throw Unreadable.tooLarge(most);
        }
        out.write(chunk, 0, n);
      }
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }

  /** Names without the flag are in UTF-8 as often as in the code page of the first PCs. */
  private static String text(byte[] name, boolean isUtf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      boolean known = !isUtf8 && Charset.isSupported("IBM437");
      return new String(name, known ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1);
    }
  }
}
