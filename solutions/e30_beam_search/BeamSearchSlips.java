package e30_beam_search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong when several beginnings are extended side by side. */
final class BeamSearchSlips extends Slips implements BeamSearch {
  private static final String ASIDE =
      "what is finished is put aside, and takes no place among the beginnings.";
  private static final String FORM = "the score is log P / L^α.";

  /** As many texts as can be looked through; a search that drops none is cut here. */
  private static final int MOST = 7_000;

  private static final int FEW = 20;

  /** A text: where it came from, its log P, and that of its last step. */
  private record Text(int[] tokens, double log, double step, Text from) {
    int last() {
      return tokens.length == 0 ? 0 : tokens[tokens.length - 1];
    }

    boolean hasEnded() {
      return tokens.length > 0 && last() == 0;
    }
  }

  @Override
  public Found search(Matrix[] logP, int width, double alpha) {
    int T = logP.length;
    int limit =
        at("T", () -> T)
            .or(
                "the search stops one token short: a text may have T tokens, one for each table.",
                () -> Math.max(1, T - 1))
            .get();
    List<Text> finished = new ArrayList<>();
    List<Text> open = List.of(new Text(new int[0], 0, 0, null));
    // 0: put aside, 1 and more: kept in the beam as it is.
    int stays =
        at("the beam", () -> 0)
            .or("a text that has ended stays among the beginnings: " + ASIDE, () -> 1)
            .or("a text that has ended stays among the beginnings: " + ASIDE, () -> 2)
            .or("a text that has ended stays among the beginnings: " + ASIDE, () -> 3)
            .get();
    for (int t = 0; t < limit && !open.isEmpty(); t++) {
      List<Text> next = new ArrayList<>();
      for (Text text : open) {
        if (stays > 0 && text.hasEnded()) {
          next.add(text);
          continue;
        }
        for (int c = 0; c < logP[t].cols(); c++) {
          next.add(longer(text, c, entry(logP, t, text, c)));
        }
      }
      ToDoubleFunction<Text> by =
          stays == 3 ? text -> text.log / Math.pow(text.tokens.length, alpha) : Text::log;
      boolean isLast = t == limit - 1;
      if (stays > 0) {
        open = stays == 2 && isLast ? next : best(next, width, by);
        finished = isLast ? open : finished;
      } else {
        open = goOn(next, finished, isLast, width);
      }
    }
    return found(finished, T, width, alpha);
  }

  private double entry(Matrix[] logP, int t, Text text, int c) {
    int a = text.last();
    return at("logP", () -> logP[t].get(a, c))
        .or(
            "rows and columns of the table are exchanged: the row is the token before, the column is the next.",
            () -> logP[t].get(c, a))
        .or(
            "the first table is read at every place: there is one for each.",
            () -> logP[0].get(a, c))
        .or(
            "the tables are read from the last on: logP[0] is for the first token.",
            () -> logP[logP.length - 1 - t].get(a, c))
        .or(
            "the table of the place before is read: logP[t − 1] is for the token at place t.",
            () -> logP[Math.max(0, t - 1)].get(a, c))
        .or(
            "the row of the end token is read for every text: the row is the token before.",
            () -> logP[t].get(0, c))
        .or(
            "the row of the first token is read for the whole text: the row is the token before.",
            () -> logP[t].get(t == 0 ? 0 : text.tokens[0], c))
        .or(
            "the first token has the last row of the table before it: the token before it is 0.",
            () -> logP[t].get(t == 0 ? logP[t].rows() - 1 : a, c))
        .get();
  }

  private Text longer(Text text, int c, double step) {
    int[] tokens = Arrays.copyOf(text.tokens, text.tokens.length + 1);
    tokens[text.tokens.length] = c;
    double log =
        at("log P", () -> text.log + step)
            .or("log P is that of the last token alone: add it up over all tokens.", () -> step)
            .or(
                "the logarithms are multiplied: the logarithm of a product is a sum.",
                () -> text.tokens.length == 0 ? step : text.log * step)
            .or(
                "probabilities are multiplied, which is 0 after some hundred tokens: add their"
                    + " logarithms.",
                () -> Math.log(Math.exp(text.log) * Math.exp(step)))
            .or(
                "the probabilities are added: add their logarithms.",
                () -> Math.log((text.tokens.length == 0 ? 0 : Math.exp(text.log)) + Math.exp(step)))
            .or(
                "the first token costs nothing: its log P is in row 0 of the first table.",
                () -> text.tokens.length == 0 ? 0 : text.log + step)
            .or(
                "the end token costs nothing: its log P counts, too.",
                () -> text.log + (c == 0 ? 0 : step))
            .or(
                "the log P of a text is that of its least likely token: add it up over all tokens.",
                () -> text.tokens.length == 0 ? step : Math.min(text.log, step))
            .or("log P is counted twice: add it once for each token.", () -> text.log + 2 * step)
            .get();
    return new Text(tokens, log, step, text);
  }

  /** Puts texts aside, and gives those that are extended again. */
  private List<Text> goOn(List<Text> next, List<Text> finished, boolean isLast, int width) {
    List<Text> ended = only(next, Text::hasEnded);
    List<Text> others = only(next, text -> !text.hasEnded());
    boolean isAside =
        at("what is cut off", () -> true)
            .or(
                "texts that reach T without an end are dropped: they must be cut off there, and finished.",
                () -> false)
            .or(
                "only texts that reach T are returned: those that ended before are finished, too.",
                () -> {
                  ended.removeIf(text -> !isLast);
                  return true;
                })
            .get();
    if (isLast) {
      finished.addAll(isAside ? next : ended);
      return List.of();
    }
    return at(
            "texts that end",
            () -> {
              finished.addAll(ended);
              return kept(others, width);
            })
        .or(
            "a text that has ended takes a place among the beginnings: " + ASIDE,
            () -> {
              List<Text> best = best(next, width, Text::log);
              finished.addAll(ended.isEmpty() ? ended : only(best, Text::hasEnded));
              return only(best, text -> !text.hasEnded());
            })
        .or(
            "a text that has ended takes a place among the beginnings: " + ASIDE,
            () -> {
              finished.addAll(ended);
              return only(best(next, width, Text::log), text -> !text.hasEnded());
            })
        .or(
            "of the texts that end only the likely ones are put aside: all are, however unlikely they are.",
            () -> {
              finished.addAll(only(best(next, 2 * width, Text::log), Text::hasEnded));
              return kept(others, width);
            })
        .or(
            "each text that is put aside makes the beam narrower: the width stays as it is.",
            () -> {
              finished.addAll(ended);
              return best(others, Math.max(0, width - finished.size()), Text::log);
            })
        .or("a text that has ended is extended, too: token 0 ends it.", () -> kept(next, width))
        .or(
            "a text that has ended is put aside and extended as well: token 0 ends it.",
            () -> {
              finished.addAll(ended);
              return kept(next, width);
            })
        .or(
            "the search stops when a text has ended: the other beginnings go on.",
            () -> {
              finished.addAll(ended);
              return ended.isEmpty() ? kept(others, width) : List.of();
            })
        .or(
            "the search stops when the likeliest text has ended: the other beginnings go on.",
            () -> {
              finished.addAll(ended);
              return best(next, 1, Text::log).get(0).hasEnded() ? List.of() : kept(others, width);
            })
        .or(
            "the search stops when as many texts as the width are finished: the other beginnings go on.",
            () -> {
              finished.addAll(ended);
              return finished.size() >= width ? List.of() : kept(others, width);
            })
        .or(
            "of the texts that end at one place only the likeliest is put aside: all of them are.",
            () -> {
              finished.addAll(best(ended, 1, Text::log));
              return kept(others, width);
            })
        .or(
            "the end as the first token is left out: a text of the end alone is a text.",
            () -> {
              finished.addAll(only(ended, text -> text.tokens.length > 1));
              return kept(others, width);
            })
        .get();
  }

  private List<Text> kept(List<Text> texts, int width) {
    return at("the beginnings", () -> best(texts, width, Text::log))
        .or(
            "only the likeliest beginning is kept: that is the greedy choice. Keep as many as the width.",
            () -> best(texts, 1, Text::log))
        .or(
            "one beginning too many is kept: keep as many as the width.",
            () -> best(texts, width + 1, Text::log))
        .or(
            "one beginning too few is kept: keep as many as the width.",
            () -> best(texts, Math.max(1, width - 1), Text::log))
        .or(
            "all beginnings are kept: keep as many as the width.",
            () -> texts.size() > MOST ? best(texts, FEW, Text::log) : texts)
        .or(
            "each beginning keeps as many of its own as the width: keep that many of all together.",
            () -> {
              List<Text> all = new ArrayList<>();
              siblings(texts).forEach(own -> all.addAll(best(own, width, Text::log)));
              return all.size() > MOST ? best(all, FEW, Text::log) : all;
            })
        .or(
            "each beginning keeps only its likeliest token: keep the likeliest of all together.",
            () -> {
              List<Text> all = new ArrayList<>();
              boolean isFirst = texts.stream().allMatch(text -> text.tokens.length == 1);
              siblings(texts).forEach(own -> all.addAll(best(own, isFirst ? width : 1, Text::log)));
              return all;
            })
        .or(
            "the least likely beginnings are kept: keep those with the largest log P.",
            () -> best(texts, width, text -> -text.log))
        .or(
            "the first beginnings that come are kept: keep those with the largest log P.",
            () -> texts.stream().limit(width).toList())
        .or(
            "beginnings are compared by their last token alone: compare the log P of all of it.",
            () -> best(texts, width, Text::step))
        .get();
  }

  /** The texts that came from the same beginning; they stand side by side. */
  private static List<List<Text>> siblings(List<Text> texts) {
    List<List<Text>> all = new ArrayList<>();
    Text from = null;
    for (Text text : texts) {
      if (all.isEmpty() || text.from != from) {
        all.add(new ArrayList<>());
      }
      all.get(all.size() - 1).add(text);
      from = text.from;
    }
    return all;
  }

  private Found found(List<Text> finished, int T, int width, double alpha) {
    ToDoubleFunction<Text> length =
        at("L", () -> (ToDoubleFunction<Text>) text -> text.tokens.length)
            .or(
                "L does not count the end token: it does.",
                () -> text -> text.tokens.length - (text.hasEnded() ? 1 : 0))
            .or(
                "L does not count the end token: it does.",
                () -> text -> Math.max(1, text.tokens.length - (text.hasEnded() ? 1 : 0)))
            .or(
                "L is one too small: it counts all tokens of the text, the end token too.",
                () -> text -> text.tokens.length - 1)
            .or(
                "L counts the token before the first one: it counts the tokens that were written.",
                () -> text -> text.tokens.length + 1)
            .or("every text is divided by T: divide by its own length.", () -> text -> T)
            .get();
    ToDoubleFunction<Text> score = score(length, alpha);
    ToDoubleFunction<Text> order =
        at("the order", () -> score)
            .or("the texts are ranked by log P: rank them by their score.", () -> Text::log)
            .or(
                "the worst texts are returned: the largest score is the best.",
                () -> text -> -score.applyAsDouble(text))
            .or(
                "the texts come in the order in which they were finished: rank them by their score.",
                () -> text -> 0)
            .get();
    List<Text> texts =
        at("how many texts", () -> best(finished, width, order))
            .or(
                "only the best text is returned: return as many as the width, if there are so many.",
                () -> best(finished, 1, order))
            .or(
                "all texts are returned: return as many as the width.",
                () -> best(finished, Integer.MAX_VALUE, order))
            .or(
                "one text too many is returned: return as many as the width.",
                () -> best(finished, width + 1, order))
            .or(
                "one text too few is returned: return as many as the width.",
                () -> best(finished, Math.max(1, width - 1), order))
            .or(
                "the texts with the largest log P are chosen, and ranked by their score then: choose by the"
                    + " score.",
                () -> best(best(finished, width, Text::log), width, order))
            .or(
                "the best text comes last: it comes first.",
                () -> turned(best(finished, width, order)))
            .get();
    double[] scores =
        at("the scores", () -> texts.stream().mapToDouble(score).toArray())
            .or(
                "score holds log P: it must be what the texts are ranked by, log P / L^α.",
                () -> texts.stream().mapToDouble(Text::log).toArray())
            .or(
                "score holds the length of each text: it must be log P / L^α.",
                () -> texts.stream().mapToDouble(length).toArray())
            .get();
    return new Found(tokens(texts, T), scores);
  }

  private ToDoubleFunction<Text> score(ToDoubleFunction<Text> length, double alpha) {
    ToDoubleFunction<Text> right = text -> text.log / Math.pow(length.applyAsDouble(text), alpha);
    return at("the score", () -> right)
        .or("α is ignored, and log P is the score: " + FORM, () -> Text::log)
        .or(
            "α is ignored, and the mean is the score: " + FORM,
            () -> text -> text.log / length.applyAsDouble(text))
        .or(
            "log P is multiplied by L^α: it must be divided, " + FORM,
            () -> text -> text.log * Math.pow(length.applyAsDouble(text), alpha))
        .or(
            "L is multiplied by α: α is its exponent, " + FORM,
            () -> text -> text.log / (length.applyAsDouble(text) * alpha))
        .or(
            "α is the base and L the exponent: it must be the other way round, " + FORM,
            () -> text -> text.log / Math.pow(alpha, length.applyAsDouble(text)))
        .or(
            "α is the exponent of the mean: it must be that of L alone, " + FORM,
            () -> text -> Math.pow(text.log / length.applyAsDouble(text), alpha))
        .or(
            "the length is divided as in the paper of Wu and others, ((5 + L) / 6)^α: here " + FORM,
            () -> text -> text.log / Math.pow((5 + length.applyAsDouble(text)) / 6, alpha))
        .or(
            "a bonus is added for each token: here " + FORM,
            () -> text -> text.log + alpha * length.applyAsDouble(text))
        .or(
            "the score is made of P: it must be made of log P, " + FORM,
            () -> text -> Math.exp(text.log) / Math.pow(length.applyAsDouble(text), alpha))
        .or("the score has the wrong sign: " + FORM, () -> text -> -right.applyAsDouble(text))
        .get();
  }

  private Matrix tokens(List<Text> texts, int T) {
    int longest = texts.stream().mapToInt(text -> text.tokens.length).max().orElse(0);
    return at("the rows", () -> rows(texts, T, Text::tokens, -1))
        .or(
            "the end token is left out: it is a token of the text.",
            () ->
                rows(
                    texts,
                    T,
                    text ->
                        text.hasEnded()
                            ? Arrays.copyOf(text.tokens, text.tokens.length - 1)
                            : text.tokens,
                    -1))
        .or(
            "the rows are filled up with 0: −1 stands behind the end.",
            () -> rows(texts, T, Text::tokens, 0))
        .or(
            "the rows begin with the token before the first one: y_0 is no token of the text.",
            () -> rows(texts, T + 1, BeamSearchSlips::withStart, -1))
        .or(
            "the rows begin with the token before the first one: y_0 is no token of the text.",
            () -> rows(texts, T, BeamSearchSlips::withStart, -1))
        .or(
            "the rows are as long as the longest text that was found: they have T columns.",
            () -> rows(texts, longest, Text::tokens, -1))
        .or(
            "the texts stand at the right end of their rows: they begin in column 0.",
            () ->
                rows(
                    texts,
                    T,
                    text -> {
                      int[] row = new int[T];
                      Arrays.fill(row, -1);
                      System.arraycopy(
                          text.tokens, 0, row, T - text.tokens.length, text.tokens.length);
                      return row;
                    },
                    -1))
        .or(
            "the tokens stand in reverse order: column 0 holds the first.",
            () ->
                rows(
                    texts,
                    T,
                    text -> {
                      int L = text.tokens.length;
                      return IntStream.range(0, L).map(t -> text.tokens[L - 1 - t]).toArray();
                    },
                    -1))
        .get();
  }

  private static int[] withStart(Text text) {
    return IntStream.concat(IntStream.of(0), Arrays.stream(text.tokens)).toArray();
  }

  private static Matrix rows(
      List<Text> texts, int columns, Function<Text, int[]> tokens, double empty) {
    Matrix rows = new Matrix(texts.size(), columns).map(v -> empty);
    for (int m = 0; m < texts.size(); m++) {
      int[] row = tokens.apply(texts.get(m));
      for (int t = 0; t < Math.min(columns, row.length); t++) {
        rows.set(m, t, row[t]);
      }
    }
    return rows;
  }

  private static List<Text> only(List<Text> texts, java.util.function.Predicate<Text> which) {
    return new ArrayList<>(texts.stream().filter(which).toList());
  }

  private static List<Text> best(List<Text> texts, int width, ToDoubleFunction<Text> by) {
    return texts.stream().sorted(Comparator.comparingDouble(by).reversed()).limit(width).toList();
  }

  private static List<Text> turned(List<Text> texts) {
    return IntStream.range(0, texts.size()).mapToObj(m -> texts.get(texts.size() - 1 - m)).toList();
  }
}
