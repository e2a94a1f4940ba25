package unrolled.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;
import unrolled.player.host.Thrown;

/**
 * What can be said of a behaviour that no slip explains: how each output is related to what is
 * right, what is thrown, and which inputs it goes wrong on.
 */
final class Remarks {
  private static final Pattern SHAPE = Pattern.compile("\\((\\d+) × (\\d+)\\)");

  /** Of one thing, and of several. */
  private static final String[][] VERBS = {{"is", "are"}, {"holds", "hold"}, {"has", "have"}};

  private static final List<String> EXCEPTIONS = List.of("thrown", "accepted", "another kind");

  private static final String MOSTLY = "in most cases, ";

  private static final String EXCHANGED = " Is one of the two sizes used in place of the other?";

  /** So many entries that a slip spoils must be as it has them, before it is named. */
  private static final int ENOUGH = 6;

  /**
   * A remark.
   *
   * @param text a sentence
   * @param name what is wrong, in a few words
   */
  record Remark(String text, String name) {}

  private final Catalogue catalogue;
  private final Behaviour behaviour;
  private final List<ProbeInput> probes;
  private final List<String> outputs;
  private final Mark[][] right;
  private final Mark[][] learners;
  private final Optional<Oracle> oracle;
  private boolean isBesideSlip; // a remark speaks of a slip, and of something beside it

  Remarks(Exercise exercise, Catalogue catalogue, Behaviour behaviour) {
    this.catalogue = catalogue;
    this.behaviour = behaviour;
    probes = ProbeInput.of(exercise);
    outputs = behaviour.outcomes().get(0).names();
    right = catalogue.right();
    learners = catalogue.marks(behaviour.outcomes());
    oracle = Oracle.of(exercise);
  }

  /**
   * What can be said of these outputs, of which nothing is known yet; of how they are wrong on
   * ordinary inputs, or else at the edges.
   */
  List<Remark> of(Set<String> open) {
    List<Remark> remarks = new ArrayList<>(thrown());
    if (remarks.isEmpty() && !open.isEmpty()) {
      remarks.addAll(ordinary(open));
    }
    boolean isWrong =
        IntStream.range(0, ProbeInput.ORDINARY).anyMatch(p -> !isSame(learners[p], right[p]));
    return remarks.isEmpty() && !isWrong ? edges() : remarks;
  }

  /** What is thrown where nothing should be, on an ordinary input or more. */
  private List<Remark> thrown() {
    List<Integer> where = new ArrayList<>();
    List<Fixture> elsewhere = new ArrayList<>();
    for (int p = 0; p < probes.size(); p++) {
      if (behaviour.outcomes().get(p).isThrown() && !catalogue.refuses(p)) {
        where.add(p);
      } else if (!catalogue.refuses(p)) {
        elsewhere.add(probes.get(p).inputs());
      }
    }
    if (where.isEmpty() || where.get(0) >= ProbeInput.ORDINARY) {
      return List.of();
    }
    int first = where.get(0);
    Throwable e = behaviour.outcomes().get(first).thrown();
    Fixture inputs = probes.get(first).inputs();
    boolean isAlways =
        IntStream.range(0, ProbeInput.ORDINARY)
            .allMatch(p -> behaviour.outcomes().get(p).isThrown());
    String place =
        Conditions.of(where.stream().map(p -> probes.get(p).inputs()).toList(), elsewhere)
            .map(condition -> condition + ", ")
            .orElse(isAlways ? "" : "on some inputs, ");
    return List.of(
        new Remark(
            sentence(
                    place + Thrown.described(e) + inLetters(String.valueOf(e.getMessage()), inputs))
                + (place.matches("where \\w and \\w differ, ") ? EXCHANGED : ""),
            "throws " + Thrown.text(e).split(":", 2)[0]));
  }

  /** With one full stop, also where a message ends in its own. */
  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  /** The shapes in a message once more, with the letters of the statement. */
  private static String inLetters(String message, Fixture inputs) {
    Map<Integer, String> letters = Dimensions.named(inputs.method(), inputs.dimensions());
    List<String> shapes =
        SHAPE
            .matcher(message)
            .results()
            .map(m -> "(" + letter(letters, m.group(1)) + " × " + letter(letters, m.group(2)) + ")")
            .distinct()
            .toList();
    return shapes.isEmpty() || String.join("", shapes).matches("[^A-Za-z]*")
        ? ""
        : ". In the letters of the statement that is " + String.join(" and ", shapes);
  }

  private static String letter(Map<Integer, String> letters, String size) {
    return Integer.parseInt(size) < 2 ? size : letters.getOrDefault(Integer.parseInt(size), size);
  }

  /** How outputs are wrong on ordinary inputs; the same of several is said once. */
  private List<Remark> ordinary(Set<String> open) {
    Map<String, Set<String>> said = new LinkedHashMap<>();
    for (int s = 0; s < outputs.size(); s++) {
      int output = s;
      boolean isWrong =
          IntStream.range(0, ProbeInput.ORDINARY)
              .anyMatch(p -> !learners[p][output].same(right[p][output]));
      if (isWrong && open.contains(outputs.get(s))) {
        how(s)
            .ifPresent(
                how ->
                    said.computeIfAbsent(how, any -> new LinkedHashSet<>())
                        .add(outputs.get(output)));
      }
    }
    List<Remark> remarks = new ArrayList<>();
    said.forEach((how, where) -> remarks.add(remark(how, List.copyOf(where))));
    return remarks;
  }

  private static Remark remark(String how, List<String> where) {
    String text = how.replace("%s", Texts.list(where));
    if (where.size() > 1 && !text.matches("(each|every) .*")) {
      String all = Texts.list(where);
      for (String[] verb : VERBS) {
        text = text.replace(all + " " + verb[0] + " ", all + " " + verb[1] + " ");
      }
    }
    return new Remark(
        text,
        how.replaceFirst("^in %s, ", "")
            .replace("%s", String.join(" and ", where))
            .split("[:.](\\s|$)", 2)[0]);
  }

  /** How an output is wrong: related to what is right, or to what a slip makes of it. */
  private Optional<String> how(int output) {
    if (IntStream.range(0, ProbeInput.ORDINARY).anyMatch(p -> got(p, output).isEmpty())) {
      return IntStream.range(0, ProbeInput.ORDINARY)
              .allMatch(p -> behaviour.outcomes().get(p).values().get(output) == null)
          ? Optional.of("%s is null: return a matrix.")
          : Optional.of(
              "%s holds a null in place of a matrix: return as many matrices as there should be, and no null.");
    }
    List<Outcome> rights = rights();
    if (rights.isEmpty()) {
      return Optional.empty();
    }
    List<Relations.Seen> seen = seen(output, rights);
    return nearly(output, rights)
        .or(() -> Relations.of(seen))
        .or(
            () ->
                pattern(output, rights)
                    .map(text -> isRightElsewhere(output) ? MOSTLY + text : text))
        .or(() -> besideSlip(output, rights))
        .or(() -> Relations.vaguely(seen))
        .map(text -> isArray(output) ? ofEntries(text) : text);
  }

  private boolean isArray(int output) {
    Object value = behaviour.outcomes().get(0).values().get(output);
    return value instanceof double[] || value instanceof int[];
  }

  /** An array is compared as a matrix of one row, but the learner's has no columns. */
  private static String ofEntries(String text) {
    return text.replace("columns", "entries")
        .replace("a column", "an entry")
        .replace("column", "entry");
  }

  private Optional<String> pattern(int output, List<Outcome> from) {
    return Patterns.of(
            "%s",
            from.stream().map(outcome -> outcome.values().get(output)).toList(),
            behaviour.outcomes().subList(0, ProbeInput.ORDINARY).stream()
                .map(outcome -> outcome.values().get(output))
                .toList())
        .stream()
        .findFirst();
  }

  /** Whether an output is right at some edge where it could be wrong. */
  private boolean isRightElsewhere(int output) {
    return IntStream.range(ProbeInput.ORDINARY, probes.size())
        .filter(p -> probes.get(p).isFinite() && !catalogue.refuses(p))
        .anyMatch(
            p ->
                learners[p][output].same(right[p][output])
                    && right[p][output].size() > 1
                    && right[p][output].sum() != 0);
  }

  /** A slip, and something that belongs to no exercise beside it. */
  private Optional<String> besideSlip(int output, List<Outcome> rights) {
    List<Catalogue.Slip> slips = catalogue.slips();
    for (int k = 0; k < slips.size(); k++) {
      if (!catalogue.spoils(k).contains(output) || !slips.get(k).isWritten() || isRefuted(k)) {
        continue;
      }
      List<Outcome> spoilt = catalogue.played(k, ProbeInput.ORDINARY);
      if (spoilt.isEmpty() || spoilt.stream().anyMatch(o -> o.values().get(output) == null)) {
        continue;
      }
      Optional<String> how =
          Relations.exactly(seen(output, spoilt))
              .or(
                  () ->
                      agreeing(output, rights, spoilt) >= ENOUGH
                              || nearly(output, spoilt).isPresent()
                          ? pattern(output, spoilt)
                          : Optional.empty());
      if (how.isPresent()) {
        isBesideSlip = true;
        return Optional.of(
            "in %s, " + slips.get(k).sentence() + " Besides that, " + asGiven(how.get()));
      }
    }
    return Optional.empty();
  }

  /** Whether the answer is right at several edges where it would not be, were this slip made. */
  private boolean isRefuted(int slip) {
    return IntStream.range(ProbeInput.ORDINARY, probes.size())
            .filter(p -> !isSame(catalogue.single(slip)[p], right[p]))
            .filter(p -> isSame(learners[p], right[p]))
            .count()
        > 1;
  }

  private static String asGiven(String how) {
    return how.replace("what is right", "the result of that")
        .replace("%s is right", "%s is that result");
  }

  private Optional<String> nearly(int output, List<Outcome> from) {
    return pattern(output, from).filter(text -> text.contains("right digits only"));
  }

  /** How many entries are as a slip has them, and not as is right. */
  private int agreeing(int output, List<Outcome> rights, List<Outcome> spoilt) {
    int count = 0;
    for (int p = 0; p < ProbeInput.ORDINARY; p++) {
      List<Matrix> e = parts(rights.get(p), output);
      List<Matrix> s = parts(spoilt.get(p), output);
      List<Matrix> a = got(p, output).orElseThrow();
      for (int k = 0; k < Math.min(a.size(), Math.min(e.size(), s.size())); k++) {
        double[] wanted = e.get(k).data();
        double[] spoiltOnes = s.get(k).data();
        double[] given = a.get(k).data();
        for (int i = 0;
            i < Math.min(given.length, Math.min(wanted.length, spoiltOnes.length));
            i++) {
          boolean isSlip = Expect.error(spoiltOnes[i], given[i]) <= Expect.EXACT;
          boolean isRight = Expect.error(wanted[i], given[i]) <= Expect.EXACT;
          count += isSlip && !isRight ? 1 : 0;
        }
      }
    }
    return count;
  }

  private List<Relations.Seen> seen(int output, List<Outcome> from) {
    List<Relations.Seen> seen = new ArrayList<>();
    List<Outcome> rights = rights();
    for (int p = 0; p < ProbeInput.ORDINARY; p++) {
      Map<String, Matrix> others = new LinkedHashMap<>();
      probes
          .get(p)
          .inputs()
          .values()
          .forEach(
              (name, value) -> {
                if (value instanceof Matrix m) {
                  others.put(name, m);
                }
              });
      for (int s = 0; s < outputs.size(); s++) {
        if (s != output && rights.get(p).values().get(s) instanceof Matrix m) {
          others.put(outputs.get(s), m);
        }
      }
      seen.add(
          new Relations.Seen(
              probes.get(p).inputs(),
              parts(from.get(p), output),
              got(p, output).orElseThrow(),
              others));
    }
    return seen;
  }

  private List<Outcome> rights() {
    return oracle.isEmpty()
        ? List.of()
        : probes.subList(0, ProbeInput.ORDINARY).stream()
            .map(probe -> Outcome.of(probe.inputs().method(), oracle.get().on(probe.inputs())))
            .toList();
  }

  private static List<Matrix> parts(Outcome outcome, int output) {
    return Values.parts("", outcome.values().get(output)).stream()
        .map(Values.Part::matrix)
        .toList();
  }

  /** The matrices of an output of the answer; nothing if it is null or holds a null. */
  private Optional<List<Matrix>> got(int probe, int output) {
    try {
      return Optional.of(parts(behaviour.outcomes().get(probe), output));
    } catch (AssertionError e) {
      return Optional.empty();
    }
  }

  /** Of an answer that is right on all ordinary inputs: where it is not, and what comes there. */
  private List<Remark> edges() {
    Map<String, List<Integer>> kinds = new LinkedHashMap<>();
    List<Fixture> elsewhere = new ArrayList<>();
    for (int p = 0; p < probes.size(); p++) {
      if (isSame(learners[p], right[p])) {
        elsewhere.add(probes.get(p).inputs());
      } else {
        kinds.computeIfAbsent(kind(p), any -> new ArrayList<>()).add(p);
      }
    }
    List<Integer> all = kinds.values().stream().flatMap(List::stream).toList();
    List<Remark> remarks = new ArrayList<>();
    remark(kinds.size() == 1 ? kinds.keySet().iterator().next() : "numbers", all, elsewhere)
        .ifPresent(remarks::add);
    if (remarks.isEmpty()) {
      kinds.forEach((kind, where) -> remark(kind, where, elsewhere).ifPresent(remarks::add));
    }
    return remarks;
  }

  /**
   * What is thrown, or is not thrown, at an edge, where the slips that were found would not do so.
   */
  List<Remark> exceptionsBeside(List<SlipSearch.Found> slips) {
    List<Mark[][]> known = new ArrayList<>();
    List<Integer> numbers =
        slips.stream().map(f -> catalogue.slips().indexOf(f.slip())).sorted().toList();
    if (numbers.contains(-1)) {
      return List.of(); // of one of them only the place is known
    }
    numbers.forEach(k -> known.add(catalogue.single(k)));
    for (int one : numbers) {
      for (int other : numbers) {
        Mark[][] both = one < other ? catalogue.together(one, other) : null;
        if (both != null) {
          known.add(both);
        }
      }
    }
    Map<String, List<Integer>> kinds = new LinkedHashMap<>();
    for (int p = ProbeInput.ORDINARY; p < probes.size(); p++) {
      int probe = p;
      if (EXCEPTIONS.contains(kind(p))
          && !isSame(learners[p], right[p])
          && known.stream().noneMatch(marks -> isSame(learners[probe], marks[probe]))) {
        kinds.computeIfAbsent(kind(p), any -> new ArrayList<>()).add(p);
      }
    }
    List<Remark> remarks = new ArrayList<>();
    kinds.forEach(
        (kind, where) -> {
          List<Fixture> elsewhere =
              IntStream.range(0, probes.size())
                  .filter(p -> !where.contains(p))
                  .mapToObj(p -> probes.get(p).inputs())
                  .toList();
          remark(kind, where, elsewhere).ifPresent(remarks::add);
        });
    return remarks;
  }

  private Optional<Remark> remark(String kind, List<Integer> where, List<Fixture> elsewhere) {
    return Conditions.of(where.stream().map(p -> probes.get(p).inputs()).toList(), elsewhere)
        .map(
            condition ->
                new Remark(condition + ", " + what(kind, where.get(0)), "wrong " + condition));
  }

  private String kind(int probe) {
    Outcome outcome = behaviour.outcomes().get(probe);
    if (catalogue.refuses(probe)) {
      return outcome.isThrown() ? "another kind" : "accepted";
    }
    if (outcome.isThrown()) {
      return "thrown";
    }
    try {
      double[] all =
          outcome.values().stream()
              .flatMap(value -> Values.parts("", value).stream())
              .flatMapToDouble(part -> Arrays.stream(part.matrix().data()))
              .toArray();
      boolean isFinite = Arrays.stream(all).allMatch(Double::isFinite);
      boolean isZero = Arrays.stream(all).allMatch(v -> v == 0);
      return !isFinite ? "NaN" : isZero ? "zero" : "numbers";
    } catch (AssertionError e) {
      return "null";
    }
  }

  private String what(String kind, int probe) {
    Outcome outcome = behaviour.outcomes().get(probe);
    return switch (kind) {
      case "another kind" ->
          Thrown.described(outcome.thrown()) + ", and another kind of exception is expected.";
      case "accepted" -> "nothing is thrown, but an exception is expected.";
      case "thrown" -> Thrown.described(outcome.thrown()) + ".";
      case "null" -> "null is returned.";
      case "NaN" ->
          rightHasNaN(probe).orElse(true)
              ? "NaN or ∞ do not stand where they should."
              : "there is a NaN or ∞ where there should be none.";
      case "zero" -> "the result is 0 everywhere.";
      default ->
          !probes.get(probe).isFinite() && rightHasNaN(probe).orElse(false)
              ? "a NaN that should come out again does not."
              : "the numbers are not the expected ones. Does your code treat this case in a special"
                  + " way where it must not, or not where it must?";
    };
  }

  private static boolean isSame(Mark[] some, Mark[] others) {
    return IntStream.range(0, some.length).allMatch(s -> some[s].same(others[s]));
  }

  /**
   * Whether a NaN in an input does not come out again where it should, and nothing that was found
   * changes where a NaN comes out.
   */
  boolean hidesNaN(List<SlipSearch.Found> slips) {
    if (IntStream.range(0, ProbeInput.ORDINARY)
        .anyMatch(
            p ->
                IntStream.range(0, outputs.size())
                    .anyMatch(s -> learners[p][s].form() != right[p][s].form()))) {
      return false; // Of another shape, nothing can be said of single numbers.
    }
    if (isBesideSlip) {
      return false;
    }
    List<Integer> known = slips.stream().map(f -> catalogue.slips().indexOf(f.slip())).toList();
    for (int p = ProbeInput.ORDINARY; p < probes.size(); p++) {
      int probe = p;
      if (!probes.get(p).isFinite()
          && List.of("numbers", "zero").contains(kind(p))
          && rightHasNaN(p).orElse(true)) {
        boolean isOther =
            IntStream.range(0, outputs.size())
                .anyMatch(s -> learners[probe][s].form() != right[probe][s].form());
        return isOther
            && known.stream()
                .noneMatch(
                    k ->
                        IntStream.range(0, outputs.size())
                            .anyMatch(
                                s ->
                                    catalogue.single(k)[probe][s].form()
                                        != right[probe][s].form()));
      }
    }
    return false;
  }

  /**
   * Whether a NaN is right on a probe, if that is known: for some exercises it is turned into
   * something else.
   */
  private Optional<Boolean> rightHasNaN(int p) {
    Fixture inputs = probes.get(p).inputs();
    if (oracle.isEmpty() || !oracle.get().knows(inputs)) {
      return Optional.empty();
    }
    Outcome outcome = Outcome.of(inputs.method(), oracle.get().on(inputs));
    return Optional.of(
        IntStream.range(0, outputs.size())
            .mapToObj(s -> parts(outcome, s))
            .flatMap(List::stream)
            .anyMatch(m -> Arrays.stream(m.data()).anyMatch(Double::isNaN)));
  }

  /** The names of the outputs that are wrong on ordinary inputs. */
  Set<String> wrongOutputs() {
    return wrongOutputs(ProbeInput.ORDINARY);
  }

  /** The names of the outputs that are wrong on some input. */
  Set<String> wrongAnywhere() {
    return wrongOutputs(probes.size());
  }

  private Set<String> wrongOutputs(int count) {
    return IntStream.range(0, outputs.size())
        .filter(s -> IntStream.range(0, count).anyMatch(p -> !learners[p][s].same(right[p][s])))
        .mapToObj(outputs::get)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
