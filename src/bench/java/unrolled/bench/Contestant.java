package unrolled.bench;

/**
 * One who takes part in a {@link Race}.
 *
 * @param work what one call of {@code task} does, in a unit that all contestants share
 */
record Contestant(String name, double work, Runnable task) {}
