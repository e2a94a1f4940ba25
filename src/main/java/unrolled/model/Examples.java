package unrolled.model;

/**
 * Inputs and the answers that are wanted.
 *
 * @param <X> what is read: {@code int[][]}, a row of tokens for each sequence; or {@code Sequence}
 * @param <Y> what is answered, see {@link Loss}
 */
public record Examples<X, Y>(X inputs, Y targets) {}
