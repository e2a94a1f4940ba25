package unrolled.cell;

import unrolled.matrix.Matrix;

/**
 * One time step that has been computed: all that the backward pass needs, and nothing hidden.
 *
 * @param x the input (N × D)
 * @param previous the state that came in
 * @param state the state that goes out
 * @param gates the activations that the cell keeps, side by side (N × some multiple of H); the cell
 *     says which
 */
public record Step<S>(Matrix x, S previous, S state, Matrix gates) {}
