package unrolled.jupyter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells Jupyter of this checkout's kernel, and of other Java kernels with this checkout's classes.
 *
 * <p>Without a further word that is done by files under {@code target/jupyter} alone: Jupyter looks
 * there when {@code JUPYTER_PATH} says so, and {@link Jupyter#command} sets it.
 */
public final class Setup {
  /**
   * The name of this checkout's kernel. IJava's and JJava's are named so, too, and so one notebook
   * opens under each of them.
   */
  public static final String KERNEL = "java";

  private Setup() {}

  /**
   * Writes the kernel spec for the running JVM and its class path.
   *
   * @param home the checkout
   * @return the path of {@code kernel.json}
   */
  public static Path kernelSpec(Path home) {
    return own(home).write(folder(home, KERNEL));
  }

  /**
   * Writes the spec of another kernel, see {@link OtherKernel}.
   *
   * @param home the checkout
   * @param jar what {@link OtherKernel#jar} has found
   * @return the path of {@code kernel.json}
   */
  public static Path kernelSpec(Path home, OtherKernel kernel, Path jar) {
    return kernel.spec(absolute(home), jar).write(folder(home, kernel.word()));
  }

  /** Whether a kernel of this name has been written. */
  public static boolean isWritten(Path home, String kernel) {
    return Files.exists(folder(home, kernel).resolve(KernelSpec.FILE));
  }

  /**
   * Writes this checkout's kernel where every Jupyter of this user looks.
   *
   * @param data Jupyter's folder of this user, see {@link Jupyter#userFolder}
   * @param name the kernel's name in Jupyter
   * @return the path of {@code kernel.json}
   * @throws IllegalStateException if another kernel has that name
   */
  public static Path userKernel(Path home, Path data, String name) {
    return own(home).write(ours(data, name));
  }

  /** Writes another kernel where every Jupyter of this user looks, as {@link #userKernel} does. */
  public static Path userKernel(Path home, Path data, String name, OtherKernel kernel, Path jar) {
    return kernel.spec(absolute(home), jar).write(ours(data, name));
  }

  /**
   * Takes a kernel away again that {@link #userKernel} has written.
   *
   * @return its folder, which is gone; empty if there was none
   * @throws IllegalStateException if another kernel has that name
   */
  public static Optional<Path> removeUserKernel(Path data, String name) {
    Path folder = ours(data, name);
    if (!Files.exists(folder.resolve(KernelSpec.FILE))) {
      return Optional.empty();
    }
    KernelSpec.delete(folder);
    return Optional.of(folder);
  }

  private static KernelSpec own(Path home) {
    return new KernelSpec(
        absolute(home),
        "Java (Unrolled)",
        KernelSpec.ownClassPath(),
        List.of(),
        JavaKernel.class.getName(),
        Map.of());
  }

  /** The folder that {@code JUPYTER_PATH} has to name. */
  static Path dataFolder(Path home) {
    return absolute(home).resolve("target").resolve("jupyter");
  }

  private static Path folder(Path home, String kernel) {
    return dataFolder(home).resolve("kernels").resolve(kernel);
  }

  private static Path ours(Path data, String name) {
    Path folder = data.resolve("kernels").resolve(name);
    Optional<String> shown = KernelSpec.shownName(folder);
    if (shown.isPresent() && !KernelSpec.isOurs(folder)) {
      throw new IllegalStateException(
          "%s holds another kernel, \"%s\"; nothing was changed. Take it away first (jupyter"
                  .formatted(folder, shown.get())
              + " kernelspec remove "
              + name
              + "), or give ours another name with --name.");
    }
    return folder;
  }

  private static Path absolute(Path home) {
    return home.toAbsolutePath().normalize();
  }
}
