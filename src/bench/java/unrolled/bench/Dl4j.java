package unrolled.bench;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training step of DL4J's LSTM: forward, and backward from a gradient that comes from outside, to
 * every weight and to x. On weights of its own, whose order is not ours; only shapes are compared.
 */
final class Dl4j implements Runnable {
  private final MultiLayerNetwork network;
  private final INDArray x;
  private final INDArray dh;

  Dl4j(Step size) {
    var type = DataType.DOUBLE;
    Nd4j.setDefaultDataTypes(type, type);
    var layers = new NeuralNetConfiguration.Builder().dataType(type).list();
    for (int i = 0; i < size.layers(); i++)
      layers.layer(new LSTM.Builder().nIn(i == 0 ? size.D() : size.H()).nOut(size.H()).build());
    network = new MultiLayerNetwork(layers.build());
    network.init();
    // Batch first and time last, as DL4J has it.
    x = Nd4j.rand(type, size.N(), size.D(), size.T());
    dh = Nd4j.rand(type, size.N(), size.H(), size.T());
    requireShape(size);
  }

  private void requireShape(Step size) {
    long[] shape = step().shape();
    if (shape[0] != size.N() || shape[1] != size.D() || shape[2] != size.T())
      throw new IllegalStateException("DL4J: dx is " + java.util.Arrays.toString(shape));
  }

  private INDArray step() {
    network.setInput(x);
    network.feedForward(true, false);
    return network.backpropGradient(dh, LayerWorkspaceMgr.noWorkspaces()).getSecond();
  }

  @Override
  public void run() {
    step();
    network.clear();
  }
}
