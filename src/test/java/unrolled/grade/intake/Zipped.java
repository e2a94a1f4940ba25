package unrolled.grade.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips, also such as no honest tool writes. */
final class Zipped {
  private record Entry(byte[] name, int flags, int mode, byte[] content, int claimed) {}

  private final List<Entry> entries = new ArrayList<>();

  Zipped with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Zipped with(String name, byte[] content) {
    return add(name, 0, 0100644, content, content.length);
  }

  Zipped withLink(String name, String target) {
    return add(name, 0, 0120777, target.getBytes(StandardCharsets.UTF_8), target.length());
  }

  Zipped encrypted(String name, String content) {
    return add(name, 1, 0100644, content.getBytes(StandardCharsets.UTF_8), content.length());
  }

  /** A file that says it is one byte long. */
  Zipped lying(String name, byte[] content) {
    return add(name, 0, 0100644, content, 1);
  }

  Zipped rawName(byte[] name, String content) {
    entries.add(new Entry(name, 0, 0100644, content.getBytes(StandardCharsets.UTF_8), 0));
    return this;
  }

  private Zipped add(String name, int flags, int mode, byte[] content, int claimed) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    entries.add(new Entry(bytes, flags | 1 << 11, mode, content, claimed));
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      int flags = entry.flags;
      byte[] packed = deflated(entry.content);
      CRC32 crc = new CRC32();
      crc.update(entry.content);
      ByteBuffer same = buffer(22);
      same.putShort((short) 8).putInt(0x5a210000).putInt((int) crc.getValue());
      same.putInt(packed.length).putInt(entry.claimed);
      same.putShort((short) entry.name.length).putShort((short) 0);
      ByteBuffer central = buffer(46);
      central.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
      central.putShort((short) flags).put(same.array()).putShort((short) 0);
      central.putShort((short) 0).putShort((short) 0).putInt(entry.mode << 16).putInt(out.size());
      directory.writeBytes(central.array());
      directory.writeBytes(entry.name);
      ByteBuffer local = buffer(30);
      local.putInt(0x04034b50).putShort((short) 20).putShort((short) flags).put(same.array());
      out.writeBytes(local.array());
      out.writeBytes(entry.name);
      out.writeBytes(packed);
    }
    ByteBuffer end = buffer(22);
    end.putInt(0x06054b50).putInt(0).putShort((short) entries.size());
    end.putShort((short) entries.size()).putInt(directory.size()).putInt(out.size());
    out.writeBytes(directory.toByteArray());
    out.writeBytes(end.array());
    return out.toByteArray();
  }

  void to(Path file) {
    try {
      Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    var out = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 13];
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return out.toByteArray();
  }
}
