/**
 * The commands of {@code ./unrolled}: one class each, over picocli.
 *
 * <p>Exit codes: 0 done, 1 a cell or a check failed, 2 wrong use, 3 something is missing on this
 * machine. A failure that can be expected is one sentence on the error stream.
 */
package unrolled.cli;
