package unrolled.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Tells which slips explain an answer: one, or two together, for all outputs at once or for each by
 * itself.
 *
 * <p>A slip explains an output if it gives the same numbers on all ordinary probes. The others,
 * with sizes of 1, zeros and large numbers, only decide between slips that are equal so far: a
 * variant of a slip that guards against a norm of 0 is still that slip. An answer that is right on
 * all ordinary inputs is explained by a slip that is, too, and that gives what it gives where it is
 * wrong.
 */
final class SlipSearch {
  /** Of more pairs that look alike, only what they share is said. */
  private static final int MOST_ALIKE = 3;

  private final Catalogue catalogue;
  private final List<String> outputs;
  private final int ordinary;
  private final Mark[][] right;
  private final Mark[][] learners;
  private Set<Integer> leftOut = Set.of(); // ordinary probes that are not compared

  private SlipSearch(Catalogue catalogue, Behaviour behaviour) {
    this.catalogue = catalogue;
    outputs = behaviour.outcomes().get(0).names();
    ordinary = ProbeInput.ORDINARY;
    right = catalogue.right();
    learners = catalogue.marks(behaviour.outcomes());
  }

  /**
   * A slip that was found.
   *
   * @param slip the slip
   * @param outputs where to say that it was made; empty where that is plain
   * @param explained the outputs that it explains
   * @param others what else gives the same numbers, if that is not one slip only
   */
  record Found(
      Catalogue.Slip slip, List<String> outputs, Set<String> explained, List<String> others) {
    /** What to tell who makes it. */
    String sentence() {
      return others.isEmpty()
          ? slip.sentence()
          : slip.sentence()
              + " Or, which gives the same numbers: "
              + String.join("; or ", others)
              + ".";
    }
  }

  /** The slips that explain a behaviour; none if it is right, or nothing explains it. */
  static List<Found> in(Catalogue catalogue, Behaviour behaviour) {
    SlipSearch search = new SlipSearch(catalogue, behaviour);
    Set<Integer> wrong = search.wrongOutputs();
    if (wrong.isEmpty()) {
      return search.atTheEdge();
    }
    List<Found> whole = search.explaining(wrong, true);
    List<Found> found = whole.isEmpty() ? search.eachByItself(wrong) : search.withEdges(whole);
    return found.isEmpty() ? search.besideThrown(behaviour) : found;
  }

  /** What explains an answer where it returns; why it throws elsewhere, this does not explain. */
  private List<Found> besideThrown(Behaviour behaviour) {
    Set<Integer> thrown = new TreeSet<>();
    for (int p = 0; p < ordinary; p++) {
      if (behaviour.outcomes().get(p).isThrown()) {
        thrown.add(p);
      }
    }
    if (thrown.isEmpty() || thrown.size() > ordinary / 2) {
      return List.of();
    }
    leftOut = thrown;
    List<Found> found = wrongOutputs().isEmpty() ? atTheEdge() : single(all());
    return found.stream().map(f -> new Found(f.slip(), List.of(), Set.of(), f.others())).toList();
  }

  /** The outputs that are wrong on an ordinary probe. */
  private Set<Integer> wrongOutputs() {
    Set<Integer> wrong = new TreeSet<>();
    for (int p = 0; p < ordinary; p++) {
      for (int s = 0; s < outputs.size() && !leftOut.contains(p); s++) {
        if (!learners[p][s].same(right[p][s])) {
          wrong.add(s);
        }
      }
    }
    return wrong;
  }

  /**
   * The slips that explain these outputs: one, else two.
   *
   * @param wanted the outputs
   * @param others whether all other outputs have to agree as well
   */
  private List<Found> explaining(Set<Integer> wanted, boolean others) {
    Set<Integer> held = others ? all() : wanted;
    List<Found> single = single(held);
    if (single.isEmpty()) {
      return two(held, Map.of(), 0);
    }
    return others ? refined(single.get(0)) : single;
  }

  /** A slip that explains all ordinary inputs; or two that also explain every other one. */
  private List<Found> refined(Found found) {
    int every = (right.length - ordinary) * outputs.size();
    if (agreements(number(found)) == every) {
      return List.of(found);
    }
    List<Found> rare = withRare(found);
    if (rare.size() > 1) {
      return rare;
    }
    List<Found> two = two(all(), Map.of(), every);
    return two.isEmpty() ? List.of(found) : two;
  }

  /** The one slip that explains these outputs. */
  private List<Found> single(Set<Integer> held) {
    List<Integer> singles = new ArrayList<>();
    for (int k = 0; k < catalogue.slips().size(); k++) {
      if (agrees(catalogue.single(k), ordinary, held)
          && (isWritten(k) || !isRefuted(k))
          && (held.size() == outputs.size() || !contradicts(k, held, Map.of()) || !isAtTheEnd(k))) {
        singles.add(k);
      }
    }
    return singles.isEmpty() ? List.of() : best(singles);
  }

  /** Whether the answer is right on finite numbers where it would not be, were this slip made. */
  private boolean isRefuted(int slip) {
    for (int p = ordinary; p < right.length; p++) {
      if (catalogue.isFinite(p)
          && same(learners[p], right[p])
          && !same(catalogue.single(slip)[p], right[p])) {
        return true;
      }
    }
    return false;
  }

  /** Outputs that are exchanged, or all replaced: that cannot be made with one of them alone. */
  private boolean isAtTheEnd(int slip) {
    String place = catalogue.slips().get(slip).place();
    return place.equals("outputs") || place.equals("the result");
  }

  /**
   * A slip, and one beside it that it hides on ordinary inputs, if both explain more. The other one
   * must show wherever it can.
   */
  private List<Found> withRare(Found found) {
    int slip = number(found);
    int most = agreements(slip) + 1;
    List<Integer> best = new ArrayList<>();
    for (int k = 0; k < catalogue.slips().size(); k++) {
      boolean isRare = catalogue.spoils(k).isEmpty();
      if (isWritten(slip)
          && (isRare || isWritten(k) && isSeenAlone(k, slip))
          && !isSamePlace(k, slip)
          && isOpen(k, slip)) {
        Mark[][] marks = catalogue.together(Math.min(slip, k), Math.max(slip, k));
        if (marks != null
            && agrees(marks, ordinary, all())
            && agreements(marks) >= most
            && showsWhereItCan(k, slip, marks)) {
          if (agreements(marks) > most) {
            best.clear();
          }
          most = agreements(marks);
          best.add(k);
        }
      }
    }
    if (best.isEmpty()) {
      return List.of(found);
    }
    int first = best.get(0);
    List<Integer> others = best.stream().skip(1).filter(k -> !name(k).equals(name(first))).toList();
    return List.of(
        found,
        others.size() < MOST_ALIKE
            ? new Found(
                catalogue.slips().get(first),
                List.of(),
                names(all()),
                others.stream().map(this::name).toList())
            : somewhere(first));
  }

  /** Something at a place, of which only the place is known. */
  private Found somewhere(int slip) {
    Catalogue.Slip one = catalogue.slips().get(slip);
    String sentence =
        one.place()
            + ": something is wrong there, too. See the test that fails when this is mended.";
    return new Found(
        new Catalogue.Slip(one.place(), one.index(), sentence, true),
        List.of(),
        names(all()),
        List.of());
  }

  /** Whether a slip shows where another one changes nothing. */
  private boolean isSeenAlone(int slip, int other) {
    for (int p = ordinary; p < right.length; p++) {
      if (same(catalogue.single(other)[p], right[p])
          && !same(catalogue.single(slip)[p], right[p])
          && !same(learners[p], right[p])
          && catalogue.isFinite(p)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a slip matters where another one does not explain the answer. */
  private boolean isOpen(int slip, int known) {
    for (int p = ordinary; p < right.length; p++) {
      if (!same(learners[p], catalogue.single(known)[p])
          && !same(catalogue.single(slip)[p], right[p])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a slip shows beside another one wherever it can, and that not by a NaN alone, unless it
   * is about nothing else.
   */
  private boolean showsWhereItCan(int slip, int known, Mark[][] together) {
    boolean isAboutNaN = true;
    boolean shows = false;
    boolean showsInNumbers = false;
    for (int p = ordinary; p < right.length; p++) {
      if (!same(catalogue.single(slip)[p], right[p])) {
        if (!same(learners[p], together[p])) {
          return false;
        }
        boolean isVisible = !same(together[p], catalogue.single(known)[p]);
        isAboutNaN &= !catalogue.isFinite(p);
        shows |= isVisible;
        showsInNumbers |= isVisible && catalogue.isFinite(p);
      }
    }
    return showsInNumbers || shows && isAboutNaN;
  }

  /** Whether a slip explains all ordinary inputs by itself, so that another one would be hidden. */
  private boolean isEnough(int slip) {
    return agrees(catalogue.single(slip), ordinary, all());
  }

  private boolean isSamePlace(int one, int other) {
    List<Catalogue.Slip> slips = catalogue.slips();
    return slips.get(one).place().equals(slips.get(other).place());
  }

  /**
   * Whether a slip, made for these outputs, would spoil another one that is right, or that
   * something else explains.
   */
  private boolean contradicts(int slip, Set<Integer> held, Map<Integer, List<Found>> known) {
    Set<Integer> wrong = wrongOutputs();
    for (int s : catalogue.spoils(slip)) {
      boolean isOther =
          known.containsKey(s) && known.get(s).stream().noneMatch(found -> number(found) == slip);
      if (!held.contains(s) && (!wrong.contains(s) || isOther)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The two slips that explain these outputs.
   *
   * @param known what explains other outputs
   * @param least how often at least they agree at the edges
   */
  private List<Found> two(Set<Integer> held, Map<Integer, List<Found>> known, int least) {
    if (throwsAlways()) {
      return List.of(); // One exception is like another.
    }
    Map<Set<Integer>, Integer> pairs = new LinkedHashMap<>();
    for (Catalogue.Pair pair : catalogue.pairs()) {
      if (agrees(pair.marks(), 1, held)
          && (least == 0 || !isEnough(pair.first()) && !isEnough(pair.second()))
          && !contradicts(pair.first(), held, known)
          && !contradicts(pair.second(), held, known)) {
        Mark[][] marks = catalogue.complete(pair);
        if (agrees(marks, Math.min(ordinary, marks.length), held)) {
          Set<Integer> both = new LinkedHashSet<>(List.of(pair.first(), pair.second()));
          pairs.put(both, agreements(marks));
        }
      }
    }
    int most = pairs.values().stream().reduce(least, Math::max);
    return shared(pairs.keySet().stream().filter(pair -> pairs.get(pair) == most).toList());
  }

  private int number(Found found) {
    return catalogue.slips().indexOf(found.slip());
  }

  /**
   * Of several that agree on ordinary inputs, the one that agrees most at the edges, and of those
   * the first in the catalogue: on ordinary inputs they are one and the same. Where all of them
   * only throw something, there is no telling.
   */
  private List<Found> best(List<Integer> singles) {
    List<Integer> candidates = narrowest(written(singles));
    int most = candidates.stream().mapToInt(this::agreements).max().orElse(0);
    List<Integer> best = candidates.stream().filter(k -> agreements(k) == most).toList();
    return best.size() > 1 && throwsAlways() ? List.of() : List.of(found(best.get(0)));
  }

  /** Those that spoil the fewest outputs which are right in the answer. */
  private List<Integer> narrowest(List<Integer> singles) {
    Set<Integer> wrong = wrongOutputs();
    Map<Integer, Integer> excess = new LinkedHashMap<>();
    for (int slip : singles) {
      Set<Integer> spoilt = catalogue.spoils(slip);
      spoilt.removeAll(wrong);
      excess.put(slip, spoilt.size());
    }
    int least = excess.values().stream().reduce(Integer.MAX_VALUE, Math::min);
    return singles.stream().filter(slip -> excess.get(slip) == least).toList();
  }

  private boolean throwsAlways() {
    return IntStream.range(0, ordinary)
        .noneMatch(p -> Arrays.stream(learners[p]).anyMatch(mark -> mark.size() > 0));
  }

  /** What belongs to every exercise explains only what nothing that was written for it does. */
  private List<Integer> written(List<Integer> singles) {
    List<Integer> own = singles.stream().filter(this::isWritten).toList();
    return own.isEmpty() ? singles : own;
  }

  private boolean isWritten(int slip) {
    return catalogue.slips().get(slip).isWritten();
  }

  /** What all pairs have in common: of several that look alike, no one can tell the rest. */
  private List<Found> shared(List<Set<Integer>> pairs) {
    List<Set<Integer>> left = pairs;
    for (int least = 2; least > 0; least--) {
      int written = least;
      List<Set<Integer>> own =
          pairs.stream()
              .filter(pair -> pair.stream().filter(this::isWritten).count() >= written)
              .toList();
      if (!own.isEmpty()) {
        left = own;
        break;
      }
    }
    if (left.isEmpty()) {
      return List.of();
    }
    List<Set<Integer>> alike = left.stream().map(this::firsts).distinct().toList();
    Set<Integer> common = new LinkedHashSet<>(alike.get(0));
    alike.forEach(common::retainAll);
    List<Found> found = new ArrayList<>(common.stream().map(this::found).toList());
    List<Integer> rest = rest(alike.get(0), common);
    if (alike.size() == 1 || alike.size() > MOST_ALIKE && !isOneAdvice(alike, common)) {
      return found;
    }
    for (int k = 0; k < rest.size(); k++) {
      boolean isLast = k == rest.size() - 1;
      List<String> others =
          isLast
              ? alike.stream()
                  .skip(1)
                  .flatMap(pair -> rest(pair, common).stream())
                  .map(this::name)
                  .filter(name -> rest.stream().noneMatch(r -> name.equals(name(r))))
                  .distinct()
                  .toList()
              : List.of();
      found.add(new Found(catalogue.slips().get(rest.get(k)), List.of(), names(all()), others));
    }
    return found;
  }

  private static List<Integer> rest(Set<Integer> pair, Set<Integer> common) {
    return pair.stream().filter(slip -> !common.contains(slip)).toList();
  }

  /** Whether what to do is the same, whichever of them it is: what follows the first colon. */
  private boolean isOneAdvice(List<Set<Integer>> alike, Set<Integer> common) {
    return alike.stream().allMatch(pair -> rest(pair, common).size() == 1)
        && alike.stream().map(pair -> advice(rest(pair, common).get(0))).distinct().count() == 1;
  }

  private String advice(int k) {
    Catalogue.Slip slip = catalogue.slips().get(k);
    return slip.place() + slip.sentence().substring(slip.name().length());
  }

  private String name(int slip) {
    return catalogue.slips().get(slip).name();
  }

  private Set<String> names(Set<Integer> some) {
    Set<String> names = new LinkedHashSet<>();
    some.forEach(s -> names.add(outputs.get(s)));
    return names;
  }

  /** For each slip the first that is the same on all inputs. */
  private Set<Integer> firsts(Set<Integer> slips) {
    Set<Integer> firsts = new LinkedHashSet<>();
    for (int slip : slips) {
      int first = slip;
      for (int k = slip - 1; k >= 0; k--) {
        if (sameEverywhere(k, slip)) {
          first = k;
        }
      }
      firsts.add(first);
    }
    return firsts;
  }

  private boolean sameEverywhere(int one, int other) {
    for (int p = 0; p < right.length; p++) {
      if (!same(catalogue.single(one)[p], catalogue.single(other)[p])) {
        return false;
      }
    }
    return true;
  }

  private List<Found> eachByItself(Set<Integer> wrong) {
    Map<Integer, List<Found>> known = new LinkedHashMap<>();
    for (int s : wrong) {
      List<Found> single = single(Set.of(s));
      if (!single.isEmpty()) {
        known.put(s, single);
      }
    }
    Map<Integer, List<Found>> pairs = new LinkedHashMap<>();
    for (int s : wrong) {
      if (!known.containsKey(s)) {
        List<Found> pair = two(Set.of(s), Map.copyOf(known), 0);
        if (!pair.isEmpty()) {
          pairs.put(s, pair);
        }
      }
    }
    pairs.forEach((s, pair) -> putUnlessByChance(s, pair, wrong, pairs.keySet(), known));
    Map<Catalogue.Slip, List<String>> explained = new LinkedHashMap<>();
    Map<Catalogue.Slip, List<String>> others = new LinkedHashMap<>();
    for (int s : wrong) {
      for (Found found : known.getOrDefault(s, List.of())) {
        explained.computeIfAbsent(found.slip(), any -> new ArrayList<>()).add(outputs.get(s));
        others.put(found.slip(), found.others());
      }
    }
    List<Found> all = new ArrayList<>();
    explained.forEach(
        (slip, where) ->
            all.add(
                new Found(
                    slip, isWhere(slip, where), new LinkedHashSet<>(where), others.get(slip))));
    return all;
  }

  /**
   * Two slips in one output, unless one of them would spoil others that stay without a name: so
   * many pairs are tried that some give the numbers of a slip that is not in the catalogue.
   */
  private void putUnlessByChance(
      int output,
      List<Found> pair,
      Set<Integer> wrong,
      Set<Integer> paired,
      Map<Integer, List<Found>> known) {
    boolean isByChance =
        pair.stream()
            .flatMap(found -> catalogue.spoils(number(found)).stream())
            .anyMatch(s -> wrong.contains(s) && !known.containsKey(s) && !paired.contains(s));
    if (!isByChance) {
      known.put(output, pair);
    }
  }

  /** For an answer that is right on every ordinary input: what explains most, then the rest. */
  private List<Found> atTheEdge() {
    return edges(right);
  }

  /** What was found, and what is wrong at an edge beside it. */
  private List<Found> withEdges(List<Found> found) {
    if (found.size() > 1) {
      return found;
    }
    List<Found> all = new ArrayList<>(found);
    all.addAll(edges(catalogue.single(number(found.get(0)))));
    return all;
  }

  /** The slips that are right on ordinary inputs, and explain what is wrong at the edges. */
  private List<Found> edges(Mark[][] known) {
    Set<Integer> open = new TreeSet<>();
    for (int p = ordinary; p < right.length; p++) {
      if (!same(learners[p], right[p]) && !same(learners[p], known[p])) {
        open.add(p);
      }
    }
    List<Integer> edges =
        IntStream.range(0, catalogue.slips().size())
            .filter(k -> isAnEdge(k, known) && !explained(k, open).isEmpty())
            .boxed()
            .toList();
    List<Integer> likely = edges.stream().filter(k -> !isByChance(k, known, open, edges)).toList();
    List<Found> found = new ArrayList<>();
    while (!open.isEmpty()) {
      Set<Integer> most = Set.of();
      int best = -1;
      boolean isBestShown = false;
      for (int k : likely) {
        Set<Integer> explained = explained(k, open);
        boolean isShown = !explained.isEmpty() && isShownByAll(k, open);
        if (isShown == isBestShown ? explained.size() > most.size() : isShown) {
          most = explained;
          best = k;
          isBestShown = isShown;
        }
      }
      if (best < 0) {
        return found;
      }
      found.add(found(best));
      open.removeAll(most);
    }
    return found;
  }

  /** Whether a slip explains all that is open where it shows: not a bad id, but a negative one. */
  private boolean isShownByAll(int slip, Set<Integer> open) {
    Mark[][] marks = catalogue.single(slip);
    return open.stream().allMatch(p -> same(marks[p], right[p]) || same(learners[p], marks[p]));
  }

  /**
   * Whether a slip gives what the answer gives at some edge only by chance, since at another one it
   * gives something else, and no other slip is there that could be the cause.
   */
  private boolean isByChance(int slip, Mark[][] known, Set<Integer> open, List<Integer> edges) {
    Set<Integer> explained = explained(slip, open);
    return open.stream()
        .filter(p -> same(known[p], right[p]) && !explained.contains(p))
        .filter(p -> !same(catalogue.single(slip)[p], right[p]))
        .anyMatch(
            p ->
                edges.stream()
                    .filter(k -> !explained.containsAll(explained(k, open)))
                    .allMatch(k -> same(catalogue.single(k)[p], right[p])));
  }

  private Set<Integer> explained(int slip, Set<Integer> open) {
    Set<Integer> explained = new TreeSet<>(open);
    explained.removeIf(p -> !same(learners[p], catalogue.single(slip)[p]));
    return explained;
  }

  /** Whether a slip is right on ordinary inputs, and wrong nowhere but where the answer is. */
  private boolean isAnEdge(int slip, Mark[][] known) {
    Mark[][] marks = catalogue.single(slip);
    for (int p = 0; p < right.length; p++) {
      boolean isWrong = !same(marks[p], right[p]);
      if (isWrong && (p < ordinary || same(learners[p], right[p]) || same(learners[p], known[p]))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where to say that a slip was made: nowhere, if it cannot be made without spoiling just this.
   */
  private List<String> isWhere(Catalogue.Slip slip, List<String> where) {
    List<String> spoilt =
        catalogue.spoils(catalogue.slips().indexOf(slip)).stream().map(outputs::get).toList();
    return where.containsAll(spoilt) ? List.of() : where;
  }

  private static boolean same(Mark[] some, Mark[] others) {
    for (int s = 0; s < some.length; s++) {
      if (!some[s].same(others[s])) {
        return false;
      }
    }
    return true;
  }

  private int agreements(int slip) {
    return agreements(catalogue.single(slip));
  }

  /** How often at the edges some marks are the answer's. */
  private int agreements(Mark[][] marks) {
    int count = 0;
    for (int p = ordinary; p < marks.length; p++) {
      for (int s = 0; s < outputs.size(); s++) {
        count += learners[p][s].same(marks[p][s]) ? 1 : 0;
      }
    }
    return count;
  }

  private boolean agrees(Mark[][] marks, int probes, Set<Integer> held) {
    for (int p = 0; p < probes; p++) {
      for (int s : held) {
        if (!leftOut.contains(p) && !learners[p][s].same(marks[p][s])) {
          return false;
        }
      }
    }
    return true;
  }

  private Set<Integer> all() {
    Set<Integer> all = new TreeSet<>();
    for (int s = 0; s < outputs.size(); s++) {
      all.add(s);
    }
    return all;
  }

  private Found found(int slip) {
    return new Found(catalogue.slips().get(slip), List.of(), names(all()), List.of());
  }
}
