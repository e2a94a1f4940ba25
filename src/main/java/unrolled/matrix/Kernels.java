package unrolled.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import unrolled.matrix.gemm.Blocking;
import unrolled.matrix.gemm.Caches;
import unrolled.matrix.gemm.Gemm;
import unrolled.matrix.gemm.MicroKernel;
import unrolled.matrix.gemm.ScalarMicroKernel;
import unrolled.matrix.gemm.SingleGemm;
import unrolled.matrix.gemm.SingleMicroKernel;
import unrolled.matrix.gemm.SingleScalarMicroKernel;
import unrolled.matrix.gemm.ThreadTeam;

/**
 * Which {@link Kernel} is active, and why.
 *
 * <p>The system property {@code unrolled.kernel} chooses: {@code auto} (the default) takes the
 * vector kernel if the JVM was started with {@code --add-modules jdk.incubator.vector}, else the
 * scalar one; {@code vector} and {@code scalar} ask for one, and {@code vector} fails where it is
 * not available. The property {@code unrolled.threads} says how many threads share a large product,
 * see {@link ThreadTeam}, and {@link Blocking#PROPERTY} how it is cut into blocks; neither changes
 * a bit of it.
 */
public final class Kernels {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;

  private static final String OPTIONS = "vector.options";

  private static final String WANTED = System.getProperty("unrolled.kernel", "auto");
  static final Kernel ACTIVE = choose(WANTED);

  /**
   * Apart, since the scalar kernel does without: to ask the machine takes as long as all products
   * of a short program.
   */
  private static final class OfThisMachine {
    static final Caches CACHES = Caches.ofThisMachine();
  }

  /** Apart, so that who computes in doubles alone does not wait for it to load. */
  private static final class Single {
    static final SingleKernel ACTIVE = chooseSingle(WANTED, ThreadTeam.shared());
  }

  private Kernels() {}

  /** The kernel in use, for those who work on whole arrays; the others use {@link Matrix}. */
  public static Kernel active() {
    return ACTIVE;
  }

  /** The same for floats. */
  public static SingleKernel single() {
    return Single.ACTIVE;
  }

  /** One line for people: the kernel in use, its lanes and threads, and how to get the other. */
  public static String description() {
    int threads = ThreadTeam.shared().threads();
    return "%s, %d thread%s (%s)".formatted(ACTIVE.name(), threads, threads == 1 ? "" : "s", why());
  }

  /** One line for people: the blocks in which a large product is computed, and where from. */
  public static String blocking() {
    boolean asked = !System.getProperty(Blocking.PROPERTY, "auto").equals("auto");
    Caches caches = caches(WANTED);
    String why =
        asked
            ? "asked for by -D" + Blocking.PROPERTY
            : "L1 %d KiB, L2 %d KiB: %s"
                .formatted(caches.l1() >> 10, caches.l2() >> 10, caches.source());
    return "%s (%s)".formatted(blocking(WANTED), why);
  }

  private static Blocking blocking(String kernel) {
    return Blocking.wanted(System.getProperty(Blocking.PROPERTY, "auto"), caches(kernel));
  }

  private static Caches caches(String kernel) {
    return isVector(kernel) ? OfThisMachine.CACHES : Caches.USUAL;
  }

  private static String why() {
    if (!(ACTIVE.elementwise() instanceof ScalarElementwise)) {
      return "Vector API, " + FLAG;
    }
    return vectorIsThere()
        ? "asked for by -Dunrolled.kernel=scalar"
        : "start java with " + FLAG + " for the vector kernel";
  }

  /**
   * A kernel beside the active one, to compare them.
   *
   * @param wanted as in the system property {@code unrolled.kernel}
   * @param threads how many threads share a large product, the caller included
   * @throws IllegalStateException if the vector kernel is asked for and is not available
   */
  public static Kernel choose(String wanted, int threads) {
    Shapes.require(threads > 0, () -> "a kernel cannot have " + threads + " threads");
    return choose(wanted, new ThreadTeam(threads));
  }

  static Kernel choose(String wanted) {
    return choose(wanted, ThreadTeam.shared());
  }

  /** The same with a team that others may use, too. */
  public static Kernel choose(String wanted, ThreadTeam team) {
    if (!isVector(wanted)) {
      var micro = new ScalarMicroKernel();
      var elementwise = new ScalarElementwise();
      return new Kernel(
          micro.name(),
          new Gemm(micro, blocking(wanted), team),
          elementwise,
          new ScalarGates(elementwise));
    }
    var micro = (MicroKernel) made("gemm.VectorMicroKernel");
    var elementwise = (Elementwise) made("VectorElementwise");
    return new Kernel(
        micro.name(),
        new Gemm(micro, blocking(wanted), team),
        elementwise,
        (Gates) made("VectorGates", Elementwise.class, elementwise));
  }

  /** The same for floats. */
  public static SingleKernel chooseSingle(String wanted, ThreadTeam team) {
    if (!isVector(wanted)) {
      var micro = new SingleScalarMicroKernel();
      var elementwise = new SingleScalarElementwise();
      return new SingleKernel(
          micro.name(),
          new SingleGemm(micro, blocking(wanted), team),
          elementwise,
          new SingleScalarGates(elementwise));
    }
    var micro = (SingleMicroKernel) made("gemm.SingleVectorMicroKernel");
    var elementwise = (SingleElementwise) made("SingleVectorElementwise");
    return new SingleKernel(
        micro.name(),
        new SingleGemm(micro, blocking(wanted), team),
        elementwise,
        (SingleGates) made("SingleVectorGates", SingleElementwise.class, elementwise));
  }

  /**
   * The options of a JVM that computes on the vector kernel, as the programs of this library are
   * started: they ask for the module, and have the kernel compiled early. The file {@value
   * #OPTIONS} beside this class holds them, for {@code java @vector.options}.
   */
  public static List<String> vectorOptions() {
    try (InputStream file = Kernels.class.getResourceAsStream(OPTIONS)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(OPTIONS + " cannot be read", e);
    }
  }

  private static boolean isVector(String wanted) {
    return switch (wanted) {
      case "scalar" -> false;
      case "auto" -> vectorIsThere();
      case "vector" -> {
        if (!vectorIsThere()) {
          throw new IllegalStateException("unrolled.kernel=vector: start java with " + FLAG);
        }
        yield true;
      }
      default ->
          throw new IllegalArgumentException(
              "unrolled.kernel: expected auto, scalar or vector, got " + wanted);
    };
  }

  /** Whether this JVM was started with the Vector API. */
  public static boolean vectorIsThere() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** By name, because this class must also load in a JVM that has not the module. */
  private static Object made(String name) {
    return made(name, new Class<?>[0]);
  }

  private static Object made(String name, Class<?> type, Object argument) {
    return made(name, new Class<?>[] {type}, argument);
  }

  private static Object made(String name, Class<?>[] types, Object... arguments) {
    try {
      return Class.forName("unrolled.matrix." + name)
          .getDeclaredConstructor(types)
          .newInstance(arguments);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the vector kernel does not start on this JVM: " + e, e);
    }
  }
}
