package unrolled.matrix;

/**
 * Which {@link Kernel} is active, and why.
 *
 * <p>The system property {@code unrolled.kernel} chooses: {@code auto} (the default) takes the
 * vector kernel if the JVM was started with {@code --add-modules jdk.incubator.vector}, else the
 * scalar one; {@code vector} and {@code scalar} ask for one, and {@code vector} fails where it
 * cannot be had.
 */
public final class Kernels {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;

  static final Kernel ACTIVE = choose(System.getProperty("unrolled.kernel", "auto"));

  private Kernels() {}

  /** The kernel in use, for those who work on whole arrays; the others use {@link Matrix}. */
  public static Kernel active() {
    return ACTIVE;
  }

  /** One line for people: the kernel in use, and how to get the other. */
  public static String description() {
    if (!(ACTIVE instanceof ScalarKernel)) return "vector kernel (Vector API, " + FLAG + ")";
    return vectorIsThere()
        ? "scalar kernel (asked for by -Dunrolled.kernel=scalar)"
        : "scalar kernel (start java with " + FLAG + " for the vector kernel)";
  }

  static Kernel choose(String wanted) {
    return choose(wanted, ThreadTeam.shared());
  }

  static Kernel choose(String wanted, ThreadTeam team) {
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
  private static Kernel vector(ThreadTeam team) {
    if (!vectorIsThere())
      throw new IllegalStateException("unrolled.kernel=vector: start java with " + FLAG);
    try {
      return (Kernel)
          Class.forName("unrolled.matrix.VectorKernel")
              .getDeclaredConstructor(ThreadTeam.class)
              .newInstance(team);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the vector kernel does not start on this JVM: " + e, e);
    }
  }
}
