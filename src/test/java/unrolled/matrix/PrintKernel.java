package unrolled.matrix;

/** Started in a JVM of its own by {@link KernelsTest}. */
final class PrintKernel {
  private PrintKernel() {}

  public static void main(String[] args) {
    System.out.println(Kernels.description());
  }
}
