package unrolled.layer;

import unrolled.matrix.gemm.ThreadTeam;

/** How the passes of a layer are cut into parts, one for each thread. */
final class Parts {
  private static final long WORTH_SHARING = 500_000; // multiplications: some ten microseconds

  private final ThreadTeam team = ThreadTeam.shared();
  int threads = team.threads(); // a test tries other numbers
  private int count = 1;

  /** As many as there are threads, but no more than {@code most}; one, if there is little work. */
  void choose(long multiplications, int most) {
    count = multiplications < WORTH_SHARING ? 1 : Math.min(threads, most);
  }

  /** Runs all parts, and returns when they are done. */
  void run(ThreadTeam.Task task) {
    team.run(count, task);
  }

  /** Where part {@code part} of so many numbers begins. */
  int cut(int size, int part) {
    return (int) ((long) size * part / count);
  }
}
