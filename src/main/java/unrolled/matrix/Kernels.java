package unrolled.matrix;

/**
 * Which {@link Kernel} is active, and why.
 *
 * <p>The system property {@code unrolled.kernel} chooses: {@code auto} (the default) takes the
 * vector kernel if the JVM was started with {@code --add-modules jdk.incubator.vector}, else the
 * scalar one; {@code vector} and {@code scalar} ask for one, and {@code vector} fails where it is
 * not available. The property {@code unrolled.threads} says how many threads share a large product,
 * see {@link ThreadTeam}; it changes no bit of it.
 */
public final class Kernels {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;

  static final TiledKernel ACTIVE = choose(System.getProperty("unrolled.kernel", "auto"));

  private Kernels() {}

  /** The kernel in use, for those who work on whole arrays; the others use {@link Matrix}. */
  public static Kernel active() {
    return ACTIVE;
  }

  /** One line for people: the kernel in use, its lanes and threads, and how to get the other. */
  public static String description() {
    int threads = ThreadTeam.shared().threads();
    return "%s, %d thread%s (%s)".formatted(ACTIVE.name(), threads, threads == 1 ? "" : "s", why());
  }

  private static String why() {
    if (!(ACTIVE instanceof ScalarKernel)) {
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

  static TiledKernel choose(String wanted) {
    return choose(wanted, ThreadTeam.shared());
  }

  static TiledKernel choose(String wanted, ThreadTeam team) {
    return switch (wanted) {
      case "scalar" -> new ScalarKernel(team);
      case "vector" -> vector(team);
      case "auto" -> vectorIsThere() ? vector(team) : new ScalarKernel(team);
      default ->
          throw new IllegalArgumentException(
              "unrolled.kernel: expected auto, scalar or vector, got " + wanted);
    };
  }

  static boolean vectorIsThere() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** By name, because this class must also load in a JVM that has not the module. */
  private static TiledKernel vector(ThreadTeam team) {
    if (!vectorIsThere()) {
      throw new IllegalStateException("unrolled.kernel=vector: start java with " + FLAG);
    }
    try {
      return (TiledKernel)
          Class.forName("unrolled.matrix.VectorKernel")
              .getDeclaredConstructor(ThreadTeam.class)
              .newInstance(team);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the vector kernel does not start on this JVM: " + e, e);
    }
  }
}
