/**
 * Learning, and what comes after it: optimizers and their schedules, clipping, the check of
 * gradients, the training loop, truncated backpropagation through time, early stopping, metrics,
 * checkpoints, sampling and beam search.
 *
 * <p>Knows parameters and gradients, and hardly ever what computed them. Prints nothing.
 *
 * <p>Read {@link unrolled.train.Trainer} first: its loop is the order of everything else. Then
 * {@link unrolled.train.Adam} for an optimizer, and {@link unrolled.weights.Weights} for files,
 * which {@link unrolled.weights.PytorchLayout} and {@link unrolled.weights.KerasLayout} lay out.
 */
package unrolled.train;
