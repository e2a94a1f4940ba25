package unrolled.layer;

import unrolled.matrix.Matrix;

/**
 * What a network that writes expects after a token.
 *
 * @param logits of each token (N × K)
 * @param state from which it goes on, once it was given the token that was chosen
 */
public record Next<S>(Matrix logits, S state) {}
