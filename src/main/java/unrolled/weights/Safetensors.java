package unrolled.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import unrolled.matrix.Matrix;

/**
 * Files of named tensors in the safetensors format, which can hold numbers and no code.
 *
 * <pre>{@code
 * 8 bytes   length of the header, little-endian
 * header    {"Wx": {"dtype": "F64", "shape": [5, 12], "data_offsets": [0, 480]}, …}
 * data      the numbers, little-endian, tensor after tensor without gap or overlap
 * }</pre>
 *
 * <p>Numbers of 64 bits are written; those of 32 and 16 are read as well. A header is believed only
 * after every size in it was checked against the length of the file; nothing larger than the file
 * is allocated before. The format is described at github.com/huggingface/safetensors.
 */
public final class Safetensors {
  private static final int LENGTH = 8; // bytes that hold the length of the header
  private static final int LONGEST_HEADER = 100_000_000; // as in the reference implementation
  private static final Set<String> TYPES = Set.of("F64", "F32", "F16", "BF16");
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /**
   * What a file holds.
   *
   * @param tensors by name, in the order of their names
   * @param metadata free text by name; may be empty
   */
  public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /** One tensor as the header describes it, at bytes {@code from} to {@code to} of the data. */
  private record Info(String name, String type, List<Long> shape, long from, long to) {
    /** The bytes that its shape asks for; the largest number if no array could hold them. */
    long bytes() {
      long count = 1;
      for (long size : shape) {
        if (Math.max(size, count) > Integer.MAX_VALUE - 8) {
          return Long.MAX_VALUE;
        }
        count *= size;
      }
      return count > Integer.MAX_VALUE - 8 ? Long.MAX_VALUE : count * width();
    }

    int width() {
      return switch (type) {
        case "F64" -> Double.BYTES;
        case "F32" -> Float.BYTES;
        default -> Short.BYTES;
      };
    }
  }

  /**
   * Reads {@code file}.
   *
   * @throws IllegalArgumentException if it is not a safetensors file of at most two dimensions and
   *     of type F64, F32, F16 or BF16
   */
  public static Contents read(Path file) {
    return read(file, name -> true).contents();
  }

  /**
   * What was wanted of a file.
   *
   * @param contents the tensors that were wanted
   * @param others the names of those that were not
   */
  record Part(Contents contents, Set<String> others) {}

  /** Reads the tensors that are wanted; of what type and shape the others are does not matter. */
  static Part read(Path file, Predicate<String> wanted) {
    try (FileChannel in = FileChannel.open(file)) {
      return read(in, wanted);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("there is no file " + file, e);
    } catch (EOFException | CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": it is cut off or not text in its header", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Part read(FileChannel in, Predicate<String> wanted) throws IOException {
    long length = in.size() < LENGTH ? 0 : bytes(in, 0, LENGTH).getLong();
    long most = Math.min(LONGEST_HEADER, in.size() - LENGTH);
    if (length < 0 || length > most) {
      throw new IllegalArgumentException(
          "not a safetensors file: a header of %s bytes in a file of %d bytes"
              .formatted(Long.toUnsignedString(length), in.size()));
    }
    String header = UTF_8.newDecoder().decode(bytes(in, LENGTH, length)).toString();
    Map<String, String> metadata = new TreeMap<>();
    List<Info> infos = header(header, metadata);
    check(infos, in.size() - LENGTH - length, wanted);
    Map<String, Tensor> tensors = new TreeMap<>();
    Set<String> others = new TreeSet<>();
    for (Info info : infos) {
      if (wanted.test(info.name)) {
        tensors.put(info.name, tensor(in, LENGTH + length, info));
      } else {
        others.add(info.name);
      }
    }
    return new Part(new Contents(tensors, metadata), others);
  }

  private static List<Info> header(String text, Map<String, String> metadata) {
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException("the header must begin with {");
    }
    List<Info> infos = new ArrayList<>();
    JsonReader json = new JsonReader(text);
    json.object(
        name -> {
          if (name.equals(METADATA)) {
            json.object(key -> metadata.put(key, json.string()));
          } else {
            infos.add(info(name, json));
          }
        });
    json.end();
    return infos;
  }

  private static Info info(String name, JsonReader json) {
    String[] type = {""};
    List<Long> shape = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    json.object(
        key -> {
          keys.add(key);
          switch (key) {
            case "dtype" -> type[0] = json.string();
            case "shape" -> shape.addAll(json.numbers());
            case "data_offsets" -> offsets.addAll(json.numbers());
            default -> throw new IllegalArgumentException(name + " has an unknown entry " + key);
          }
        });
    if (keys.size() != 3 || offsets.size() != 2) {
      throw new IllegalArgumentException(name + " needs dtype, shape and two data_offsets");
    }
    return new Info(name, type[0], shape, offsets.get(0), offsets.get(1));
  }

  /** Types, sizes and places agree with each other and with the {@code length} of the data. */
  private static void check(List<Info> infos, long length, Predicate<String> wanted) {
    infos.sort(Comparator.comparingLong(Info::from).thenComparingLong(Info::to));
    long end = 0;
    for (Info info : infos) {
      boolean known = TYPES.contains(info.type);
      if (wanted.test(info.name) && (!known || info.shape.size() > 2)) {
        throw new IllegalArgumentException(
            "%s is %s of shape %s; F64, F32, F16 and BF16 of at most two dimensions can be read"
                .formatted(info.name, info.type, info.shape));
      }
      boolean fits = known ? info.to - info.from == info.bytes() : info.to >= info.from;
      if (info.from != end || info.to > length || !fits) {
        throw new IllegalArgumentException(
            ("%s, %s of shape %s, cannot be at bytes %d to %d: the data before it ends at %d,"
                    + " all at %d")
                .formatted(info.name, info.type, info.shape, info.from, info.to, end, length));
      }
      end = info.to;
    }
    if (end != length) {
      throw new IllegalArgumentException(
          "the tensors end at byte %d of %d bytes of data".formatted(end, length));
    }
  }

  private static Tensor tensor(FileChannel in, long start, Info info) throws IOException {
    int rank = info.shape.size();
    int cols = rank == 0 ? 1 : info.shape.get(rank - 1).intValue();
    ByteBuffer bytes = bytes(in, start + info.from, info.to - info.from);
    Matrix m = new Matrix(rank < 2 ? 1 : info.shape.get(0).intValue(), cols);
    double[] data = m.data();
    for (int i = 0; i < data.length; i++) {
      data[i] =
          switch (info.type) {
            case "F64" -> bytes.getDouble();
            case "F32" -> bytes.getFloat();
            case "F16" -> half(bytes.getShort());
            default -> Float.intBitsToFloat(bytes.getShort() << 16);
          };
    }
    return new Tensor(m, rank);
  }

  /** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. (JDK 20 has a method for it.) */
  static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return bits < 0 ? -size : size;
  }

  private static ByteBuffer bytes(FileChannel in, long from, long count) throws IOException {
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a tensor of %d bytes is too large".formatted(count));
    }
    ByteBuffer buffer = buffer((int) count);
    while (buffer.hasRemaining()) {
      if (in.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  /** Writes {@code file}, whole or not at all: an old file stays until the new one is complete. */
  public static void write(Path file, Contents contents) {
    if (contents.tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("no tensor can be called " + METADATA);
    }
    Path whole = file.toAbsolutePath();
    if (whole.getParent() == null) {
      throw new UncheckedIOException(
          "cannot write " + file + ": expected the name of a file",
          new NoSuchFileException(file.toString()));
    }
    if (!Files.isDirectory(whole.getParent())) {
      throw new UncheckedIOException(
          "cannot write " + file + ": there is no folder " + whole.getParent(),
          new NoSuchFileException(whole.getParent().toString()));
    }
    Path part = whole.resolveSibling("." + whole.getFileName() + "." + System.nanoTime() + ".part");
    try {
      try (FileChannel out =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(out, contents);
        out.force(true);
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    } finally {
      part.toFile().delete();
    }
  }

  private static void write(FileChannel out, Contents contents) throws IOException {
    List<String> members = new ArrayList<>();
    if (!contents.metadata.isEmpty()) {
      members.add(quote(METADATA) + ":" + metadata(contents));
    }
    long end = 0;
    Map<String, Tensor> tensors = new TreeMap<>(contents.tensors);
    for (var entry : tensors.entrySet()) {
      long from = end;
      end += (long) Double.BYTES * entry.getValue().value().data().length;
      members.add(
          "%s:{\"dtype\":\"F64\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(quote(entry.getKey()), entry.getValue().shape(), from, end));
    }
    byte[] header = ("{" + String.join(",", members) + "}").getBytes(UTF_8);
    ByteBuffer buffer = buffer(LENGTH + (header.length + 7) / 8 * 8);
    buffer.putLong(buffer.capacity() - LENGTH).put(header);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' '); // the data begin at a multiple of 8
    }
    flush(out, buffer);
    for (Tensor tensor : tensors.values()) {
      ByteBuffer data = buffer(Math.multiplyExact(Double.BYTES, tensor.value().data().length));
      data.asDoubleBuffer().put(tensor.value().data());
      flush(out, data.position(data.limit()));
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void flush(FileChannel out, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private static String metadata(Contents contents) {
    List<String> members = new ArrayList<>();
    new TreeMap<>(contents.metadata)
        .forEach((key, value) -> members.add(quote(key) + ":" + quote(value)));
    return "{" + String.join(",", members) + "}";
  }

  private static String quote(String text) {
    StringBuilder s = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\' || c < ' ') {
        s.append("\\u%04x".formatted((int) c));
      } else {
        s.append(c);
      }
    }
    return s.append('"').toString();
  }
}
