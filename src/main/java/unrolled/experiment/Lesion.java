package unrolled.experiment;

import java.util.Map;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Model;
import unrolled.nn.Parameter;

/**
 * What a network can still do when units are cut out of it.
 *
 * <pre>{@code
 * at the end     h[units] = 0 where the head reads it: rows [units] of the head's W are 0
 * throughout     rows [units] of Wh are 0 as well: no other unit ever reads these
 * }</pre>
 *
 * <p>For models of one layer.
 */
public final class Lesion {
  private Lesion() {}

  /** What the model answers, the units cut out at the end. Afterwards it is as it was. */
  public static Model.Evaluation<int[]> atTheEnd(
      Model<Sequence, int[]> model, Sequence xs, int[] answers, int... units) {
    return without(model, xs, answers, new String[] {"head.W"}, units);
  }

  /** What the model answers, the units cut out throughout. Afterwards it is as it was. */
  public static Model.Evaluation<int[]> throughout(
      Model<Sequence, int[]> model, Sequence xs, int[] answers, int... units) {
    return without(model, xs, answers, new String[] {"head.W", "layer0.Wh"}, units);
  }

  private static Model.Evaluation<int[]> without(
      Model<Sequence, int[]> model, Sequence xs, int[] answers, String[] readers, int... units) {
    Map<String, Parameter> named = model.named();
    Matrix[] before = new Matrix[readers.length];
    for (int i = 0; i < readers.length; i++) {
      if (!named.containsKey(readers[i]) || named.containsKey("layer1.Wh")) {
        throw new IllegalArgumentException(
            "Lesion: expected a model of one layer with %s, got %s"
                .formatted(readers[i], named.keySet()));
      }
      before[i] = named.get(readers[i]).value.copy();
    }
    try {
      for (String reader : readers) {
        silence(named.get(reader).value, units);
      }
      return model.evaluate(xs, answers);
    } finally {
      for (int i = 0; i < readers.length; i++) {
        named.get(readers[i]).value.copyFrom(before[i]);
      }
    }
  }

  private static void silence(Matrix w, int... units) {
    for (int u : units) {
      for (int k = 0; k < w.cols(); k++) {
        w.set(u, k, 0);
      }
    }
  }
}
