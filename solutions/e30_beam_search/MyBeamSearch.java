package e30_beam_search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import unrolled.matrix.Matrix;

/** A list of beginnings, a list of what is finished, and the best of each. */
public final class MyBeamSearch implements BeamSearch {
  private record Text(int[] tokens, double logP) {
    int last() {
      return tokens.length == 0 ? 0 : tokens[tokens.length - 1];
    }

    Text and(int token, double logP) {
      int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
      longer[tokens.length] = token;
      return new Text(longer, this.logP + logP);
    }
  }

  @Override
  public Found search(Matrix[] logP, int width, double alpha) {
    int T = logP.length;
    List<Text> finished = new ArrayList<>();
    List<Text> open = List.of(new Text(new int[0], 0));
    for (int t = 0; t < T; t++) {
      List<Text> next = new ArrayList<>();
      for (Text text : open) {
        for (int c = 0; c < logP[t].cols(); c++) {
          Text longer = text.and(c, logP[t].get(text.last(), c));
          (c == 0 || t == T - 1 ? finished : next).add(longer);
        }
      }
      open = best(next, width, Text::logP);
    }
    ToDoubleFunction<Text> score = text -> text.logP / Math.pow(text.tokens.length, alpha);
    List<Text> found = best(finished, width, score);
    Matrix tokens = new Matrix(found.size(), T);
    for (int m = 0; m < found.size(); m++) {
      int[] text = found.get(m).tokens;
      for (int t = 0; t < T; t++) {
        tokens.set(m, t, t < text.length ? text[t] : -1);
      }
    }
    return new Found(tokens, found.stream().mapToDouble(score).toArray());
  }

  private static List<Text> best(List<Text> all, int width, ToDoubleFunction<Text> by) {
    return all.stream()
        .sorted(Comparator.comparingDouble(by).reversed())
        .limit(width)
        .toList();
  }
}
