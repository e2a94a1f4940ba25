package unrolled.matrix.gemm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The caches of one core, and the blocks of a product that fit them.
 *
 * @param l1 bytes of the first level, for data
 * @param l2 bytes of the second level
 * @param source who says so
 */
public record Caches(int l1, int l2, String source) {
  /** What most cores of the last ten years have at least. */
  public static final Caches USUAL = new Caches(32 << 10, 512 << 10, "usual sizes");

  private static final int PANEL_ROW = 24 * Double.BYTES;
  private static final Path FOLDER = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final Path CPU = Path.of("/proc/cpuinfo");

  /** As Linux tells; where it tells nothing, {@link #USUAL}. */
  public static Caches ofThisMachine() {
    return read(FOLDER, CPU);
  }

  /**
   * From the folder of the caches, or else the size of the second level that the CPU's file has.
   */
  static Caches read(Path folder, Path cpu) {
    int l1 = 0;
    int l2 = 0;
    for (int i = 0; i < 8; i++) {
      Path cache = folder.resolve("index" + i);
      String kind = text(cache.resolve("level")).strip() + text(cache.resolve("type")).strip();
      int bytes = bytes(text(cache.resolve("size")).strip());
      l1 = kind.equals("1Data") ? bytes : l1;
      l2 = kind.equals("2Unified") ? bytes : l2;
    }
    if (l1 > 0 && l2 > 0) {
      return new Caches(l1, l2, "as Linux says");
    }
    int size = bytes(cacheSize(text(cpu)));
    return size >= 128 << 10 && size <= 8192 << 10
        ? new Caches(USUAL.l1, size, "L2 as Linux says, L1 as usual")
        : USUAL;
  }

  /** The first line {@code cache size : 1024 KB} as {@code 1024K}; empty if there is none. */
  private static String cacheSize(String cpu) {
    for (String line : cpu.split("\n")) {
      if (line.startsWith("cache size")) {
        return line.substring(line.indexOf(':') + 1).replace("KB", "").strip() + "K";
      }
    }
    return "";
  }

  /**
   * Of a size such as {@code 48K}; 0 if it is none. Without a regular expression, which takes
   * longer to start than a first product.
   */
  private static int bytes(String size) {
    try {
      return size.endsWith("K") && size.length() < 8
          ? Integer.parseInt(size.substring(0, size.length() - 1)) << 10
          : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String text(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Blocks for these caches.
   *
   * <pre>{@code
   * kc   a panel of B, kc × NR numbers, fills the first level
   * mc   a block of A, mc × kc numbers, fills a quarter of the second
   * nc   3,072: a block of B comes from the third level or from memory
   * }</pre>
   *
   * <p>NR is that of 512-bit vectors, 24 doubles or 48 floats, which take as many bytes. Low et
   * al., "Analytical modeling is enough for high-performance BLIS", 2016, leave room for A and C in
   * the first level: kc = 128 for 48 KiB, and 64 for 32 KiB. On an AMD EPYC with 48 KiB and 1 MiB,
   * products of 256 to 1,024 and gradients of weights ran with kc = 128 at 0.95 to 1.02 times the
   * speed of kc = 256, and with 64 at 0.86 to 0.94: here C is read and written once for every kc
   * steps, and B arrives in time from the second level. So kc is never below 256. Twice as many
   * rows as mc made no product faster; nc = 3,072 made the longer ones 0.99 to 1.07 times as fast
   * as 768.
   */
  Blocking blocking() {
    int kc = Math.max(256, l1 / PANEL_ROW / 64 * 64);
    int mc = l2 / 4 / (kc * Double.BYTES) / 8 * 8;
    return new Blocking(kc, Math.min(Math.max(mc, 64), 512), 3072);
  }
}
