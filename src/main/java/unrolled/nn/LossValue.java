package unrolled.nn;

import unrolled.matrix.Matrix;

/**
 * A loss and its gradient.
 *
 * @param mean the loss, averaged over the rows
 * @param gradient of that mean with respect to the predictions; the shape of the predictions
 */
public record LossValue(double mean, Matrix gradient) {}
