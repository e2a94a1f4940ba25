/**
 * The parts of a network that know nothing of time: parameters, activations, losses, an output
 * head.
 *
 * <p>Imports {@code unrolled.matrix}. A part owns weights and no state: what a backward pass needs
 * is handed to it.
 *
 * <p>Read {@link unrolled.nn.Parameter} first, then {@link unrolled.nn.Dense}, the smallest pair of
 * a forward and a backward pass.
 */
package unrolled.nn;
