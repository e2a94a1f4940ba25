/**
 * Files of weights: the safetensors format, and the names and layouts that other frameworks give to
 * the weights of the same networks.
 *
 * <p>Read {@link unrolled.weights.Weights} first. {@link unrolled.weights.PytorchLayout} and {@link
 * unrolled.weights.KerasLayout} say which tensor is which parameter, and in what order its numbers
 * stand; {@link unrolled.weights.Safetensors} reads and writes the bytes.
 */
package unrolled.weights;
