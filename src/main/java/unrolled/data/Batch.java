package unrolled.data;

import unrolled.layer.Sequence;

/**
 * Examples and their answers.
 *
 * @param inputs T × N × D
 * @param targets one row for each sequence (N), to be answered after its last step; or one for each
 *     step (T·N, in the order of {@code inputs.flat()}), to be answered there
 */
public record Batch<T>(Sequence inputs, T targets) {}
