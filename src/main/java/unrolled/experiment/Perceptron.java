package unrolled.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dense;
import unrolled.nn.LossValue;
import unrolled.nn.Parameter;
import unrolled.nn.SoftmaxCrossEntropy;

/** A classifier of two classes without time: z = x·W + b, or with a hidden layer of tanh units. */
final class Perceptron {
  private final List<Dense> layers = new ArrayList<>();

  /**
   * @param hidden units of the hidden layer, or 0 for none
   */
  Perceptron(int inputs, int hidden, RandomGenerator rng) {
    if (hidden > 0) {
      layers.add(new Dense(inputs, hidden, rng));
    }
    layers.add(new Dense(hidden > 0 ? hidden : inputs, 2, rng));
  }

  private Matrix hidden(Matrix x) {
    return layers.size() == 1 ? x : Activation.TANH.of(layers.get(0).forward(x));
  }

  private Dense head() {
    return layers.get(layers.size() - 1);
  }

  /** z (N × 2) for x (N × inputs). */
  Matrix logits(Matrix x) {
    return head().forward(hidden(x));
  }

  /** Returns the loss in nats, and adds to the gradients. */
  double learn(Matrix x, int[] labels) {
    Matrix h = hidden(x);
    LossValue loss = SoftmaxCrossEntropy.of(head().forward(h), labels);
    Matrix dh = head().backward(loss.gradient(), h);
    if (layers.size() > 1) {
      layers.get(0).backward(Activation.TANH.backward(dh, h), x);
    }
    return loss.mean();
  }

  List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }
}
