package unrolled.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import unrolled.matrix.Kernels;

/** What a reader must know of the machine to judge a figure. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  static String description() {
    return "%s: %s, %d cores%s; JDK %s; %s."
        .formatted(
            LocalDate.now(),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            hasAvx512() ? " with AVX-512" : "",
            System.getProperty("java.version"),
            Kernels.description() + "; " + Kernels.blocking());
  }

  /**
   * What one figure may not be compared with another without: {@code AMD EPYC (family 26, model
   * 2)}.
   */
  static String processor() {
    String name = field("model name").orElse(System.getProperty("os.arch"));
    return field("cpu family")
        .map(
            family ->
                "%s (family %s, model %s)".formatted(name, family, field("model").orElse("?")))
        .orElse(name);
  }

  /** AMD and Intel have different goals: their caches and vectors differ. */
  static boolean isAmd() {
    return field("vendor_id").filter(vendor -> vendor.contains("AMD")).isPresent();
  }

  /** Whether 512-bit kernels run here, as far as the operating system tells. */
  static boolean hasAvx512() {
    return field("flags").filter(flags -> flags.contains(" avx512f ")).isPresent();
  }

  private static Optional<String> field(String name) {
    if (!Files.isReadable(CPU)) return Optional.empty();
    try (var lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.split(":", 2)[0].strip().equals(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(CPU + " cannot be read", e);
    }
  }
}
