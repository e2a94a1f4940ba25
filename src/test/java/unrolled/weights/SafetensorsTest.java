package unrolled.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.matrix.Matrix;

class SafetensorsTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("weights.safetensors");
  }

  private static byte[] bytes(long length, String header, int data) {
    byte[] text = header.getBytes(UTF_8);
    return ByteBuffer.allocate(8 + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(text)
        .array();
  }

  private Safetensors.Contents read(byte[] bytes) throws IOException {
    Files.write(file(), bytes);
    return Safetensors.read(file());
  }

  private static Safetensors.Contents sample() {
    Matrix wide = Matrix.random(3, 4, -1, 1, new SplittableRandom(1));
    Matrix odd = Matrix.row(-0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 1e308);
    return new Safetensors.Contents(
        Map.of(
            "wide", Tensor.matrix(wide),
            "odd", Tensor.vector(odd),
            "one", new Tensor(Matrix.row(0.1), 0),
            "none", Tensor.matrix(new Matrix(0, 7)),
            "tall \"é\\\n", Tensor.matrix(wide.transpose())),
        Map.of("made by", "a \"test\"\t"));
  }

  @Test
  void what_is_written_is_read_to_the_bit() {
    Safetensors.write(file(), sample());
    Safetensors.Contents found = Safetensors.read(file());
    assertEquals(sample().metadata(), found.metadata());
    assertEquals(sample().tensors().keySet(), found.tensors().keySet());
    sample()
        .tensors()
        .forEach(
            (name, tensor) -> {
              assertEquals(tensor.shape(), found.tensors().get(name).shape());
              assertArrayEquals(tensor.value().data(), found.tensors().get(name).value().data());
            });
  }

  @Test
  void the_bytes_are_those_of_the_published_format() throws IOException {
    Safetensors.write(
        file(),
        new Safetensors.Contents(
            Map.of("b", Tensor.vector(Matrix.row(1, -2)), "a", new Tensor(Matrix.row(0.5), 0)),
            Map.of()));
    String header =
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[8,24]}}";
    byte[] expected =
        bytes(header.length() + 7 & ~7, header + " ".repeat(-header.length() & 7), 24);
    ByteBuffer data = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    data.position(expected.length - 24).putDouble(0.5).putDouble(1).putDouble(-2);
    assertArrayEquals(expected, Files.readAllBytes(file()));
  }

  @Test
  void numbers_of_32_bits_are_read_too_and_members_come_in_any_order() throws IOException {
    String header =
        "{\"y\":{\"data_offsets\":[12,20],\"shape\":[1],\"dtype\":\"F64\"}, \"__metadata__\":{},"
            + "\"x\":{\"shape\":[1,3],\"dtype\":\"F32\",\"data_offsets\":[0,12]}} \n";
    byte[] bytes = bytes(header.length(), header, 20);
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    data.position(bytes.length - 20);
    data.putFloat(0.1f).putFloat(-3).putFloat(Float.MAX_VALUE).putDouble(0.1);
    Map<String, Tensor> found = read(bytes).tensors();
    assertArrayEquals(new double[] {0.1f, -3, Float.MAX_VALUE}, found.get("x").value().data());
    assertArrayEquals(new double[] {0.1}, found.get("y").value().data());
  }

  private static String one(String dtype, String shape, String offsets) {
    return "{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(dtype, shape, offsets);
  }

  private static String two(String first, String second) {
    String f64 = "\"%s\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":%s}";
    return "{" + f64.formatted("x", first) + "," + f64.formatted("y", second) + "}";
  }

  private record Lie(String what, byte[] bytes, String message) {
    static Lie of(String what, String header, int data, String message) {
      return new Lie(
          what, SafetensorsTest.bytes(header.getBytes(UTF_8).length, header, data), message);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Lie> lies() {
    String good = one("F64", "[2]", "[0,16]");
    return Stream.of(
        new Lie("an empty file", new byte[0], "not a safetensors file"),
        new Lie("seven bytes", new byte[7], "not a safetensors file"),
        new Lie("no header", new byte[8], "must begin with {"),
        new Lie("a header beyond the file", bytes(1000, good, 16), "1000 bytes in a file of"),
        new Lie("a negative length", bytes(-5, good, 16), "a header of 18446744073709551611"),
        new Lie("a giant length", bytes(Long.MAX_VALUE, good, 16), "a header of 92233720368547758"),
        Lie.of("white space before", " " + good, 16, "must begin with {"),
        Lie.of("an array", "[1]", 0, "must begin with {"),
        Lie.of("text after", good + "x", 16, "expected the end"),
        Lie.of("too little data", good, 15, "cannot be at bytes 0 to 16"),
        Lie.of("too much data", good, 17, "end at byte 16 of 17"),
        Lie.of("data without tensors", "{}", 8, "end at byte 0 of 8"),
        Lie.of("a shape too large", one("F64", "[3]", "[0,16]"), 16, "cannot be at"),
        Lie.of("a shape too small", one("F64", "[1]", "[0,16]"), 16, "cannot be at"),
        Lie.of("32 bits said to be 64", one("F64", "[4]", "[0,16]"), 16, "cannot be at"),
        Lie.of(
            "a product beyond 2^63", one("F64", "[4294967296,4294967296]", "[0,0]"), 0, "cannot"),
        Lie.of("a product that wraps", one("F64", "[2147483639,2147483639]", "[0,8]"), 8, "cannot"),
        Lie.of("an end before the start", one("F64", "[2]", "[16,0]"), 16, "cannot be at"),
        Lie.of("an end one before", one("F64", "[2147483648]", "[1,0]"), 16, "cannot be at"),
        Lie.of("a hole before", one("F64", "[1]", "[8,16]"), 16, "cannot be at"),
        Lie.of("a hole between", two("[0,8]", "[16,24]"), 24, "the data before it ends at 8"),
        Lie.of("an overlap", two("[0,8]", "[4,12]"), 12, "the data before it ends at 8"),
        Lie.of("the same place twice", two("[0,8]", "[0,8]"), 8, "the data before it ends at 8"),
        Lie.of("three dimensions", one("F64", "[1,2,1]", "[0,16]"), 16, "at most two dimensions"),
        Lie.of("whole numbers", one("I64", "[2]", "[0,16]"), 16, "x is I64"),
        Lie.of("a negative size", one("F64", "[-2]", "[0,16]"), 16, "a whole number"),
        Lie.of("one offset", one("F64", "[2]", "[16]"), 16, "two data_offsets"),
        Lie.of("three offsets", one("F64", "[2]", "[0,16,32]"), 16, "two data_offsets"),
        Lie.of("no shape", "{\"x\":{\"dtype\":\"F64\",\"data_offsets\":[0,8]}}", 8, "needs dtype"),
        Lie.of("an unknown entry", "{\"x\":{\"color\":\"F64\"}}", 8, "unknown entry color"),
        Lie.of("a name twice", two("[0,8]", "[8,16]").replace("\"y\"", "\"x\""), 16, "first time"),
        Lie.of("a shape twice", good.replace("{\"d", "{\"shape\":[2],\"d"), 16, "first time"),
        Lie.of("metadata that is no text", "{\"__metadata__\":{\"a\":[1]}}", 0, "expected '\"'"),
        new Lie(
            "a header that is not UTF-8",
            ("\2\0\0\0\0\0\0\0{\u00ff").getBytes(ISO_8859_1),
            "not text"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void a_file_that_lies_is_refused_with_a_sentence(Lie lie) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> read(lie.bytes()));
    assertTrue(e.getMessage().contains(lie.message()), e::getMessage);
    assertTrue(e.getMessage().startsWith(file().toString()), e::getMessage);
  }

  @Test
  void a_file_cut_off_anywhere_is_refused() throws IOException {
    Safetensors.write(file(), sample());
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(IllegalArgumentException.class, () -> read(part));
    }
  }

  /** Bytes replaced, taken out, put in and exchanged: it is read or refused, and nothing else. */
  @Test
  void twenty_thousand_damaged_files_are_read_or_refused() throws IOException {
    Safetensors.write(file(), sample());
    byte[] whole = Files.readAllBytes(file());
    RandomGenerator rng = new SplittableRandom(4711);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = damage(whole, rng);
      try {
        Safetensors.Contents found = read(damaged);
        long numbers =
            found.tensors().values().stream().mapToLong(t -> t.value().data().length).sum();
        assertTrue(4 * numbers <= damaged.length);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith(file().toString()), e::getMessage);
        refused++;
      }
    }
    assertTrue(refused > 5_000 && refused < 20_000);
  }

  private static final List<String> WORDS =
      List.of("{", "}", "[", "]", ",", ":", "\"", "0", "9", "-", "F32", "F64", "\\u", " ", "\0");

  private static byte[] damage(byte[] whole, RandomGenerator rng) {
    StringBuilder s = new StringBuilder(new String(whole, ISO_8859_1));
    for (int i = rng.nextInt(1, 4); i > 0; i--) {
      int at = rng.nextInt(s.length());
      String word = WORDS.get(rng.nextInt(WORDS.size()));
      switch (rng.nextInt(4)) {
        case 0 -> s.setCharAt(at, (char) rng.nextInt(256));
        case 1 -> s.delete(at, Math.min(s.length(), at + rng.nextInt(1, 9)));
        case 2 -> s.insert(at, word);
        default -> s.replace(at, Math.min(s.length(), at + word.length()), word);
      }
    }
    return s.toString().getBytes(ISO_8859_1);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Exception e = assertThrows(UncheckedIOException.class, () -> Safetensors.read(file()));
    assertEquals("there is no file " + file(), e.getMessage());
  }

  @Test
  void writing_replaces_the_old_file_and_leaves_nothing_else_behind() throws IOException {
    Files.writeString(file(), "old");
    Safetensors.write(file(), sample());
    assertEquals(5, Safetensors.read(file()).tensors().size());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file()), files.toList());
    }
  }

  @Test
  void no_tensor_takes_the_name_of_the_metadata() {
    var contents =
        new Safetensors.Contents(Map.of("__metadata__", Tensor.matrix(new Matrix(1, 1))), Map.of());
    assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file(), contents));
    assertTrue(Files.notExists(file()));
  }

  @Test
  void what_cannot_be_written_leaves_the_old_file_alone() throws IOException {
    Path taken = Files.createDirectory(directory.resolve("taken"));
    Files.writeString(taken.resolve("inside"), "kept");
    assertThrows(UncheckedIOException.class, () -> Safetensors.write(taken, sample()));
    Path nowhere = directory.resolve("no/such/place");
    assertThrows(UncheckedIOException.class, () -> Safetensors.write(nowhere, sample()));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(taken), files.toList());
    }
  }

  /** Values from IEEE 754's tables: one, a third, the largest, the least, the infinite. */
  @Test
  void numbers_of_16_bits_are_read() throws IOException {
    short[] halves = {
      0x3c00, 0x3555, 0x7bff, 0x0001, (short) 0xfc00, (short) 0x8000, 0x03ff, 0x0400
    };
    double[] values = {
      1, 0.333251953125, 65504, 0x1p-24, Double.NEGATIVE_INFINITY, -0.0, 1023 * 0x1p-24, 0x1p-14
    };
    short[] brains = {0x3f80, 0x4049, (short) 0xc000, 0x0000};
    double[] brainValues = {1, 3.140625, -2, 0};
    String header =
        "{\"b\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[0,8]},"
            + "\"h\":{\"dtype\":\"F16\",\"shape\":[8],\"data_offsets\":[8,24]}}";
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + 24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text);
    for (short s : brains) {
      bytes.putShort(s);
    }
    for (short s : halves) {
      bytes.putShort(s);
    }
    Files.write(file(), bytes.array());
    Map<String, Tensor> tensors = Safetensors.read(file()).tensors();
    assertArrayEquals(values, tensors.get("h").value().data());
    assertArrayEquals(brainValues, tensors.get("b").value().data());
  }
}
