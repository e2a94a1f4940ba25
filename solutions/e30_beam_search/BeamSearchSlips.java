package e30_beam_search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong when several beginnings are extended side by side. */
final class BeamSearchSlips extends Slips implements BeamSearch {
  private static final String ASIDE =
      "each finished text must be put aside, and the beginnings must be chosen from the others.";
  private static final String EARLY =
      "the search stops as soon as what is finished seems better than every beginning: a longer"
          + " text may still get a larger score, so the search must go on up to T.";
  private static final String FORM = "the score must be log P / L^α.";

  private static final String NO_TEXT =
      "there are always as many rows as the width: there must be one row for each text that is"
          + " returned, so fewer rows if there are fewer texts.";

  private static final String TOO_LARGE =
      "the search for the best begins with too large a number, so texts below it are never chosen:"
          + " it must begin with Double.NEGATIVE_INFINITY. Double.MIN_VALUE is above 0.";
  private static final String TOO_MANY =
      "more beginnings are kept than the width: only as many as the width must be kept, those with"
          + " the largest log P.";

  private static final String ONE_ARRAY =
      "all extensions write into the same array of tokens: each must have a copy of its own, as"
          + " Arrays.copyOf makes it.";

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
  public Found search(Matrix[] tables, int width, double exponent) {
    Matrix[] logP = read(tables);
    double alpha = exponent(exponent);
    int T = logP.length;
    int shared =
        at("the arrays of tokens", () -> 0).or(ONE_ARRAY, () -> 1).or(ONE_ARRAY, () -> 2).get();
    int limit =
        at("T", () -> T)
            .or(
                "the search stops one token short: a text may have T tokens, so every table must"
                    + " be read.",
                () -> Math.max(1, T - 1))
            .or(
                "the search stops one token short: a text may have T tokens, so every table must"
                    + " be read.",
                () -> -1)
            .get();
    int end = limit < 0 ? T - 1 : limit;
    List<Text> finished = new ArrayList<>();
    Text empty = new Text(new int[0], 0, 0, null);
    List<Text> open =
        at("the start", () -> List.of(empty))
            .or(
                "the search begins with as many empty beginnings as the width, so the same text"
                    + " comes several times: it must begin with one.",
                () -> Collections.nCopies(width, empty))
            .get();
    // 0: put aside, 1 and more: kept in the beam as it is.
    int stays =
        at("the beam", () -> 0)
            .or("a text that has ended stays among the beginnings: " + ASIDE, () -> 1)
            .or("a text that has ended stays among the beginnings: " + ASIDE, () -> 2)
            .or("a text that has ended stays among the beginnings: " + ASIDE, () -> 3)
            .get();
    for (int t = 0; t < end && !open.isEmpty(); t++) {
      List<Text> next = new ArrayList<>();
      for (Text text : open) {
        if (stays > 0 && text.hasEnded()) {
          next.add(text);
          continue;
        }
        List<Text> own = new ArrayList<>();
        for (int c = 0; c < logP[t].cols(); c++) {
          own.add(longer(text, c, entry(logP, t, text, c, shared)));
        }
        next.addAll(extensions(own, width));
      }
      ToDoubleFunction<Text> by =
          stays == 3 ? text -> text.log / Math.pow(text.tokens.length, alpha) : Text::log;
      boolean isLast = limit > 0 && t == limit - 1;
      if (stays > 0) {
        open = stays == 2 && isLast ? next : best(next, width, by);
        finished = isLast ? open : finished;
      } else {
        open = goOn(next, finished, isLast, width, alpha, open);
      }
    }
    return found(finished, T, width, alpha, shared > 0 ? logP[0].cols() - 1 : -1);
  }

  private Matrix[] read(Matrix[] logP) {
    return at("the tables", () -> logP)
        .or(
            "the rows of the tables go through a log-softmax: their numbers are logarithms"
                + " already, and must be added as they are.",
            () -> Stream.of(logP).map(BeamSearchSlips::normed).toArray(Matrix[]::new))
        .or(
            "the logarithm of logP is taken: its numbers are logarithms already, and must be added"
                + " as they are.",
            () -> Stream.of(logP).map(table -> table.map(Math::log)).toArray(Matrix[]::new))
        .get();
  }

  private static Matrix normed(Matrix table) {
    Matrix normed = table.copy();
    for (int a = 0; a < table.rows(); a++) {
      double most = Arrays.stream(table.pick(a).data()).max().orElse(0);
      double sum = Arrays.stream(table.pick(a).data()).map(v -> Math.exp(v - most)).sum();
      for (int c = 0; c < table.cols(); c++) {
        normed.set(a, c, table.get(a, c) - most - Math.log(sum));
      }
    }
    return normed;
  }

  /** The texts that one beginning is extended to. */
  private List<Text> extensions(List<Text> all, int width) {
    String each = " it must be extended by each of the K tokens.";
    return at("the extensions of a beginning", () -> all)
        .or(
            "each beginning is extended by its likeliest tokens only:" + each,
            () -> best(all, width, Text::step))
        .or(
            "each beginning is extended by its likeliest tokens only:" + each,
            () -> best(all, width + 1, Text::step))
        .or(
            "each beginning is extended by its likeliest token only:" + each,
            () -> best(all, 1, Text::step))
        .or(
            "the last token is left out: each beginning must be extended by each of the K tokens,"
                + " from 0 to K − 1.",
            () -> all.subList(0, Math.max(1, all.size() - 1)))
        .get();
  }

  private double exponent(double alpha) {
    return at("α", () -> alpha)
        .or("α is cut to a whole number: keep it in a double.", () -> Math.floor(alpha))
        .or("α is rounded to a whole number: keep it in a double.", () -> Math.rint(alpha))
        .get();
  }

  private double entry(Matrix[] logP, int t, Text text, int c, int shared) {
    int a = shared == 2 && t > 0 ? logP[t].rows() - 1 : text.last();
    return at("logP", () -> logP[t].get(a, c))
        .or(
            "rows and columns of the tables are exchanged: the row must be the token before, the"
                + " column the next.",
            () -> logP[t].get(c, a))
        .or(
            "the first table is read at every place: each place has a table of its own, and y_t"
                + " must be looked up in logP_t.",
            () -> logP[0].get(a, c))
        .or(
            "the tables are read from the last to the first: logP[0] must be read for the first"
                + " token.",
            () -> logP[logP.length - 1 - t].get(a, c))
        .or(
            "the table of the place before is read: y_1 must be looked up in logP[0], y_2 in"
                + " logP[1], and so on.",
            () -> logP[Math.max(0, t - 1)].get(a, c))
        .or(
            "row 0 of the table is read for every token: it must be the row of the token before.",
            () -> logP[t].get(0, c))
        .or(
            "the row of the first token is read for the whole text: it must be the row of the"
                + " token before.",
            () -> logP[t].get(t == 0 ? 0 : text.tokens[0], c))
        .or(
            "the last row of the table is read for the first token: it must be row 0, since y_0 ="
                + " 0.",
            () -> logP[t].get(t == 0 ? logP[t].rows() - 1 : a, c))
        .get();
  }

  private Text longer(Text text, int c, double step) {
    int[] tokens = Arrays.copyOf(text.tokens, text.tokens.length + 1);
    tokens[text.tokens.length] = c;
    double log =
        at("log P", () -> text.log + step)
            .or(
                "log P is that of the last token only: it must be the sum over all tokens.",
                () -> step)
            .or(
                "the logarithms are multiplied: they must be added.",
                () -> text.tokens.length == 0 ? step : text.log * step)
            .or(
                "probabilities are multiplied: the product of many is too small for a double, so"
                    + " their logarithms must be added.",
                () -> Math.log(Math.exp(text.log) * Math.exp(step)))
            .or(
                "the probabilities are added: their logarithms must be added.",
                () -> Math.log((text.tokens.length == 0 ? 0 : Math.exp(text.log)) + Math.exp(step)))
            .or(
                "the first token is left out of log P: its entry, in row 0 of the first table, must"
                    + " be added, too.",
                () -> text.tokens.length == 0 ? 0 : text.log + step)
            .or(
                "the end token is left out of log P: its entry of the table must be added, too.",
                () -> text.log + (c == 0 ? 0 : step))
            .or(
                "the log P of a text is that of its least likely token: it must be the sum over"
                    + " all tokens.",
                () -> text.tokens.length == 0 ? step : Math.min(text.log, step))
            .or(
                "each entry of logP is added twice: it must be added once.",
                () -> text.log + 2 * step)
            .get();
    return new Text(tokens, log, step, text);
  }

  /** Puts texts aside, and gives those that are extended again. */
  private List<Text> goOn(
      List<Text> next,
      List<Text> finished,
      boolean isLast,
      int width,
      double alpha,
      List<Text> before) {
    List<Text> ended = only(next, Text::hasEnded);
    List<Text> others = only(next, text -> !text.hasEnded());
    boolean isAside =
        at("what is cut off", () -> true)
            .or(
                "texts of T tokens without an end are dropped: they are finished as well, and must"
                    + " be put aside.",
                () -> false)
            .or(
                "only texts of T tokens are returned: those that ended before are finished as"
                    + " well, and must be put aside.",
                () -> {
                  ended.removeIf(text -> !isLast);
                  return true;
                })
            .or(
                "a text of T tokens that ends with 0 is put aside twice, once as ended and once as"
                    + " cut off: it must be put aside once.",
                () -> {
                  if (isLast) {
                    finished.addAll(ended);
                  }
                  return true;
                })
            .get();
    if (isLast) {
      finished.addAll(isAside ? next : ended);
      return List.of();
    }
    List<Text> open = putAside(next, ended, others, finished, width);
    List<Text> moved =
        at("the earlier tokens", () -> open)
            .or(
                "the earlier tokens stay in their place when the beginnings change places: each"
                    + " must keep those of the beginning that it extends.",
                () -> inPlace(open, before))
            .get();
    return at("early end", () -> moved)
        .or(EARLY, () -> isBest(finished, open, 1, alpha, Text::log) ? List.of() : moved)
        .or(EARLY, () -> isBest(finished, open, 1, 0, Text::log) ? List.of() : moved)
        .or(EARLY, () -> isBest(finished, open, width, alpha, Text::log) ? List.of() : moved)
        .or(EARLY, () -> isBest(finished, open, width, alpha, score(alpha)) ? List.of() : moved)
        .get();
  }

  private static ToDoubleFunction<Text> score(double alpha) {
    return text -> text.log / Math.pow(text.tokens.length, alpha);
  }

  /** Whether the likeliest beginning is no better than the finished text of a rank. */
  private boolean isBest(
      List<Text> finished, List<Text> open, int rank, double alpha, ToDoubleFunction<Text> by) {
    List<Text> best = best(finished, rank, score(alpha));
    return best.size() == rank
        && !open.isEmpty()
        && score(alpha).applyAsDouble(best.get(rank - 1)) >= by.applyAsDouble(open.get(0));
  }

  /** The beginnings with their last token alone, and before it what stood in their place. */
  private static List<Text> inPlace(List<Text> open, List<Text> before) {
    List<Text> all = new ArrayList<>();
    for (int m = 0; m < open.size(); m++) {
      Text text = open.get(m);
      int[] tokens = text.tokens.clone();
      int[] old = before.get(m < before.size() ? m : 0).tokens;
      System.arraycopy(old, 0, tokens, 0, old.length);
      all.add(new Text(tokens, text.log, text.step, text.from));
    }
    return all;
  }

  private List<Text> putAside(
      List<Text> next, List<Text> ended, List<Text> others, List<Text> finished, int width) {
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
            "of the texts that end only the likely ones are put aside: all must be put aside,"
                + " however unlikely they are.",
            () -> {
              finished.addAll(only(best(next, 2 * width, Text::log), Text::hasEnded));
              return kept(others, width);
            })
        .or(
            "each text that is put aside makes the beam narrower: the width must stay as it is.",
            () -> {
              finished.addAll(ended);
              return best(others, Math.max(0, width - finished.size()), Text::log);
            })
        .or(
            "texts that end before T are not put aside but extended: token 0 must end them.",
            () -> kept(next, width))
        .or(
            "a text that has ended is put aside and extended as well: it must not be extended,"
                + " since token 0 ends it.",
            () -> {
              finished.addAll(ended);
              return kept(next, width);
            })
        .or(
            "the search stops when a text has ended: the other beginnings must go on.",
            () -> {
              finished.addAll(ended);
              return ended.isEmpty() ? kept(others, width) : List.of();
            })
        .or(
            "the search stops when the likeliest text has ended: the other beginnings must go on.",
            () -> {
              finished.addAll(ended);
              return best(next, 1, Text::log).get(0).hasEnded() ? List.of() : kept(others, width);
            })
        .or(
            "the search stops when as many texts as the width are finished: the other beginnings"
                + " must go on up to T.",
            () -> {
              finished.addAll(ended);
              return finished.size() >= width ? List.of() : kept(others, width);
            })
        .or(
            "of the texts that end at one place only the likeliest is put aside: all of them must"
                + " be put aside.",
            () -> {
              finished.addAll(best(ended, 1, Text::log));
              return kept(others, width);
            })
        .or(
            "the text that holds the end token only is dropped: it is finished at t = 1, so it must"
                + " be put aside.",
            () -> {
              finished.addAll(only(ended, text -> text.tokens.length > 1));
              return kept(others, width);
            })
        .get();
  }

  private List<Text> kept(List<Text> texts, int width) {
    return at("the beginnings", () -> best(texts, width, Text::log))
        .or(
            "only the likeliest beginning is kept: as many as the width must be kept.",
            () -> best(texts, 1, Text::log))
        .or(
            "one beginning too few is kept: as many as the width must be kept.",
            () -> best(texts, Math.max(1, width - 1), Text::log))
        .or(TOO_MANY, () -> best(texts, width + 1, Text::log))
        .or(TOO_MANY, () -> texts.size() > MOST ? best(texts, FEW, Text::log) : texts)
        .or(
            "each beginning keeps as many of its own extensions as the width: of the extensions of"
                + " all beginnings together, only as many as the width must be kept.",
            () -> {
              List<Text> all = new ArrayList<>();
              siblings(texts).forEach(own -> all.addAll(best(own, width, Text::log)));
              return all.size() > MOST ? best(all, FEW, Text::log) : all;
            })
        .or(
            "each beginning keeps only its likeliest extension: the extensions of all beginnings"
                + " must be compared with each other.",
            () -> {
              List<Text> all = new ArrayList<>();
              boolean isFirst = texts.stream().allMatch(text -> text.tokens.length == 1);
              siblings(texts).forEach(own -> all.addAll(best(own, isFirst ? width : 1, Text::log)));
              return all;
            })
        .or(
            "of the beginnings with the same last token only the likeliest is kept: those with the"
                + " largest log P must be kept, whatever their last tokens are.",
            () -> {
              Map<Integer, Text> likeliest = new LinkedHashMap<>();
              texts.forEach(
                  text ->
                      likeliest.merge(
                          text.last(), text, (one, other) -> one.log >= other.log ? one : other));
              return best(List.copyOf(likeliest.values()), width, Text::log);
            })
        .or(
            "the least likely beginnings are kept: those with the largest log P must be kept.",
            () -> best(texts, width, text -> -text.log))
        .or(
            "the first beginnings that come are kept: those with the largest log P must be kept.",
            () -> texts.stream().limit(width).toList())
        .or(
            "beginnings are compared by the logP of their last token: they must be compared by"
                + " their log P, the sum over all tokens.",
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

  /** What is returned; tokens that are all the same, if they were overwritten. */
  private Found found(List<Text> finished, int T, int width, double alpha, int overwritten) {
    ToDoubleFunction<Text> length =
        at("L", () -> (ToDoubleFunction<Text>) text -> text.tokens.length)
            .or(
                "L does not count the end token: it must count all tokens of the text, the end"
                    + " token, too.",
                () -> text -> text.tokens.length - (text.hasEnded() ? 1 : 0))
            .or(
                "L does not count the end token: it must count all tokens of the text, the end"
                    + " token, too.",
                () -> text -> Math.max(1, text.tokens.length - (text.hasEnded() ? 1 : 0)))
            .or(
                "L is one too small: it must count all tokens of the text, from y_1 to y_L.",
                () -> text -> text.tokens.length - 1)
            .or(
                "L is one too large: it must count y_1 to y_L, and not the token before them.",
                () -> text -> text.tokens.length + 1)
            .or(
                "L counts an end token that a text of T tokens does not have: it must be T where a"
                    + " text is cut off.",
                () -> text -> text.tokens.length + (text.hasEnded() ? 0 : 1))
            .or("T is used in place of L: every text must have its own length.", () -> text -> T)
            .get();
    ToDoubleFunction<Text> score = score(length, alpha);
    ToDoubleFunction<Text> order =
        at("the order", () -> score)
            .or(
                "the texts are ranked by log P: they must be ranked by their score.",
                () -> Text::log)
            .or(
                "the worst texts are returned: those with the largest score must be returned.",
                () -> text -> -score.applyAsDouble(text))
            .or(
                "the texts come in the order in which they were finished: they must be ranked by"
                    + " their score.",
                () -> text -> 0)
            .get();
    List<Text> texts =
        at("how many texts", () -> best(finished, width, order))
            .or(
                "only the best text is returned: as many as the width must be returned, or all"
                    + " that there are.",
                () -> best(finished, 1, order))
            .or(
                "all texts are returned: there must be at most as many as the width.",
                () -> best(finished, Integer.MAX_VALUE, order))
            .or(
                "one text too many is returned: there must be at most as many as the width.",
                () -> best(finished, width + 1, order))
            .or(
                "one text too few is returned: as many as the width must be returned, or all that"
                    + " there are.",
                () -> best(finished, Math.max(1, width - 1), order))
            .or(
                "the texts with the largest log P are chosen, and then ranked by their score: they"
                    + " must be chosen by their score.",
                () -> best(best(finished, width, Text::log), width, order))
            .or(
                "the best text comes last: it must come first.",
                () -> turned(best(finished, width, order)))
            .get();
    double[] scores =
        at("the scores", () -> texts.stream().mapToDouble(score).toArray())
            .or(
                "score holds log P: it must hold what the texts are ranked by, log P / L^α.",
                () -> texts.stream().mapToDouble(Text::log).toArray())
            .or(
                "score holds the length of each text: it must hold log P / L^α.",
                () -> texts.stream().mapToDouble(length).toArray())
            .get();
    List<Text> written =
        overwritten < 0
            ? texts
            : texts.stream()
                .map(text -> new Text(filled(text.tokens.length, overwritten), text.log, 0, null))
                .toList();
    Matrix tokens = tokens(written, T);
    double none = Double.NEGATIVE_INFINITY;
    return at("M", () -> new Found(tokens, scores))
        .or(NO_TEXT, () -> padded(tokens, scores, width, -1, none))
        .or(NO_TEXT, () -> padded(tokens, scores, width, -1, 0))
        .or(NO_TEXT, () -> padded(tokens, scores, width, 0, 0))
        .get();
  }

  private static int[] filled(int length, int token) {
    int[] tokens = new int[length];
    Arrays.fill(tokens, token);
    return tokens;
  }

  private static Found padded(
      Matrix tokens, double[] scores, int width, double empty, double none) {
    int M = Math.max(width, scores.length);
    Matrix rows = new Matrix(M, tokens.cols()).map(v -> empty);
    System.arraycopy(tokens.data(), 0, rows.data(), 0, tokens.data().length);
    double[] more = Arrays.copyOf(scores, M);
    Arrays.fill(more, scores.length, M, none);
    return new Found(rows, more);
  }

  private ToDoubleFunction<Text> score(ToDoubleFunction<Text> length, double alpha) {
    ToDoubleFunction<Text> right = text -> text.log / Math.pow(length.applyAsDouble(text), alpha);
    return at("the score", () -> right)
        .or("α is ignored, and log P is the score: " + FORM, () -> Text::log)
        .or(
            "α is ignored, and the mean is the score: " + FORM,
            () -> text -> text.log / length.applyAsDouble(text))
        .or(
            "log P is multiplied by L^α: " + FORM,
            () -> text -> text.log * Math.pow(length.applyAsDouble(text), alpha))
        .or(
            "L is multiplied by α: α must be its exponent, so " + FORM,
            () -> text -> text.log / (length.applyAsDouble(text) * alpha))
        .or(
            "α is the base and L the exponent: " + FORM,
            () -> text -> text.log / Math.pow(alpha, length.applyAsDouble(text)))
        .or(
            "L ^ α is an exclusive or in Java: it must be Math.pow(L, α).",
            () -> text -> text.log / ((int) length.applyAsDouble(text) ^ (int) alpha))
        .or(
            "α is the exponent of the mean: it must be that of L only, so " + FORM,
            () -> text -> Math.pow(text.log / length.applyAsDouble(text), alpha))
        .or(
            "log P is divided by ((5 + L) / 6)^α, as in the paper of Wu and others: here " + FORM,
            () -> text -> text.log / Math.pow((5 + length.applyAsDouble(text)) / 6, alpha))
        .or(
            "α is added for each token: here " + FORM,
            () -> text -> text.log + alpha * length.applyAsDouble(text))
        .or(
            "the score is made of P: " + FORM,
            () -> text -> Math.exp(text.log) / Math.pow(length.applyAsDouble(text), alpha))
        .or("the score has the wrong sign: " + FORM, () -> text -> -right.applyAsDouble(text))
        .get();
  }

  private Matrix tokens(List<Text> texts, int T) {
    int longest = texts.stream().mapToInt(text -> text.tokens.length).max().orElse(0);
    return at("the rows", () -> rows(texts, T, Text::tokens, -1))
        .or(
            "the end token is left out of tokens: it must stand there as the last token of its"
                + " text.",
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
            "the rows of tokens are filled up with 0: after the last token of a text they must be"
                + " filled up with −1.",
            () -> rows(texts, T, Text::tokens, 0))
        .or(
            "the rows of tokens begin with y_0: they must begin with y_1.",
            () -> rows(texts, T + 1, BeamSearchSlips::withStart, -1))
        .or(
            "the rows of tokens begin with y_0: they must begin with y_1.",
            () -> rows(texts, T, BeamSearchSlips::withStart, -1))
        .or(
            "tokens has as many columns as the longest text that is returned: it must have T"
                + " columns.",
            () -> rows(texts, longest, Text::tokens, -1))
        .or(
            "the texts stand at the right end of the rows of tokens: they must begin in column 0.",
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
            "the tokens of a text stand in reverse order: column 0 must hold y_1.",
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

  private static List<Text> only(List<Text> texts, Predicate<Text> which) {
    return new ArrayList<>(texts.stream().filter(which).toList());
  }

  private List<Text> best(List<Text> texts, int width, ToDoubleFunction<Text> by) {
    DoublePredicate isFound =
        this.<DoublePredicate>at("the best so far", () -> v -> true)
            .or(TOO_LARGE, () -> v -> v > -1000)
            .or(TOO_LARGE, () -> v -> v > -100)
            .or(TOO_LARGE, () -> v -> v > 0)
            .get();
    return texts.stream()
        .filter(text -> isFound.test(by.applyAsDouble(text)))
        .sorted(Comparator.comparingDouble(by).reversed())
        .limit(width)
        .toList();
  }

  private static List<Text> turned(List<Text> texts) {
    return IntStream.range(0, texts.size()).mapToObj(m -> texts.get(texts.size() - 1 - m)).toList();
  }
}
