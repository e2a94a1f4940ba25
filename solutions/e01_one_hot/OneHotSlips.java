package e01_one_hot;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong with one-hot rows. */
final class OneHotSlips extends Slips implements OneHot {
  /** The column of a word that is skipped. */
  private static final int NONE = Integer.MIN_VALUE;

  private static final String REFUSE =
      "expected an IllegalArgumentException, as Matrix.set throws.";

  @Override
  public Matrix encode(int[] ids, int classes) {
    if (ids.length == 0) {
      return at("no words", () -> new Matrix(0, classes))
          .or("for no words the result is null: expected a matrix of no rows.", () -> null)
          .or(
              "for no words there are no columns either: expected (0 × classes), so take the"
                  + " columns from classes.",
              () -> new Matrix(0, 0))
          .or("for no words there is a row: expected none.", () -> new Matrix(1, classes))
          .or(
              "for no words something is thrown: expected a matrix of no rows.",
              OneHotSlips::thrown)
          .get();
    }
    int from =
        at("the first id", () -> 0)
            .or(
                "the ids are taken to go from 1 to classes, and are checked so: they go from 0 to"
                    + " classes − 1, and the column is ids[t].",
                () -> 1)
            .get();
    Known known = from == 0 ? known(ids, classes) : moved(ids, classes, from);
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

  /** Ids that are taken to begin elsewhere; a matrix refuses what does not fit then. */
  private static Known moved(int[] ids, int classes, int from) {
    Matrix row = new Matrix(1, classes);
    IntStream.of(ids).forEach(id -> row.set(0, id - from, 1));
    return Known.of(IntStream.of(ids).map(id -> id - from));
  }

  private Known known(int[] ids, int classes) {
    for (int id : ids) {
      if (id < 0 || id >= classes) {
        return refused(ids, id, classes);
      }
    }
    return at("an id that is a class", () -> Known.of(IntStream.of(ids)))
        .or(
            "id 0 is refused: the ids go from 0 to classes − 1.",
            () ->
                IntStream.of(ids).anyMatch(id -> id == 0) ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "the last class is refused: the ids go from 0 to classes − 1.",
            () ->
                IntStream.of(ids).anyMatch(id -> id == classes - 1)
                    ? thrown()
                    : Known.of(IntStream.of(ids)))
        .or(
            "a word that comes again is refused: each place of the sentence has its row.",
            () ->
                IntStream.of(ids).distinct().count() < ids.length
                    ? thrown()
                    : Known.of(IntStream.of(ids)))
        .or(
            "a sentence that is longer than the vocabulary is refused: words may come again.",
            () -> ids.length > classes ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "a sentence of one word is refused: it has one row.",
            () -> ids.length == 1 ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "a vocabulary of one word is refused: every row is then a 1.",
            () -> classes == 1 ? thrown() : Known.of(IntStream.of(ids)))
        .or(
            "the loop over the words runs to classes: it goes over ids.length words.",
            () ->
                ids.length < classes
                    ? outside()
                    : Known.of(
                        IntStream.range(0, ids.length).map(t -> t < classes ? ids[t] : NONE)))
        .or(
            "ids above 127 are not found: do you compare Integers with ==? Compare ints, or use"
                + " equals.",
            () -> Known.of(IntStream.of(ids).map(id -> id > 127 ? NONE : id)))
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
                "the words are sorted before they are written: row t belongs to the word in place"
                    + " t.",
                () -> sorted(ids))
            .or(
                "the words are written from the last to the first: row 0 is the first word.",
                () -> turnedOver(ids))
            .or(
                "each row has the word before it: row t has its 1 in column ids[t].",
                () -> shifted(ids, -1))
            .or(
                "each row has the word after it: row t has its 1 in column ids[t].",
                () -> shifted(ids, 1))
            .or(
                "the place of the word is written, not the word: the column is ids[t], not t.",
                () -> IntStream.range(0, ids.length).map(t -> t < classes ? t : NONE).toArray())
            .or(
                "the place of the word is written, not the word: the column is ids[t], not t.",
                () -> IntStream.range(0, ids.length).map(t -> t % classes).toArray())
            .or(
                "the place of the word is written, not the word: the column is ids[t], not t.",
                () -> IntStream.range(0, ids.length).toArray())
            .or(
                "the place of the word is added to it: the column is ids[t], without t.",
                () -> IntStream.range(0, ids.length).map(t -> (ids[t] + t) % classes).toArray())
            .or(
                "a word that is the same as the one before it is left out: each place of the"
                    + " sentence has a row.",
                () ->
                    IntStream.range(0, ids.length)
                        .filter(t -> t == 0 || ids[t] != ids[t - 1])
                        .map(t -> ids[t])
                        .toArray())
            .or(
                "row 0 belongs to no word, and each word is a row too far down: row t belongs to"
                    + " ids[t].",
                () -> IntStream.range(-1, ids.length).map(t -> t < 0 ? NONE : ids[t]).toArray())
            .or(
                "each row has the word before it, and the first that of the last: row t has its 1 in"
                    + " column ids[t].",
                () -> turned(ids, ids.length - 1))
            .or(
                "each row has the word after it, and the last that of the first: row t has its 1 in"
                    + " column ids[t].",
                () -> turned(ids, 1))
            .get();
    int[] columns =
        at("the column", () -> words)
            .or(
                "the columns are counted from 1: id 0 belongs in column 0, so the column is ids[t],"
                    + " not ids[t] - 1.",
                () -> each(words, id -> id - 1))
            .or(
                "the columns are one too far to the right: id 0 belongs in column 0, so the column"
                    + " is ids[t], not ids[t] + 1.",
                () -> each(words, id -> id + 1))
            .or(
                "the columns are one too far to the right, and the last id comes to column 0: the"
                    + " column is ids[t].",
                () -> each(words, id -> (id + 1) % classes))
            .or(
                "the columns are one too far to the left, and id 0 comes to the last column: the"
                    + " column is ids[t].",
                () -> each(words, id -> (id + classes - 1) % classes))
            .or(
                "the smallest id of the sentence is subtracted: the column is ids[t] itself.",
                () -> {
                  int least = IntStream.of(words).filter(id -> id != NONE).min().orElse(0);
                  return each(words, id -> id - least);
                })
            .or(
                "the columns are counted from the right: id 0 belongs in column 0.",
                () -> each(words, id -> classes - 1 - id))
            .or(
                "id 0 is taken for padding and the others are moved: the column is ids[t], also for"
                    + " 0.",
                () -> each(words, id -> id == 0 ? NONE : id - 1))
            .or(
                "the last class is never marked: the columns go from 0 to classes − 1.",
                () -> each(words, id -> id == classes - 1 ? NONE : id))
            .or("every word lands in column 0: the column is ids[t].", () -> each(words, id -> 0))
            .or(
                "the words are numbered again, as they come in the sentence: the column is ids[t]"
                    + " itself.",
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
                "the words are numbered again, in the order of their ids: the column is ids[t]"
                    + " itself.",
                () -> {
                  int[] ranks = IntStream.of(words).distinct().sorted().toArray();
                  return each(words, id -> Arrays.binarySearch(ranks, id));
                })
            .get();
    double one =
        at("the entry", () -> 1.0)
            .or("the entry is 0.9, and the others stay 0: the entry is 1.", () -> 0.9)
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
                "the id itself is written into the row: the entry is 1, whatever the id; the column"
                    + " tells which word it is.",
                () -> entries(columns, classes, false))
            .or(
                "the id plus 1 is written into the row: the entry is 1, whatever the id; the column"
                    + " tells which word it is.",
                () -> entries(columns, classes, true))
            .or(
                "a word that comes again is left out, its row stays zero: each place of the"
                    + " sentence has its 1, also the second time.",
                () -> firstsOnly(columns, classes, one))
            .or(
                "a word that comes again is counted up: each place has a row of its own, with a 1.",
                () -> counted(columns, classes))
            .or(
                "the words read before are still in the row: begin each row with zeros, so that it"
                    + " holds one 1 only.",
                () -> keptUp(columns, classes, one))
            .or(
                "a word that comes again is marked at its last place alone: each place of the"
                    + " sentence has its 1.",
                () -> lastsOnly(columns, classes))
            .or(
                "words that come again share a row: each place of the sentence has a row of its"
                    + " own.",
                () -> rows(IntStream.of(columns).distinct().toArray(), classes, one))
            .or(
                "each row counts all words so far: begin each row with zeros, so that it holds one"
                    + " 1 only.",
                () -> soFar(rows(columns, classes, one)))
            .or(
                "id 0 is taken for padding and its row stays zero: it is a word like all others.",
                () -> rows(each(columns, k -> k == 0 ? NONE : k), classes, one))
            .or(
                "the sentence ends at the first id 0: it is a word like all others.",
                () -> endsAtZero(columns, classes, one))
            .or(
                "the other columns hold −1: they hold 0.",
                () -> rows(columns, classes, one).map(v -> v == 0 ? -1 : v))
            .or(
                "every column up to the word's is filled: only column ids[t] holds a 1.",
                () -> thermometer(columns, classes))
            .or(
                "every column from the word's on is filled: only column ids[t] holds a 1.",
                () -> fromTheWord(columns, classes))
            .or(
                "the id is written in binary digits: the word has one 1, in column ids[t].",
                () -> binary(columns, classes))
            .or(
                "the place of the word is written into the row: the entry is 1, whatever the place.",
                () -> places(columns, classes, 0))
            .or(
                "the place of the word plus 1 is written into the row: the entry is 1, whatever the"
                    + " place.",
                () -> places(columns, classes, 1))
            .or(
                "each row also has the word before it: it holds one 1 only.",
                () -> rows(columns, classes, one).plus(rows(shifted(columns, -1), classes, one)))
            .or(
                "every row holds all the words: are all rows the same array? Each needs its own.",
                () -> together(columns, classes))
            .or(
                "the words that come later are in the row, too: it holds one 1 only.",
                () -> turnedOver(keptUp(turnedOver(columns), classes, one)))
            .or(
                "all of the row is 1: only column ids[t] holds a 1.",
                () -> new Matrix(columns.length, classes).map(zero -> 1))
            .or(
                "zeros and ones are exchanged: the column of the word holds the 1, all others 0.",
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
              + " and a rest for the others: the entry is 1, all others 0.";
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
            "rows and columns are exchanged: a word is a row here, so the result has a row for each"
                + " word and a column for each class.",
            rows::transpose)
        .or(
            "the words are added up in one row: that is a bag of words, and the order is lost. Give"
                + " each place of the sentence a row.",
            rows::sumRows)
        .or(
            "the words are marked in one row: that is a set of words, and the order is lost. Give"
                + " each place of the sentence a row.",
            () -> rows.sumRows().map(v -> Math.min(1, v)))
        .or(
            "the matrix is a column too narrow: it has classes columns.",
            () -> rows.columns(0, classes - 1))
        .or(
            "the matrix is a column too wide: it has classes columns.",
            () -> Matrix.beside(rows, new Matrix(rows.rows(), 1)))
        .or(
            "column 0 is kept for padding, and every word is a column too far to the right: id 0"
                + " belongs in column 0, and there are classes columns.",
            () -> Matrix.beside(new Matrix(rows.rows(), 1), rows))
        .or(
            "there are as many columns as the largest id needs: there are classes columns.",
            () -> rows.columns(0, Math.min(classes, 1 + IntStream.of(columns).max().getAsInt())))
        .or(
            "there is a row too many: there is one for each word.",
            () -> Matrix.beside(rows.transpose(), new Matrix(classes, 1)).transpose())
        .or(
            "the entries are stored column after column: a matrix is stored row after row.",
            () -> Matrix.wrap(rows.rows(), rows.cols(), rows.transpose().data()))
        .or(
            "the row and column of set are exchanged: it must be set(row, column, value), so set(t,"
                + " ids[t], 1).",
            () -> argumentsExchanged(columns, classes, one))
        .or(
            "the row and column of set are exchanged, and what does not fit is dropped: it is"
                + " set(row, column, value), so set(t, ids[t], 1).",
            () -> exchangedWhereItFits(columns, classes))
        .or(
            "the result is one long row: it has a row for each word.",
            () -> Matrix.wrap(1, rows.rows() * rows.cols(), rows.data()))
        .or(
            "the ids are put into a column as they are: the result has a column for each class.",
            () -> Matrix.row(IntStream.of(columns).asDoubleStream().toArray()).transpose())
        .or(
            "the ids are put into a row as they are: the result has a row for each word and a column"
                + " for each class.",
            () -> Matrix.row(IntStream.of(columns).asDoubleStream().toArray()))
        .or(
            "the matrix is square: it has a row for each word and a column for each class.",
            () -> square(columns, classes))
        .get();
  }

  private Known refused(int[] ids, int id, int classes) {
    return this.<Known>at("an id that is no class", OneHotSlips::thrown)
        .or(
            "an id that is no class is accepted: written straight into data() it lands in another"
                + " row. Use set(row, column, value), or check the id.",
            () -> Known.flat(ids))
        .or(
            "a bad id is skipped, its row stays zero: " + REFUSE,
            () -> Known.of(known(ids, classes, NONE)))
        .or(
            "a bad id is left out, with its row: " + REFUSE,
            () -> Known.of(IntStream.of(ids).filter(k -> k >= 0 && k < classes)))
        .or(
            "a bad id is taken for the first class: " + REFUSE,
            () -> Known.of(known(ids, classes, 0)))
        .or(
            "a bad id is taken for the last class: " + REFUSE,
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
            "the exception for a bad id is swallowed, and the rest of the sentence is dropped: let it"
                + " go through.",
            () -> Known.of(upToTheBad(ids, classes)))
        .or(
            "a negative id counts from the end: it is no class, and is refused.",
            () -> id < 0 ? Known.of(IntStream.of(ids).map(k -> k < 0 ? k + classes : k)) : thrown())
        .or(
            "a negative id lands in the row above: refuse it, as Matrix.set does.",
            () -> id < 0 ? Known.flat(ids) : thrown())
        .or(
            "the id classes lands in the next row: the ids go from 0 to classes − 1.",
            () -> id < 0 ? thrown() : Known.flat(ids))
        .or(
            "a negative id is accepted, its row stays zero: an id below 0 is no class, as is one of"
                + " classes and more.",
            () -> id < 0 ? Known.of(known(ids, classes, NONE)) : thrown())
        .or(
            "an id of classes or more is accepted, its row stays zero: the ids go from 0 to classes"
                + " − 1.",
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
            "a negative id is refused with another kind of exception: " + REFUSE,
            () -> id < 0 ? outside() : thrown())
        .or(
            "an id of classes or more is refused with another kind of exception: " + REFUSE,
            () -> id < 0 ? thrown() : outside())
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
