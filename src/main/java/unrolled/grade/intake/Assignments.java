package unrolled.grade.intake;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a notebook's cells set a variable to after it was declared. A plain value is taken along;
 * what must be computed is not, since the grader runs no cell.
 *
 * @param declared all pieces of the notebook, in order
 * @param variable one of them
 */
record Assignments(List<Declared> declared, Declared variable) {
  private static final String VALUE =
      "[-+]?(?:\\d[\\w.]*(?:(?<=[eE])[-+]\\d+)?|\\.\\d\\w*)|true|false|\"[^\"\\\\\\n]*\"";

  /** Those that set it to a plain value. */
  List<Declared> plain() {
    boolean isFinal = Pattern.compile("^[^=]*\\bfinal\\b").matcher(variable.code()).find();
    return isFinal ? List.of() : all().filter(this::isPlain).toList();
  }

  /** The last one of all, if it is no plain value. */
  Optional<Declared> computed() {
    return all().reduce((first, last) -> last).filter(last -> !isPlain(last));
  }

  private Stream<Declared> all() {
    Pattern sets =
        Pattern.compile(
            "(?<![\\w.$])%1$s\\s*(?:=(?!=)|(?:[-+*/%%&|^]|<<|>>>?)=|\\+\\+|--)|(?:\\+\\+|--)\\s*%1$s\\b"
                .formatted(Pattern.quote(variable.part().name())));
    return declared.stream()
        .skip(declared.indexOf(variable) + 1L)
        .filter(one -> one.is(Snippets.Kind.CODE))
        .filter(one -> sets.matcher(one.code()).find() && !Along.isLocal(one, variable));
  }

  private boolean isPlain(Declared one) {
    return one.code()
        .strip()
        .matches(Pattern.quote(variable.part().name()) + "\\s*=\\s*(?:" + VALUE + ")\\s*;?");
  }
}
