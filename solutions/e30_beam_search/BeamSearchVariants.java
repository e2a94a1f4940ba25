package e30_beam_search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class BeamSearchVariants {
  private BeamSearchVariants() {}

  /** Two queues, the worst text at the front of each, so that it is the one to go. */
  static final class Queues implements BeamSearch {
    private record Text(String tokens, int last, int length, double logP, double worth)
        implements Comparable<Text> {
      @Override
      public int compareTo(Text other) {
        return Double.compare(worth, other.worth);
      }
    }

    @Override
    public Found search(Matrix[] logP, int width, double alpha) {
      PriorityQueue<Text> finished = new PriorityQueue<>();
      PriorityQueue<Text> open = new PriorityQueue<>(List.of(new Text("", 0, 0, 0, 0)));
      for (int t = 0; t < logP.length; t++) {
        PriorityQueue<Text> next = new PriorityQueue<>();
        for (Text text : open) {
          for (int c = 0; c < logP[t].cols(); c++) {
            double sum = text.logP + logP[t].get(text.last, c);
            String tokens = text.tokens + c + " ";
            boolean isFinished = c == 0 || t + 1 == logP.length;
            double worth = isFinished ? sum / Math.pow(t + 1, alpha) : sum;
            PriorityQueue<Text> queue = isFinished ? finished : next;
            queue.add(new Text(tokens, c, t + 1, sum, worth));
            if (queue.size() > width) {
              queue.remove();
            }
          }
        }
        open = next;
      }
      int M = finished.size();
      Matrix tokens = new Matrix(M, logP.length).map(zero -> -1);
      double[] score = new double[M];
      for (int m = M - 1; m >= 0; m--) {
        Text text = finished.remove();
        score[m] = text.worth;
        String[] all = text.tokens.split(" ");
        for (int t = 0; t < all.length; t++) {
          tokens.set(m, t, Integer.parseInt(all[t]));
        }
      }
      return new Found(tokens, score);
    }
  }

  /** Arrays only: the beam is a table of tokens, and sums beside it. */
  static final class Tables implements BeamSearch {
    @Override
    public Found search(Matrix[] logP, int width, double alpha) {
      int T = logP.length;
      List<double[]> finished = new ArrayList<>(); // the score, then T tokens
      double[][] beam = {row(T)};
      for (int t = 0; t < T; t++) {
        int place = t;
        List<double[]> extended = new ArrayList<>();
        for (double[] text : beam) {
          int before = t == 0 ? 0 : (int) text[t];
          for (int c = 0; c < logP[t].rows(); c++) {
            double[] longer = text.clone();
            longer[0] += logP[t].get(before, c);
            longer[t + 1] = c;
            extended.add(longer);
          }
        }
        extended.stream()
            .filter(text -> text[place + 1] == 0 || place == T - 1)
            .map(double[]::clone)
            .peek(text -> text[0] /= Math.pow(place + 1, alpha))
            .forEach(finished::add);
        beam =
            extended.stream()
                .filter(text -> text[place + 1] > 0)
                .sorted((one, other) -> Double.compare(other[0], one[0]))
                .limit(width)
                .toArray(double[][]::new);
      }
      finished.sort((one, other) -> Double.compare(other[0], one[0]));
      List<double[]> best = finished.subList(0, Math.min(width, finished.size()));
      double[][] tokens =
          best.stream()
              .map(text -> Arrays.copyOfRange(text, 1, T + 1))
              .toArray(double[][]::new);
      return new Found(Matrix.of(tokens), best.stream().mapToDouble(text -> text[0]).toArray());
    }

    private static double[] row(int T) {
      return IntStream.rangeClosed(0, T).mapToDouble(t -> t == 0 ? 0 : -1).toArray();
    }
  }
}
