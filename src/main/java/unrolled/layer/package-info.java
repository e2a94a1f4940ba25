/**
 * Cells carried through time.
 *
 * <p>Imports {@code matrix}, {@code nn} and {@code cell}. A layer owns no state between two calls:
 * "stateful" means that the caller hands on {@code run.last()}, and "truncated" that it does so
 * without going back any further.
 *
 * <p>Read {@link unrolled.layer.Sequence}, then {@link unrolled.layer.Unrolled}.
 */
package unrolled.layer;
