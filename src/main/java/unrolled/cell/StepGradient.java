package unrolled.cell;

import unrolled.matrix.Matrix;

/**
 * What the backward pass of one time step sends on. The gradients of the weights are not here: they
 * are added to the parameters.
 *
 * @param dx the gradient with respect to the input (N × D)
 * @param dPrevious the gradient with respect to the state that came in
 */
public record StepGradient<S>(Matrix dx, S dPrevious) {}
