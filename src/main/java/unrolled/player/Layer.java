package unrolled.player;

/** One of the things that a sandbox is made of; a test leaves out one to see that it is needed. */
public enum Layer {
  /** A user of its own for each worker. */
  USER,
  /** A bound on processes and threads. */
  PROCESSES,
  /** A bound on memory beside the heap. */
  MEMORY,
  /** No file can be written, wherever it is. */
  WRITING,
  /** A session of its own, without the teacher's terminal. */
  SESSION,
  /** No files but the JDK and the player's own. */
  FILES,
  /** No network. */
  NETWORK,
  /** No process to be seen but its own, and none outlives it. */
  OTHERS
}
