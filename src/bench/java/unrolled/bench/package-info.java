/**
 * How fast it is, beside others on the same machine in the same minute.
 *
 * <p>Two kinds of measurement stand here. {@code Bench01…} and the other numbered classes are JMH
 * benchmarks, to be read in order: each says what to change and what should be seen. The tables of
 * {@code ./unrolled bench} come from the {@link unrolled.bench.Topic}s: each lets us and the peers
 * run in turn in one process and keeps the ratios of neighbours, because a shared machine changes
 * its speed from second to second and a ratio does not.
 *
 * <p>To add a topic: implement {@link unrolled.bench.Topic} and name it in {@link
 * unrolled.bench.Main}.
 */
package unrolled.bench;
