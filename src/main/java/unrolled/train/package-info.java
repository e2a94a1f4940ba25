/**
 * Learning: optimizers, clipping, the check of gradients, the training loop.
 *
 * <p>Knows parameters and gradients, never what computed them. Prints nothing.
 *
 * <p>Read {@link unrolled.train.Trainer} first: its loop is the order of everything else.
 */
package unrolled.train;
