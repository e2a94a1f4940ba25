package unrolled.exercise;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import unrolled.matrix.Matrix;

/**
 * What goes wrong with an output in every exercise, whatever it computes: a sign, a factor, a
 * transpose, a loop that stops one short. Made of the right output, or of one that another slip has
 * spoiled before.
 */
final class Outputs {
  /**
   * A wrong outcome made of an outcome.
   *
   * @param place the output
   * @param sentence what to tell who gives it
   * @param combines whether it is likely beside another slip
   * @param making makes it
   */
  record Change(String place, String sentence, boolean combines, Making making) {}

  /** Makes it. */
  interface Making {
    Outcome of(Outcome outcome, Fixture inputs);
  }

  private final List<Change> all = new ArrayList<>();
  private final Method method;

  private Outputs(Method method) {
    this.method = method;
  }

  /** All changes that the outputs of a contract may suffer. */
  static List<Change> of(Method method) {
    Outputs outputs = new Outputs(method);
    List<String> names = Outcome.names(method);
    for (int i = 0; i < names.size(); i++) {
      outputs.output(names.get(i), i);
    }
    outputs.exchanged(names);
    outputs.otherKind();
    return outputs.all;
  }

  private void output(String name, int at) {
    scaled(name, at, -1, " has the wrong sign: every number is the negative of what is right.");
    scaled(name, at, 2, " is twice as large as it should be: something is counted twice.");
    scaled(name, at, 0.5, " is half as large as it should be: something is halved.");
    scaled(
        name, at, 0, " is 0 everywhere: is nothing stored there, or is what is stored always 0?");
    add(
        name,
        name + " is divided by the number of examples: leave that division out.",
        at,
        true,
        (value, inputs) -> {
          Integer n = inputs.sizes().get("N");
          return n == null ? value : each(value, m -> m.scale(1.0 / n));
        });
    add(
        name,
        name + " is transposed: its rows and columns must be exchanged.",
        at,
        true,
        (value, inputs) -> each(value, Matrix::transpose));
    matrix(
        name,
        " stops one row short: the last row stays 0.",
        at,
        m -> cut(m, m.rows() - 1, m.cols(), 0, 0));
    matrix(
        name,
        " stops one column short: the last column stays 0.",
        at,
        m -> cut(m, m.rows(), m.cols() - 1, 0, 0));
    matrix(name, " begins one row late: row 0 stays 0.", at, m -> cut(m, m.rows(), m.cols(), 1, 0));
    matrix(
        name,
        " begins one column late: column 0 stays 0.",
        at,
        m -> cut(m, m.rows(), m.cols(), 0, 1));
    matrix(
        name, " has row 0 in every row: each must have numbers of its own.", at, m -> filled(m, 0));
    matrix(
        name,
        " has the last row in every row: each must have numbers of its own.",
        at,
        m -> filled(m, m.rows() - 1));
    matrix(
        name,
        " has no NaN where there should be one: what is computed from a NaN must be NaN.",
        at,
        m -> m.map(v -> Double.isNaN(v) ? 0 : v));
    array(name, at);
    inputs(name, at);
  }

  private void array(String name, int at) {
    add(
        name,
        name + " is in the reverse order: the first must come first.",
        at,
        true,
        (value, inputs) -> {
          if (!(value instanceof Object[] all)) {
            return value;
          }
          Object[] turned = all.clone();
          for (int k = 0; k < turned.length; k++) {
            turned[k] = all[all.length - 1 - k];
          }
          return turned;
        });
    add(
        name,
        name + " holds its last matrix in every place: each must have a matrix of its own.",
        at,
        false,
        (value, inputs) -> {
          if (!(value instanceof Object[] all) || all.length == 0) {
            return value;
          }
          Object[] same = all.clone();
          Arrays.fill(same, all[all.length - 1]);
          return same;
        });
  }

  /** An input of the same shape, handed back. */
  private void inputs(String name, int at) {
    Shape shape = shape(at);
    for (Parameter parameter : method.getParameters()) {
      Shape own = parameter.getAnnotation(Shape.class);
      if (own != null && shape != null && own.value().equals(shape.value())) {
        add(
            name,
            name + " is " + parameter.getName() + " as it came: nothing is computed.",
            at,
            false,
            (value, inputs) -> inputs.value(parameter.getName()));
      }
    }
  }

  /** Two outputs of the same type in each other's place. */
  private void exchanged(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        int one = i;
        int other = j;
        if (shape(i) != null && shape(j) != null && shape(i).value().equals(shape(j).value())) {
          all.add(
              new Change(
                  "outputs",
                  names.get(i)
                      + " and "
                      + names.get(j)
                      + " are exchanged: return them in the order of the contract.",
                  true,
                  (outcome, inputs) -> {
                    List<Object> values = new ArrayList<>(outcome.values());
                    values.set(one, outcome.values().get(other));
                    values.set(other, outcome.values().get(one));
                    return new Outcome(outcome.names(), values, outcome.thrown());
                  }));
        }
      }
    }
  }

  /** Bad inputs are refused, but in another way. */
  private void otherKind() {
    all.add(
        new Change(
            "exceptions",
            "bad inputs are refused with another kind of exception than the statement says: see"
                + " the test that fails.",
            false,
            (outcome, inputs) ->
                outcome.isThrown() ? Outcome.thrown(method, new OtherKind()) : outcome));
  }

  private static final class OtherKind extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Shape shape(int at) {
    Method shown = Outcome.shown(method);
    Class<?> type = shown.getReturnType();
    if (!type.isRecord()) {
      return shown.getAnnotation(Shape.class);
    }
    RecordComponent[] components = type.getRecordComponents();
    return at < components.length ? components[at].getAnnotation(Shape.class) : null;
  }

  private interface Changing {
    Object of(Object value, Fixture inputs);
  }

  private void scaled(String name, int at, double factor, String rest) {
    add(name, name + rest, at, factor != 0, (value, inputs) -> each(value, m -> m.scale(factor)));
  }

  private void matrix(String name, String rest, int at, UnaryOperator<Matrix> change) {
    add(
        name,
        name + rest,
        at,
        false,
        (value, inputs) -> value instanceof Matrix ? each(value, change) : value);
  }

  private void add(String place, String sentence, int at, boolean combines, Changing change) {
    all.add(
        new Change(
            place,
            sentence,
            combines,
            (outcome, inputs) -> {
              if (outcome.isThrown() || outcome.values().get(at) == null) {
                return outcome;
              }
              List<Object> values = new ArrayList<>(outcome.values());
              values.set(at, change.of(values.get(at), inputs));
              return new Outcome(outcome.names(), values, null);
            }));
  }

  private static Object each(Object value, UnaryOperator<Matrix> change) {
    if (value instanceof Matrix m) {
      return change.apply(m);
    }
    if (value instanceof Matrix[] all) {
      return Arrays.stream(all).map(m -> m == null ? null : change.apply(m)).toArray(Matrix[]::new);
    }
    if (value instanceof double[] all) {
      return change.apply(Matrix.row(all)).data();
    }
    if (value instanceof Double v) {
      return change.apply(Matrix.row(v)).get(0, 0);
    }
    return value;
  }

  private static Matrix cut(Matrix m, int rows, int cols, int firstRow, int firstColumn) {
    Matrix cut = new Matrix(m.rows(), m.cols());
    for (int r = firstRow; r < rows; r++) {
      for (int c = firstColumn; c < cols; c++) {
        cut.set(r, c, m.get(r, c));
      }
    }
    return cut;
  }

  private static Matrix filled(Matrix m, int row) {
    Matrix filled = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        filled.set(r, c, m.get(row, c));
      }
    }
    return filled;
  }
}
