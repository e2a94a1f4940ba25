package unrolled.matrix.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Kernels;
import unrolled.matrix.Numbers;

/** Where the sizes of blocks come from, and that they change no bit of a product. */
class BlockingTest {
  @TempDir Path folder;

  private void cache(int index, String level, String type, String size) throws IOException {
    Path cache = folder.resolve("cache/index" + index);
    Files.createDirectories(cache);
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("type"), type + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }

  private Caches read(String cpu) throws IOException {
    Files.writeString(folder.resolve("cpuinfo"), cpu);
    return Caches.read(folder.resolve("cache"), folder.resolve("cpuinfo"));
  }

  @Test
  void the_caches_are_those_that_linux_tells() throws IOException {
    cache(0, "1", "Data", "48K");
    cache(1, "1", "Instruction", "32K");
    cache(2, "2", "Unified", "2048K");
    cache(3, "3", "Unified", "107520K");
    Caches caches = read("cache size\t: 107520 KB\n");
    assertEquals(new Caches(48 << 10, 2048 << 10, "as Linux says"), caches);
    assertEquals(new Blocking(256, 256, 3072), caches.blocking());
  }

  @Test
  void without_their_folder_the_second_level_is_in_the_file_of_the_processor() throws IOException {
    Caches caches = read("model name\t: AMD EPYC\ncache size\t: 1024 KB\n");
    assertEquals(Caches.USUAL.l1(), caches.l1());
    assertEquals(1024 << 10, caches.l2());
    assertEquals(new Blocking(256, 128, 3072), caches.blocking());
  }

  @Test
  void a_machine_that_tells_nothing_or_nonsense_has_the_usual_ones() throws IOException {
    assertEquals(Caches.USUAL, Caches.read(folder.resolve("none"), folder.resolve("none")));
    cache(0, "1", "Data", "a lot");
    assertEquals(Caches.USUAL, read("cache size\t: 4 KB\n"));
    assertEquals(Caches.USUAL, read("cache size\t: 99999999 KB\n"));
  }

  @Test
  void a_large_first_level_gives_deeper_blocks_and_no_second_level_too_many_rows() {
    assertEquals(new Blocking(640, 512, 3072), new Caches(128 << 10, 64 << 20, "").blocking());
    assertEquals(new Blocking(256, 64, 3072), new Caches(16 << 10, 128 << 10, "").blocking());
  }

  @Test
  void the_property_takes_the_place_of_what_was_chosen() {
    assertEquals(new Blocking(7, 5, 3), Blocking.wanted("7,5,3", Caches.USUAL));
    assertEquals(Caches.USUAL.blocking(), Blocking.wanted("auto", Caches.USUAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "256", "1,2", "1,2,3,4", "1,2,x", "0,1,1", "1,-1,1", ",,,,,", "1,,2,3"})
  void what_is_no_blocking_is_refused(String property) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Blocking.wanted(property, Caches.USUAL));
    assertEquals(true, e.getMessage().contains("expected kc,"), e.getMessage());
  }

  /** Sizes for other caches, down to one tile. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void blocks_change_no_bit(String name) {
    assumeTrue(name.equals("scalar") || Kernels.vectorIsThere());
    SplittableRandom random = new SplittableRandom(1);
    int m = 67;
    int n = 131;
    int k = 97;
    double[] a = Numbers.random(random, m * k);
    double[] b = Numbers.random(random, k * n);
    double[] expected = new double[m * n];
    Gemm plain = Numbers.kernel(name).gemm();
    plain.nn(m, n, k, a, 0, k, b, 0, n, expected, 0, n);
    for (Blocking blocking :
        new Blocking[] {
          new Blocking(1, 1, 1),
          new Blocking(3, 8, 24),
          new Blocking(64, 896, 768),
          new Blocking(96, 24, 50),
          new Blocking(10_000, 10_000, 10_000)
        }) {
      Gemm gemm = new Gemm(plain.micro, blocking, new ThreadTeam(2));
      double[] c = new double[m * n];
      gemm.nn(m, n, k, a, 0, k, b, 0, n, c, 0, n);
      assertArrayEquals(expected, c, blocking.toString());
      double[] packed = new double[m * n];
      PackedB right = new PackedB();
      gemm.pack(k, n, b, 0, n, right);
      gemm.packed(m, a, 0, k, right, packed, 0, n);
      assertArrayEquals(expected, packed, blocking.toString());
    }
  }
}
