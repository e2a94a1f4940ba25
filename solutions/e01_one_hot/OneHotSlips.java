package e01_one_hot;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong with one-hot rows. */
final class OneHotSlips extends LayerSlips implements OneHot {
  /** The column of a word that is skipped. */
  private static final int NONE = Integer.MIN_VALUE;

  private static final String REFUSE = "it must be refused with an IllegalArgumentException.";
  private static final String KIND = "it must be an IllegalArgumentException.";

  @Override
  public Matrix encode(int[] ids, int classes) {
    if (ids.length == 0) {
      return at("no words", () -> layout(new Matrix(0, classes), ids, classes, 1))
          .or(
              "the result for no words is null: it must be a matrix of no rows and `classes`"
                  + " columns.",
              () -> null)
          .or(
              "the result for no words has no columns: it must have no rows and `classes`"
                  + " columns.",
              () -> new Matrix(0, 0))
          .or("the result for no words has a row: it must have none.", () -> new Matrix(1, classes))
          .or(
              "no words give an exception: the result must be a matrix of no rows and `classes`"
                  + " columns.",
              OneHotSlips::thrown)
          .get();
    }
    String fromOne =
        "the ids are counted from 1 to classes: they must be counted from 0 to classes − 1, and"
            + " the column must be ids[t].";
    Known known =
        at("the first id", () -> known(ids, classes))
            .or(fromOne, () -> moved(ids, classes, OneHotSlips::outside))
            .or(fromOne, () -> moved(ids, classes, OneHotSlips::thrown))
            .get();
    if (known.ids() == null) {
      return known.result();
    }
    return encoded(known.ids(), classes, known.isFlat());
  }

  /**
   * What is left of the ids when those that are no class have been dealt with.
   *
   * @param ids the ids, {@link #NONE} for a word that is skipped; null if the result is there
   * @param isFlat whether they are written straight into the array, so that they may land anywhere
   * @param result the result
   */
  private record Known(int[] ids, boolean isFlat, Matrix result) {
    static Known of(IntStream ids) {
      return new Known(ids.toArray(), false, null);
    }

    static Known flat(int[] ids) {
      return new Known(ids, true, null);
    }

    static Known result(Matrix result) {
      return new Known(null, false, result);
    }
  }

  /** Ids that are taken to begin at 1. */
  private static Known moved(int[] ids, int classes, Supplier<Known> refused) {
    return IntStream.of(ids).allMatch(id -> id >= 1 && id <= classes)
        ? Known.of(IntStream.of(ids).map(id -> id - 1))
        : refused.get();
  }

  private Known known(int[] ids, int classes) {
    for (int id : ids) {
      if (id < 0 || id >= classes) {
        return refused(ids, id, classes);
      }
    }
    return at("an id that is a class", () -> Known.of(IntStream.of(ids)))
        .or(
            "id 0 is refused: it is a class like all others, and must be accepted.",
            () ->
                IntStream.of(ids).anyMatch(id -> id == 0) ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "the last class is refused: the id classes − 1 must be accepted.",
            () ->
                IntStream.of(ids).anyMatch(id -> id == classes - 1)
                    ? thrown()
                    : Known.of(IntStream.of(ids)))
        .or(
            "a word that comes again is refused: words may come again, and each place must have a"
                + " row.",
            () ->
                IntStream.of(ids).distinct().count() < ids.length
                    ? thrown()
                    : Known.of(IntStream.of(ids)))
        .or(
            "a sentence that is longer than the vocabulary is refused: it must be accepted, since"
                + " words may come again.",
            () -> ids.length > classes ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "a sentence of one word is refused: it must give one row.",
            () -> ids.length == 1 ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "a vocabulary of one word is refused: it must give a column of ones.",
            () -> classes == 1 ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "the loop over the words runs to classes: it must go over ids.length words.",
            () ->
                ids.length < classes
                    ? outside()
                    : Known.of(
                        IntStream.range(0, ids.length).map(t -> t < classes ? ids[t] : NONE)))
        .or(
            "ids above 127 are not found: Integers must not be compared with ==. Compare ints, or"
                + " use equals.",
            () -> Known.of(IntStream.of(ids).map(id -> id > 127 ? NONE : id)))
        .or(
            "ids above 127 are not found: Integers must not be compared with ==. Compare ints, or"
                + " use equals.",
            () ->
                IntStream.of(ids).anyMatch(id -> id > 127) ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "ids above 127 become negative: a byte is too small, use int.",
            () ->
                IntStream.of(ids).anyMatch(id -> id > 127)
                    ? outside()
                    : Known.of(IntStream.of(ids)))
        .get();
  }

  private Matrix encoded(int[] ids, int classes, boolean isFlat) {
    int[] words =
        at("the order of the words", () -> ids)
            .or(
                "the words are sorted first: row t must be that of the word in place t.",
                () -> sorted(ids))
            .or(
                "the rows are in the reverse order: row 0 must be that of the first word.",
                () -> turnedOver(ids))
            .or(
                "each row is that of the word before it: row t must have its 1 in column ids[t].",
                () -> shifted(ids, -1))
            .or(
                "each row is that of the word after it: row t must have its 1 in column ids[t].",
                () -> shifted(ids, 1))
            .or(
                "every row is that of the last word: each row must be an array of its own. Are"
                    + " all the same one?",
                () -> each(ids, id -> ids[ids.length - 1]))
            .or(
                "every row is that of the first word: row t must have its 1 in column ids[t].",
                () -> each(ids, id -> ids[0]))
            .or(
                "the last word is left out: the loop must go over all words.",
                () -> without(ids, ids.length - 1))
            .or("the first word is left out: the loop must begin at 0.", () -> without(ids, 0))
            .or(
                "only the first word has its 1, and all other rows stay 0: each word must have its"
                    + " row. Is a return inside the loop?",
                () -> IntStream.range(0, ids.length).map(t -> t == 0 ? ids[0] : NONE).toArray())
            .or(
                "the column is the place of the word, t: it must be ids[t].",
                () -> IntStream.range(0, ids.length).map(t -> t < classes ? t : NONE).toArray())
            .or(
                "the column is the place of the word, t: it must be ids[t].",
                () -> IntStream.range(0, ids.length).map(t -> t % classes).toArray())
            .or(
                "the column is the place of the word, t: it must be ids[t].",
                () -> IntStream.range(0, ids.length).toArray())
            .or(
                "the place of the word is added to its id: the column must be ids[t], without t.",
                () -> IntStream.range(0, ids.length).map(t -> (ids[t] + t) % classes).toArray())
            .or(
                "a word that is the same as the one before it is left out: each place of the"
                    + " sentence must have a row.",
                () ->
                    IntStream.range(0, ids.length)
                        .filter(t -> t == 0 || ids[t] != ids[t - 1])
                        .map(t -> ids[t])
                        .toArray())
            .or(
                "row 0 belongs to no word, and each word is a row too far down: row t must be"
                    + " that of ids[t].",
                () -> IntStream.range(-1, ids.length).map(t -> t < 0 ? NONE : ids[t]).toArray())
            .or(
                "each row is that of the word before it, and the first that of the last: row t"
                    + " must have its 1 in column ids[t].",
                () -> turned(ids, ids.length - 1))
            .or(
                "each row is that of the word after it, and the last that of the first: row t"
                    + " must have its 1 in column ids[t].",
                () -> turned(ids, 1))
            .get();
    int[] columns =
        at("the column", () -> words)
            .or(
                "the columns are one too far to the left: the column must be ids[t], not ids[t] −"
                    + " 1.",
                () -> each(words, id -> id - 1))
            .or(
                "the columns are one too far to the right: the column must be ids[t], not ids[t]"
                    + " + 1.",
                () -> each(words, id -> id + 1))
            .or(
                "the columns are one too far to the right, and the last class is in column 0: the"
                    + " column must be ids[t].",
                () -> each(words, id -> (id + 1) % classes))
            .or(
                "the columns are one too far to the left, and id 0 is in the last column: the"
                    + " column must be ids[t].",
                () -> each(words, id -> (id + classes - 1) % classes))
            .or(
                "the smallest id of the sentence is subtracted: the column must be ids[t] itself.",
                () -> {
                  int least = IntStream.of(words).filter(id -> id != NONE).min().orElse(0);
                  return each(words, id -> id - least);
                })
            .or(
                "the columns are counted from the right: id 0 must be in column 0.",
                () -> each(words, id -> classes - 1 - id))
            .or(
                "id 0 gets no column, and the others are moved to the left: the column must be"
                    + " ids[t], also for 0.",
                () -> each(words, id -> id == 0 ? NONE : id - 1))
            .or(
                "the last class is never marked: it must have its 1 in column classes − 1.",
                () -> each(words, id -> id == classes - 1 ? NONE : id))
            .or(
                "every word has its 1 in column 0: the column must be ids[t].",
                () -> each(words, id -> 0))
            .or(
                "the words are numbered again, as they come in the sentence: the column must be"
                    + " ids[t] itself.",
                () -> {
                  int[] firsts = IntStream.of(words).distinct().toArray();
                  return each(
                      words,
                      id ->
                          IntStream.range(0, firsts.length)
                              .filter(k -> firsts[k] == id)
                              .findFirst()
                              .orElse(0));
                })
            .or(
                "the words are numbered again, in the order of their ids: the column must be"
                    + " ids[t] itself.",
                () -> {
                  int[] ranks = IntStream.of(words).distinct().sorted().toArray();
                  return each(words, id -> Arrays.binarySearch(ranks, id));
                })
            .get();
    double one =
        at("the entry", () -> 1.0)
            .or("the entry is 0.9: it must be 1.", () -> 0.9)
            .or("the entry is 1 / classes: it must be 1.", () -> 1.0 / classes)
            .or("the entry is 1 / T: it must be 1, whatever the length.", () -> 1.0 / ids.length)
            .or(
                "the entry is 1 / √T: it must be 1, whatever the length.",
                () -> Math.sqrt(1.0 / ids.length))
            .or("the entry is 0.5: it must be 1.", () -> 0.5)
            .or("the entry is 2: it must be 1.", () -> 2.0)
            .or("the entry is −1: it must be 1.", () -> -1.0)
            .or("the entry is classes: it must be 1.", () -> (double) classes)
            .or(
                "the entry is T, the length of the sentence: it must be 1.",
                () -> (double) ids.length)
            .get();
    Matrix rows =
        at("the rows", () -> isFlat ? flat(columns, classes) : rows(columns, classes, one))
            .or(
                "the id itself is written into the row: the entry must be 1, whatever the id.",
                () -> entries(columns, classes, false))
            .or(
                "the id plus 1 is written into the row: the entry must be 1, whatever the id.",
                () -> entries(columns, classes, true))
            .or(
                "a word that comes again is left out, its row stays 0: it must have its 1 each"
                    + " time.",
                () -> firstsOnly(columns, classes, one))
            .or(
                "the entry is how often the word comes in the sentence: it must be 1.",
                () -> timesOften(columns, rows(columns, classes, one)))
            .or(
                "the entry is the share of the word in the sentence: it must be 1.",
                () -> timesOften(columns, rows(columns, classes, one)).scale(1.0 / ids.length))
            .or(
                "the entry counts how often the word has come so far: it must be 1 each time.",
                () -> counted(columns, classes))
            .or(
                "a row still holds the words before its own: each row must begin with zeros, and"
                    + " hold one 1.",
                () -> keptUp(columns, classes, one))
            .or(
                "a word that comes again is marked only at its last place: each place of the"
                    + " sentence must have its 1.",
                () -> lastsOnly(columns, classes))
            .or(
                "words that come again share a row: each place of the sentence must have a row of"
                    + " its own.",
                () -> rows(IntStream.of(columns).distinct().toArray(), classes, one))
            .or(
                "each row counts all words so far: each row must begin with zeros, and hold one"
                    + " 1.",
                () -> soFar(rows(columns, classes, one)))
            .or(
                "the row of id 0 stays 0: it is a word like all others, and must have its 1 in"
                    + " column 0.",
                () -> rows(each(columns, k -> k == 0 ? NONE : k), classes, one))
            .or(
                "the sentence ends at the first id 0: it is a word like all others, and the loop"
                    + " must go on.",
                () -> endsAtZero(columns, classes, one))
            .or(
                "the other columns hold −1: they must hold 0.",
                () -> rows(columns, classes, one).map(v -> v == 0 ? -1 : v))
            .or(
                "every column up to that of the word holds a 1: only column ids[t] must hold one.",
                () -> thermometer(columns, classes))
            .or(
                "every column from that of the word on holds a 1: only column ids[t] must hold"
                    + " one.",
                () -> fromTheWord(columns, classes))
            .or(
                "the id is written in binary digits: the row must hold one 1, in column ids[t].",
                () -> binary(columns, classes))
            .or(
                "the place of the word is written into the row: the entry must be 1, whatever the"
                    + " place.",
                () -> places(columns, classes, 0))
            .or(
                "the place of the word plus 1 is written into the row: the entry must be 1,"
                    + " whatever the place.",
                () -> places(columns, classes, 1))
            .or(
                "each row also holds the word before it: it must hold one 1 only.",
                () -> rows(columns, classes, one).plus(rows(shifted(columns, -1), classes, one)))
            .or(
                "every row holds all the words: each row must be an array of its own. Are all the"
                    + " same one?",
                () -> together(columns, classes))
            .or(
                "a row also holds the words after its own: it must hold one 1 only.",
                () -> turnedOver(keptUp(turnedOver(columns), classes, one)))
            .or(
                "all of the row is 1: only column ids[t] must hold a 1.",
                () -> new Matrix(columns.length, classes).map(zero -> 1))
            .or(
                "zeros and ones are exchanged: the column of the word must hold the 1, all others"
                    + " 0.",
                () -> rows(columns, classes, one).map(v -> 1 - v))
            .get();
    return layout(smoothed(rows, classes), columns, classes, one);
  }

  private Matrix smoothed(Matrix rows, int classes) {
    Choice<Matrix> smoothed = at("the rest of the row", () -> rows);
    for (double rest : new double[] {0.1, 0.2, 0.05, 0.01, 0.3}) {
      String sentence =
          "the labels are smoothed, "
              + (1 - rest)
              + " and a rest for the others: the entry must be 1, all others 0.";
      smoothed
          .or(sentence, () -> rows.map(v -> v == 0 ? rest / (classes - 1) : v == 1 ? 1 - rest : v))
          .or(sentence, () -> rows.map(v -> v * (1 - rest) + rest / classes))
          .or(sentence, () -> rows.map(v -> v == 0 ? rest : v == 1 ? 1 - rest : v));
    }
    return smoothed.get();
  }

  private Matrix layout(Matrix rows, int[] columns, int classes, double one) {
    return at("the layout", () -> rows)
        .or(
            "rows and columns are exchanged: the result must have a row for each word and a"
                + " column for each class.",
            rows::transpose)
        .or(
            "the words are added up in one row: each place of the sentence must have a row of its"
                + " own.",
            rows::sumRows)
        .or(
            "the words are marked in one row: each place of the sentence must have a row of its"
                + " own.",
            () -> rows.sumRows().map(v -> Math.min(1, v)))
        .or(
            "the last column is missing: there must be `classes` columns.",
            () -> rows.columns(0, classes - 1))
        .or(
            "the column of id 0 is missing: there must be `classes` columns.",
            () -> rows.columns(1, classes))
        .or(
            "there is a column too many: there must be `classes` columns.",
            () -> Matrix.beside(rows, new Matrix(rows.rows(), 1)))
        .or(
            "there is a column too many at the left: there must be `classes` columns, and id 0"
                + " must be in column 0.",
            () -> Matrix.beside(new Matrix(rows.rows(), 1), rows))
        .or(
            "there are as many columns as the largest id needs: there must be `classes` columns.",
            () -> rows.columns(0, Math.min(classes, 1 + IntStream.of(columns).max().orElse(-1))))
        .or(
            "there is a row too many: there must be one for each word.",
            () -> Matrix.beside(rows.transpose(), new Matrix(classes, 1)).transpose())
        .or(
            "the entries are stored column after column: they must be stored row after row.",
            () -> Matrix.wrap(rows.rows(), rows.cols(), rows.transpose().data()))
        .or(
            "the row and column of set are exchanged: it must be set(t, ids[t], 1).",
            () -> argumentsExchanged(columns, classes, one))
        .or(
            "the row and column of set are exchanged, and what does not fit is dropped: it must"
                + " be set(t, ids[t], 1).",
            () -> exchangedWhereItFits(columns, classes))
        .or(
            "the result is one long row: it must have a row for each word.",
            () -> Matrix.wrap(1, rows.rows() * rows.cols(), rows.data()))
        .or(
            "the ids are put into a column as they are: the result must have a column for each"
                + " class.",
            () -> Matrix.row(IntStream.of(columns).asDoubleStream().toArray()).transpose())
        .or(
            "the ids are put into a row as they are: the result must have a row for each word and"
                + " a column for each class.",
            () -> Matrix.row(IntStream.of(columns).asDoubleStream().toArray()))
        .or(
            "the matrix is square: it must have a row for each word and a column for each class.",
            () -> square(columns, classes))
        .get();
  }

  private Known refused(int[] ids, int id, int classes) {
    return this.<Known>at("an id that is no class", OneHotSlips::thrown)
        .or(
            "a bad id is marked in another row: it must be refused. Check it, or use set(row,"
                + " column, value).",
            () -> Known.flat(ids))
        .or(
            "a bad id is skipped, its row stays 0: " + REFUSE,
            () -> Known.of(known(ids, classes, NONE)))
        .or(
            "a bad id is left out, with its row: " + REFUSE,
            () -> Known.of(IntStream.of(ids).filter(k -> k >= 0 && k < classes)))
        .or("a bad id counts as the first class: " + REFUSE, () -> Known.of(known(ids, classes, 0)))
        .or(
            "a bad id counts as the last class: " + REFUSE,
            () -> Known.of(known(ids, classes, classes - 1)))
        .or(
            "a bad id is moved to the nearest class: " + REFUSE,
            () -> Known.of(IntStream.of(ids).map(k -> Math.max(0, Math.min(classes - 1, k)))))
        .or(
            "a bad id is brought into range by the remainder: " + REFUSE,
            () -> Known.of(IntStream.of(ids).map(k -> Math.floorMod(k, classes))))
        .or(
            "too large an id is brought into range by the remainder: " + REFUSE,
            () -> id < 0 ? thrown() : Known.of(IntStream.of(ids).map(k -> k % classes)))
        .or(
            "a negative id loses its sign: " + REFUSE,
            () -> id < 0 ? Known.of(IntStream.of(ids).map(Math::abs)) : thrown())
        .or(
            "the sentence ends at a bad id, without an exception: it must be refused with an"
                + " IllegalArgumentException.",
            () -> Known.of(upToTheBad(ids, classes)))
        .or(
            "a negative id counts from the end: it must be refused with an"
                + " IllegalArgumentException.",
            () -> id < 0 ? Known.of(IntStream.of(ids).map(k -> k < 0 ? k + classes : k)) : thrown())
        .or(
            "a negative id is marked in the row above: it must be refused with an"
                + " IllegalArgumentException.",
            () -> id < 0 ? Known.flat(ids) : thrown())
        .or(
            "an id of classes or more is marked in a later row: it must be refused with an"
                + " IllegalArgumentException.",
            () -> id < 0 ? thrown() : Known.flat(ids))
        .or(
            "the id `classes` is accepted: the last class is classes − 1, so every id >= classes"
                + " must be refused.",
            () -> id == classes ? Known.flat(ids) : thrown())
        .or(
            "the id `classes` gives a row of zeros: the last class is classes − 1, so every id >="
                + " classes must be refused.",
            () -> id == classes ? Known.of(known(ids, classes, NONE)) : thrown())
        .or(
            "a negative id is skipped, its row stays 0: it must be refused with an"
                + " IllegalArgumentException.",
            () -> id < 0 ? Known.of(known(ids, classes, NONE)) : thrown())
        .or(
            "an id of classes or more is skipped, its row stays 0: it must be refused with an"
                + " IllegalArgumentException.",
            () -> id < 0 ? thrown() : Known.of(known(ids, classes, NONE)))
        .or("a bad id gives null: " + REFUSE, () -> Known.result(null))
        .or(
            "a bad id gives a matrix of no rows: " + REFUSE,
            () -> Known.result(new Matrix(0, classes)))
        .or(
            "a bad id gives a matrix without rows and columns: " + REFUSE,
            () -> Known.result(new Matrix(0, 0)))
        .or(
            "a bad id gives a matrix of zeros: " + REFUSE,
            () -> Known.result(new Matrix(ids.length, classes)))
        .or(
            "a negative id is refused with another kind of exception: " + KIND,
            () -> id < 0 ? outside() : thrown())
        .or(
            "an id of classes or more is refused with another kind of exception: " + KIND,
            () -> id < 0 ? thrown() : outside())
        .or(
            "bad inputs are refused with another kind of exception than the statement says: "
                + KIND,
            OneHotSlips::outside)
        .get();
  }

  private static IntStream known(int[] ids, int classes, int otherwise) {
    return IntStream.of(ids).map(id -> id >= 0 && id < classes ? id : otherwise);
  }

  private static IntStream upToTheBad(int[] ids, int classes) {
    int[] some = ids.clone();
    boolean isOver = false;
    for (int t = 0; t < some.length; t++) {
      isOver |= some[t] < 0 || some[t] >= classes;
      some[t] = isOver ? NONE : some[t];
    }
    return IntStream.of(some);
  }

  private static <T> T thrown() {
    throw new IllegalArgumentException();
  }

  private static <T> T outside() {
    throw new IndexOutOfBoundsException();
  }

  /** All but the words that are skipped. */
  private static int[] each(int[] ids, IntUnaryOperator change) {
    return IntStream.of(ids).map(id -> id == NONE ? NONE : change.applyAsInt(id)).toArray();
  }

  private static int[] turned(int[] ids, int by) {
    return IntStream.range(0, ids.length).map(t -> ids[(t + by) % ids.length]).toArray();
  }

  private static int[] sorted(int[] ids) {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static int[] shifted(int[] ids, int by) {
    return IntStream.range(0, ids.length)
        .map(t -> t + by >= 0 && t + by < ids.length ? ids[t + by] : NONE)
        .toArray();
  }

  private static int[] without(int[] ids, int place) {
    int[] some = ids.clone();
    some[place] = NONE;
    return some;
  }

  private static Matrix timesOften(int[] columns, Matrix rows) {
    Matrix often = rows.copy();
    for (int t = 0; t < columns.length; t++) {
      int column = columns[t];
      long count = IntStream.of(columns).filter(k -> k == column).count();
      often.put(new int[] {t}, rows.pick(t).scale(count));
    }
    return often;
  }

  private static Matrix rows(int[] columns, int classes, double one) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] != NONE) {
        x.set(t, columns[t], one);
      }
    }
    return x;
  }

  private static Matrix flat(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] != NONE) {
        x.data()[t * classes + columns[t]] = 1;
      }
    }
    return x;
  }

  private static Matrix entries(int[] columns, int classes, boolean fromOne) {
    return written(columns, classes, t -> columns[t] + (fromOne ? 1 : 0));
  }

  private static Matrix places(int[] columns, int classes, int from) {
    return written(columns, classes, t -> t + from);
  }

  private static Matrix written(int[] columns, int classes, IntToDoubleFunction entry) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] != NONE) {
        x.set(t, columns[t], entry.applyAsDouble(t));
      }
    }
    return x;
  }

  private static Matrix binary(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      for (int bit = 0; bit < Math.min(31, classes); bit++) {
        x.set(t, bit, columns[t] == NONE ? 0 : (columns[t] >> bit) & 1);
      }
    }
    return x;
  }

  private static Matrix together(int[] columns, int classes) {
    Matrix all = rows(columns, classes, 1).sumRows().map(v -> Math.min(1, v));
    return new Matrix(columns.length, classes).plusRow(all);
  }

  private static Matrix fromTheWord(int[] columns, int classes) {
    return thermometer(each(columns, k -> k - 1), classes).map(v -> 1 - v);
  }

  private static int[] turnedOver(int[] ids) {
    return IntStream.range(0, ids.length).map(t -> ids[ids.length - 1 - t]).toArray();
  }

  private static Matrix turnedOver(Matrix m) {
    Matrix turned = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      System.arraycopy(
          m.data(), (m.rows() - 1 - r) * m.cols(), turned.data(), r * m.cols(), m.cols());
    }
    return turned;
  }

  private static Matrix exchangedWhereItFits(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] >= 0 && columns[t] < columns.length && t < classes) {
        x.set(columns[t], t, 1);
      }
    }
    return x;
  }

  private static Matrix firstsOnly(int[] columns, int classes, double one) {
    Set<Integer> seen = new HashSet<>();
    return rows(each(columns, k -> seen.add(k) ? k : NONE), classes, one);
  }

  private static Matrix lastsOnly(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      for (int s = 0; s < t && columns[t] != NONE; s++) {
        x.set(s, columns[t], 0);
      }
      if (columns[t] != NONE) {
        x.set(t, columns[t], 1);
      }
    }
    return x;
  }

  private static Matrix soFar(Matrix rows) {
    return running(rows.transpose()).transpose();
  }

  private static Matrix endsAtZero(int[] columns, int classes, double one) {
    int[] most = columns.clone();
    boolean isOver = false;
    for (int t = 0; t < most.length; t++) {
      isOver |= most[t] == 0;
      most[t] = isOver ? NONE : most[t];
    }
    return rows(most, classes, one);
  }

  private static Matrix counted(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    int[] counts = new int[classes];
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] != NONE) {
        x.set(t, columns[t], ++counts[columns[t]]);
      }
    }
    return x;
  }

  private static Matrix keptUp(int[] columns, int classes, double one) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      for (int s = 0; s <= t; s++) {
        if (columns[s] != NONE) {
          x.set(t, columns[s], one);
        }
      }
    }
    return x;
  }

  private static Matrix thermometer(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      for (int k = 0; k <= columns[t]; k++) {
        x.set(t, k, 1);
      }
    }
    return x;
  }

  private static Matrix argumentsExchanged(int[] columns, int classes, double one) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] != NONE) {
        x.set(columns[t], t, one);
      }
    }
    return x;
  }

  private static Matrix square(int[] columns, int classes) {
    Matrix x = new Matrix(classes, classes);
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] != NONE) {
        x.set(t, columns[t], 1);
      }
    }
    return x;
  }
}
