package unrolled.grade.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import unrolled.exercise.Exercise;

/**
 * What goes along with an answer in a notebook: what it names, and what that names, and so on.
 *
 * @param declared all pieces of the notebook, in order
 * @param exercise what is answered
 * @param answer one of the pieces
 * @param latest whether the last version of everything counts, as in a notebook whose cells have
 *     all run; else what stood there when the answer's cell ran, and then what came later
 * @param anywhere whether a method or a variable may stand in a cell of another subject, where one
 *     of the same name may mean something else
 */
record Along(
    List<Declared> declared, Exercise exercise, Declared answer, boolean latest, boolean anywhere) {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\w$]*");

  /** A parameter or a variable, behind its type: it is the answer's own. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "(?!return\\b|throw\\b|new\\b|else\\b|case\\b)\\b[\\p{L}_$][\\w$.]*(?:<[^;(){}]*>)?(?:\\[\\])*"
              + "\\s+([\\p{L}_$][\\w$]*)\\s*(?=[,)=;:])");

  /** Whether code has a variable of its own with the name of another. */
  static boolean isLocal(Declared code, Declared variable) {
    return LOCAL
        .matcher(code.code())
        .results()
        .anyMatch(local -> local.group(1).equals(variable.part().name()));
  }

  /** All of it, in the order of the notebook. */
  List<Declared> pieces() {
    Set<Declared> all = new HashSet<>(needed().values());
    needed().values().stream()
        .filter(one -> one.is(Snippets.Kind.VARIABLE))
        .flatMap(one -> new Assignments(declared, one).plain().stream())
        .filter(one -> latest || one.cell() <= answer.cell())
        .forEach(all::add);
    return declared.stream().filter(all::contains).distinct().toList();
  }

  /** What is declared of it, by its key. */
  Map<String, Declared> needed() {
    Map<String, Declared> needed = new LinkedHashMap<>();
    Deque<Declared> open = new ArrayDeque<>(List.of(answer));
    while (!open.isEmpty()) {
      Set<String> words = words(open.remove());
      for (Declared one : declared) {
        String key = one.key();
        Declared before = needed.get(key);
        if (words.contains(one.part().name())
            && may(one, before != null)
            && (before == null || replaces(one, before))) {
          needed.put(key, one);
          open.add(one);
        }
      }
    }
    return needed;
  }

  private Set<String> words(Declared from) {
    Set<String> words = new LinkedHashSet<>();
    WORD.matcher(from.code()).results().forEach(word -> words.add(word.group()));
    words.remove(answer.part().name());
    LOCAL.matcher(from.code()).results().forEach(local -> words.remove(local.group(1)));
    return words;
  }

  private boolean may(Declared one, boolean isNeeded) {
    boolean near = one.cell() == answer.cell() || one.tags().contains(exercise.id());
    return one.is(Snippets.Kind.TYPE) || one.isMember() && (near || anywhere || latest && isNeeded);
  }

  /** Never one another in turn, or the search would not end. */
  private boolean replaces(Declared one, Declared before) {
    return rank(one) > rank(before);
  }

  private int rank(Declared one) {
    boolean isSure = latest || one.cell() <= answer.cell();
    return declared.indexOf(one) + (isSure ? declared.size() : 0);
  }
}
