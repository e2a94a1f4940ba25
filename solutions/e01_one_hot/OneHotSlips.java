package e01_one_hot;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong with one-hot rows. */
final class OneHotSlips extends Slips implements OneHot {
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
          .or("for no words something is thrown: expected a matrix of no rows.", this::thrown)
          .get();
    }
    for (int id : ids) {
      if (id < 0 || id >= classes) {
        return refused(ids, id, classes);
      }
    }
    int[] words =
        at("the order of the words", () -> ids)
            .or(
                "the words are sorted before they are written: row t belongs to the word in place"
                    + " t.",
                () -> sorted(ids))
            .or(
                "the words are written from the last to the first: row 0 is the first word.",
                () -> IntStream.range(0, ids.length).map(t -> ids[ids.length - 1 - t]).toArray())
            .or(
                "each row has the word before it: row t has its 1 in column ids[t].",
                () -> shifted(ids, -1))
            .or(
                "each row has the word after it: row t has its 1 in column ids[t].",
                () -> shifted(ids, 1))
            .or(
                "the place of the word is written, not the word: the column is ids[t], not t.",
                () -> IntStream.range(0, ids.length).map(t -> t % classes).toArray())
            .get();
    int[] columns =
        at("the column", () -> words)
            .or(
                "the columns are counted from 1: id 0 belongs in column 0, so the column is ids[t],"
                    + " not ids[t] - 1.",
                () -> IntStream.of(words).map(id -> id - 1).toArray())
            .or(
                "the columns are one too far to the right: id 0 belongs in column 0, so the column"
                    + " is ids[t], not ids[t] + 1.",
                () -> IntStream.of(words).map(id -> id + 1).toArray())
            .or(
                "the columns are one too far to the right, and the last id comes to column 0: the"
                    + " column is ids[t].",
                () -> IntStream.of(words).map(id -> (id + 1) % classes).toArray())
            .or(
                "the columns are one too far to the left, and id 0 comes to the last column: the"
                    + " column is ids[t].",
                () -> IntStream.of(words).map(id -> (id + classes - 1) % classes).toArray())
            .or(
                "the smallest id of the sentence is subtracted: the column is ids[t] itself.",
                () -> {
                  int least = IntStream.of(words).min().getAsInt();
                  return IntStream.of(words).map(id -> id - least).toArray();
                })
            .or(
                "the columns are counted from the right: id 0 belongs in column 0.",
                () -> IntStream.of(words).map(id -> classes - 1 - id).toArray())
            .get();
    double one =
        at("the entry", () -> 1.0)
            .or(
                "the labels are smoothed, 0.9 and a rest for the others: the entry is 1, all others"
                    + " 0.",
                () -> 0.9)
            .or("the entry is 1 / classes: it is 1.", () -> 1.0 / classes)
            .or("the entry is 1 / T: it is 1, whatever the length.", () -> 1.0 / ids.length)
            .get();
    Matrix rows =
        at("the rows", () -> rows(columns, classes, one))
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
                () -> rows(IntStream.of(columns).map(k -> k == 0 ? -1 : k).toArray(), classes, one))
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
                "zeros and ones are exchanged: the column of the word holds the 1, all others 0.",
                () -> rows(columns, classes, one).map(v -> 1 - v))
            .get();
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
            () -> rows.columns(0, 1 + IntStream.of(columns).max().getAsInt()))
        .or(
            "there is a row too many: there is one for each word.",
            () -> Matrix.beside(rows.transpose(), new Matrix(classes, 1)).transpose())
        .or(
            "the entries are stored column after column: a matrix is stored row after row.",
            () -> Matrix.wrap(rows.rows(), rows.cols(), rows.transpose().data()))
        .or(
            "the row and column of set are exchanged: it is set(row, column, value), so set(t,"
                + " ids[t], 1).",
            () -> argumentsExchanged(columns, classes, one))
        .or(
            "the matrix is square: it has a row for each word and a column for each class.",
            () -> square(columns, classes))
        .get();
  }

  private Matrix refused(int[] ids, int id, int classes) {
    return this.<Matrix>at("an id that is no class", this::thrown)
        .or(
            "an id that is no class is accepted: written straight into data() it lands in another"
                + " row. Use set(row, column, value), or check the id.",
            () -> intoData(ids, classes))
        .or(
            "a bad id is skipped, its row stays zero: " + REFUSE,
            () -> rows(known(ids, classes, -1), classes, 1))
        .or(
            "a bad id is taken for the first class: " + REFUSE,
            () -> rows(known(ids, classes, 0), classes, 1))
        .or(
            "a bad id is taken for the last class: " + REFUSE,
            () -> rows(known(ids, classes, classes - 1), classes, 1))
        .or(
            "a bad id is brought into range by the remainder: " + REFUSE,
            () -> rows(IntStream.of(ids).map(k -> Math.floorMod(k, classes)).toArray(), classes, 1))
        .or(
            "a negative id counts from the end: it is no class, and is refused.",
            () ->
                id < 0
                    ? rows(
                        IntStream.of(ids).map(k -> k < 0 ? k + classes : k).toArray(), classes, 1)
                    : thrown())
        .or(
            "a negative id lands in the row above: refuse it, as Matrix.set does.",
            () -> id < 0 ? intoData(ids, classes) : thrown())
        .or(
            "the id classes lands in the next row: the ids go from 0 to classes − 1.",
            () -> id < 0 ? thrown() : intoData(ids, classes))
        .or(
            "a negative id is accepted: an id below 0 is no class, as is one of classes and more.",
            () -> id < 0 ? rows(known(ids, classes, -1), classes, 1) : thrown())
        .or(
            "an id of classes or more is accepted: the ids go from 0 to classes − 1.",
            () -> id < 0 ? thrown() : rows(known(ids, classes, -1), classes, 1))
        .or("a bad id gives null: " + REFUSE, () -> null)
        .get();
  }

  private static int[] known(int[] ids, int classes, int otherwise) {
    return IntStream.of(ids).map(id -> id >= 0 && id < classes ? id : otherwise).toArray();
  }

  private Matrix thrown() {
    throw new IllegalArgumentException();
  }

  private static int[] sorted(int[] ids) {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static int[] shifted(int[] ids, int by) {
    return IntStream.range(0, ids.length)
        .map(t -> t + by >= 0 && t + by < ids.length ? ids[t + by] : -1)
        .toArray();
  }

  /** A column of −1 stands for none. */
  private static Matrix rows(int[] columns, int classes, double one) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      if (columns[t] != -1) {
        x.set(t, columns[t], one);
      }
    }
    return x;
  }

  private static Matrix intoData(int[] ids, int classes) {
    Matrix x = new Matrix(ids.length, classes);
    for (int t = 0; t < ids.length; t++) {
      x.data()[t * classes + ids[t]] = 1;
    }
    return x;
  }

  private static Matrix entries(int[] columns, int classes, boolean fromOne) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      x.set(t, columns[t], columns[t] + (fromOne ? 1 : 0));
    }
    return x;
  }

  private static Matrix firstsOnly(int[] columns, int classes, double one) {
    Set<Integer> seen = new HashSet<>();
    return rows(IntStream.of(columns).map(k -> seen.add(k) ? k : -1).toArray(), classes, one);
  }

  private static Matrix lastsOnly(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      for (int s = 0; s < t; s++) {
        x.set(s, columns[t], 0);
      }
      x.set(t, columns[t], 1);
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
      most[t] = isOver ? -1 : most[t];
    }
    return rows(most, classes, one);
  }

  private static Matrix counted(int[] columns, int classes) {
    Matrix x = new Matrix(columns.length, classes);
    int[] counts = new int[classes];
    for (int t = 0; t < columns.length; t++) {
      x.set(t, columns[t], ++counts[columns[t]]);
    }
    return x;
  }

  private static Matrix keptUp(int[] columns, int classes, double one) {
    Matrix x = new Matrix(columns.length, classes);
    for (int t = 0; t < columns.length; t++) {
      for (int s = 0; s <= t; s++) {
        x.set(t, columns[s], one);
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
      x.set(columns[t], t, one);
    }
    return x;
  }

  private static Matrix square(int[] columns, int classes) {
    Matrix x = new Matrix(classes, classes);
    for (int t = 0; t < columns.length; t++) {
      x.set(t, columns[t], 1);
    }
    return x;
  }
}
