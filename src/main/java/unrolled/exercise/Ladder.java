package unrolled.exercise;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import unrolled.matrix.Matrix;
import unrolled.player.Sharing;
import unrolled.train.GradientCheck;

/**
 * The tests of an exercise, declared: a ladder of rungs from the shapes to the large numbers.
 *
 * <pre>{@code
 * @Tag("e05")
 * class RnnStepTest extends Ladder<RnnStep> {
 *   RnnStepTest() {
 *     super(RnnStep.class, "h");
 *   }
 *
 *   @Override
 *   protected void rungs() {
 *     shapes("h has a row for each example and a column for each unit");
 *     byHand("By hand: tanh(0.3 + 0.4 − 0.2) = tanh(0.5).", Matrix.row(Math.tanh(0.5)), …);
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p>The same ladder is climbed twice. A learner's check climbs it on the published numbers. For
 * the mark it is climbed again on numbers that nobody can know: each published case is exchanged
 * for other numbers of the same kind ({@link Fixture#twin}), and what is right for them is what the
 * exercise's {@link Slips} give. So a rung needs no twin of its own, and who knows the published
 * outcomes by heart knows nothing.
 *
 * @param <C> the contract
 */
@Graded
public abstract class Ladder<C> {
  private static final Map<Class<?>, Ladder<?>> LADDERS = new ConcurrentHashMap<>();
  private static final double STEP = 1e-5;
  private static final double NUMERIC = 1e-8;
  private static final double LARGE = 1e4;

  /** Code that tells inputs from units by their number fails where both are equal. */
  private static final int ALL_EQUAL = 3;

  private static final int[] ODD_SIZES = {13, 17, 21, 9, 11, 15};

  private final Class<C> contract;
  private final String outcome;
  private final List<Rung> rungs = new ArrayList<>();

  /**
   * The ladder of a contract.
   *
   * @param contract the contract
   * @param outcome what its outcome is called; a record's components have their own names
   */
  protected Ladder(Class<C> contract, String outcome) {
    this.contract = contract;
    this.outcome = outcome;
  }

  /** Declares the rungs, from the first to the last. */
  protected abstract void rungs();

  /** Climbs one rung. */
  @TestTemplate
  @ExtendWith(Rungs.class)
  @Order(1)
  public final void rung(Rung rung) {
    rung.body().run();
  }

  /** The rungs that a class of tests declares; none if it is no ladder. */
  static List<Rung> rungsOf(Class<?> tests) {
    return Ladder.class.isAssignableFrom(tests) ? of(tests).all() : List.of();
  }

  /** The ladder that is declared by this class. */
  static Ladder<?> of(Class<?> tests) {
    return LADDERS.computeIfAbsent(
        tests,
        type -> {
          try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Ladder<?> ladder = (Ladder<?>) constructor.newInstance();
            ladder.rungs();
            return ladder;
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a ladder needs a constructor: " + type.getName(), e);
          }
        });
  }

  /** What the outcome is called, if it is no record. */
  final String outcome() {
    return outcome;
  }

  /** The rungs in their order. */
  final List<Rung> all() {
    return Collections.unmodifiableList(rungs);
  }

  /** The published inputs of the rungs. */
  final List<Fixture> inputs() {
    return rungs.stream().flatMap(rung -> rung.given().stream()).toList();
  }

  /** All inputs of which the rungs ask what is right, in a run on published numbers. */
  final List<Fixture> asked(long seed) {
    return rungs.stream().flatMap(rung -> rung.asks().apply(seed).stream()).toList();
  }

  /** To be added to the hint of a rung in which a size is 1. */
  protected static final String FIXED_SIZE =
      " If no other test fails: is a size a fixed number? Take it from the inputs.";

  /** The shapes are those that the contract states. */
  protected final void shapes(String name) {
    add(
        Rung.of(
                name,
                () -> {
                  Fixture inputs = random(Exercise.seed());
                  Expect.shapes(inputs, inputs.on(subject()));
                })
            .form());
  }

  /**
   * The example that the statement works by hand.
   *
   * @param slip how it is worked, in a sentence
   * @param expected what comes out
   * @param inputs the inputs, in the order of the parameters
   */
  protected final void byHand(String slip, Object expected, Object... inputs) {
    String name = "the example that the statement works by hand comes out";
    published(name, slip, expected, Expect.EXACT, Fixture.given(contract, inputs));
  }

  /** A case of {@code reference.json}. */
  protected final void reference(String name, String reference, String slip) {
    add(referenceRung(name, reference, slip));
  }

  /**
   * A case of {@code reference.json} in which one term of the equation stands alone. When no slip
   * explains a wrong answer, the terms whose rungs fail are the suspects.
   *
   * @param term the term, as the statement writes it
   * @param name what the rung holds
   * @param reference the name of the case
   * @param slip a sentence on what has probably gone wrong
   * @param leansOn the terms that have to be right for this rung to tell anything
   */
  protected final void alone(
      String term, String name, String reference, String slip, String... leansOn) {
    add(referenceRung(name, reference, slip).isolating(term, leansOn));
  }

  /** One output of a case of {@code reference.json}, by itself. */
  protected final void part(String part, String name, String reference, String slip) {
    Reference published = Reference.of(contract, reference);
    Fixture given = published.inputs();
    add(
        Rung.of(
                name,
                () -> {
                  for (Fixture inputs : given(given)) {
                    Object expected = isSecret() ? right(inputs) : published.expected();
                    Object actual = inputs.on(subject());
                    Expect.that(actual != null, given.method().getName() + " returns null.");
                    Expect.close(
                        part, Values.part(part, expected), Values.part(part, actual), slip);
                  }
                })
            .given(given)
            .isolating(part));
  }

  /**
   * A case from elsewhere.
   *
   * @param name what the rung holds
   * @param slip where it is from, or what has probably gone wrong
   * @param expected what comes out
   * @param tolerance the digits to which it was published
   * @param given the inputs
   */
  protected final void published(
      String name, String slip, Object expected, double tolerance, Fixture given) {
    add(
        Rung.of(
                name,
                () -> {
                  for (Fixture inputs : given(given)) {
                    if (isSecret()) {
                      holds(right(inputs), inputs, slip);
                    } else {
                      holds(expected, tolerance, inputs, slip);
                    }
                  }
                })
            .given(given));
  }

  /** Inputs of which the exercise's slips know what is right: an edge that has a name. */
  protected final void given(String name, String slip, Fixture... given) {
    add(
        Rung.of(
                name,
                () -> {
                  for (Fixture one : given) {
                    for (Fixture inputs : given(one)) {
                      holds(right(inputs), inputs, slip);
                    }
                  }
                })
            .asking(seed -> List.of(given)));
  }

  /** Every size may be 1, and the sizes may be large and odd. */
  protected final void sizes() {
    asking(
        "every size may be 1, and a batch may be large",
        "If no other test fails: is a size a fixed number, or are two sizes exchanged? Take each from"
            + " the inputs.",
        seed -> {
          Fixture inputs = random(seed);
          List<Fixture> all = new ArrayList<>();
          Fixture large = inputs;
          Fixture equal = inputs;
          int next = 0;
          for (String size : inputs.sizes().keySet()) {
            all.add(inputs.sized(size, 1));
            large = large.sized(size, ODD_SIZES[next++]);
            equal = equal.sized(size, ALL_EQUAL);
          }
          all.add(large);
          all.add(equal);
          return all;
        });
  }

  /** Every input may be zero. */
  protected final void zeros() {
    asking(
        "every input may be zero",
        "If no other test fails: does your code treat a 0 in a special way?",
        seed ->
            Arrays.stream(random(seed).scalable()).map(name -> random(seed).zero(name)).toList());
  }

  /** Random inputs: the whole answer at once. */
  protected final void random(String slip) {
    asking("random inputs come out", slip, seed -> List.of(random(seed), random(seed + 1)));
  }

  /** Some inputs are large, and everything stays finite. */
  protected final void large(String name, String slip, String... inputs) {
    large(name, slip, LARGE, inputs);
  }

  /** The same, with inputs that are larger by this factor, where more would cost digits. */
  protected final void large(String name, String slip, double factor, String... inputs) {
    asking(name, slip, seed -> List.of(random(seed).scaled(factor, inputs)));
  }

  /**
   * A NaN in an input is not hidden, also where it meets a 0, and gets no further than it should.
   */
  protected final void nan(String name, String input, String slip) {
    asking(
        name,
        slip,
        seed -> {
          Fixture inputs = random(seed);
          Fixture hidden = withFirst(inputs, input, Double.NaN);
          if (!Double.isNaN(first(hidden.value(input))[0])) {
            throw new IllegalArgumentException(
                input + " is computed from the other inputs: put the NaN into one of those");
          }
          Fixture timesZero = hidden;
          for (String other : inputs.scalable()) {
            if (!other.equals(input) && inputs.value(other) instanceof Matrix) {
              timesZero = withFirst(timesZero, other, 0);
            }
          }
          return List.of(inputs, hidden, timesZero);
        });
  }

  private static Fixture withFirst(Fixture inputs, String name, double number) {
    Object value = Values.copy(inputs.value(name));
    first(value)[0] = number;
    return inputs.with(name, value);
  }

  /** The numbers of a value, of an array of matrices those of the first. */
  private static double[] first(Object value) {
    if (value instanceof double[] all) {
      return all;
    }
    return value instanceof Matrix[] all ? all[0].data() : ((Matrix) value).data();
  }

  /** The inputs belong to the caller: nothing is written into them, and nothing given back. */
  protected final void leavesInputsAlone() {
    leavesInputsAlone(inputs -> inputs);
  }

  /** The same, with each of these inputs. */
  protected final void leavesInputsAlone(Change... changes) {
    add(
        Rung.of(
                "inputs are left as they were, and results are new",
                () -> {
                  Fixture drawn = random(Exercise.seed());
                  for (Change change : changes) {
                    change.of(drawn).leavesInputsAlone(subject());
                  }
                  for (String size : drawn.sizes().keySet()) {
                    drawn.sized(size, 1).leavesInputsAlone(subject());
                  }
                })
            .form());
  }

  /** No two matrices of a result are one object, with these inputs. */
  protected final void resultsApart(Change change) {
    add(
        Rung.of(
                "all matrices of a result are different objects",
                () -> {
                  C subject = subject();
                  change.of(random(Exercise.seed())).on(subject);
                  for (Sharing.Pair pair : Trial.sharing(subject).withItself()) {
                    Expect.that(
                        false,
                        pair
                            + " itself, so a later change to one of them changes both: make each with"
                            + " new, or copy it.");
                  }
                })
            .form());
  }

  /** Nothing is kept from one call to the next, and each gives results of its own. */
  protected final void secondCall() {
    secondCall(inputs -> inputs, subject -> sizesAreNotKept(subject));
  }

  /** The same, with these inputs. */
  protected final void secondCall(Change change) {
    secondCall(change, subject -> {});
  }

  /** The answer has been called before, with the sizes of the random inputs. */
  private void sizesAreNotKept(C subject) {
    Fixture larger = random(Exercise.seed()).larger();
    Expect.close(
        "the result of a call with other sizes, against that of a first one with its inputs",
        larger.on(subject()),
        larger.on(subject),
        "Nothing may be kept from one call to the next, no size either.");
  }

  /** After a call, one in which all inputs but one are the same. */
  private void isNotKept(Fixture inputs, String name, Fixture changed, C subject) {
    if (Behaviour.outcome(this::subject, changed, changed.arguments()).isThrown()) {
      return; // What is changed may not fit the rest.
    }
    inputs.on(subject);
    Expect.close(
        "the result of a call in which only %s is another one, against that of a first call"
            .formatted(name),
        changed.on(subject()),
        changed.on(subject),
        "Nothing may be kept from one call to the next.");
  }

  private void secondCall(Change change, Consumer<C> more) {
    add(
        Rung.of(
                "calls do not disturb each other",
                () -> {
                  Fixture inputs = change.of(random(Exercise.seed()));
                  C subject = subject();
                  Object first = inputs.on(subject);
                  Object kept = Values.copy(first);
                  Fixture others = inputs.twin(1);
                  Object second = others.on(subject);
                  Expect.that(
                      !Trial.sharing(subject).changedEarlier(),
                      "A later call has changed the result of an earlier one: give every call"
                          + " results of its own.");
                  Expect.close(
                      "the result of an earlier call",
                      kept,
                      first,
                      "It has changed with a later call: give every call results of its own.");
                  Expect.close(
                      "the result of the same inputs after another call",
                      kept,
                      inputs.on(subject),
                      "Nothing may be kept from one call to the next.");
                  Expect.close(
                      "the result of a second call, against that of a first one with its inputs",
                      others.on(subject()),
                      second,
                      "Nothing may be kept from one call to the next.");
                  inputs.oneChanged().forEach((name, one) -> isNotKept(inputs, name, one, subject));
                  more.accept(subject);
                })
            .form());
  }

  /**
   * Gradients agree with central differences of a loss.
   *
   * @param loss the loss, as the statement writes it: {@code "L = Σ dh ⊙ h"}
   * @param of the loss of some inputs
   * @param gradients the outputs, each followed by the input that it is the gradient of
   */
  protected final void finiteDifferences(
      String loss, ToDoubleFunction<Fixture> of, String... gradients) {
    String slip =
        "Expected is (L(w + 1e-5) − L(w − 1e-5)) / 2e-5 for this entry, with " + loss + ".";
    rung(
        "the gradients agree with finite differences",
        subject -> {
          Fixture inputs = random(Exercise.seed());
          Object actual = inputs.on(subject);
          Expect.that(actual != null, inputs.method().getName() + " returns null.");
          for (int k = 0; k < gradients.length; k += 2) {
            Object expected = numeric(inputs, gradients[k + 1], of);
            Object got = Values.part(gradients[k], actual);
            Expect.close(gradients[k], expected, got, NUMERIC, slip);
          }
        });
  }

  /**
   * Bad inputs are refused.
   *
   * @param name what the rung holds
   * @param how what to throw
   * @param otherwise what to tell who accepts them
   * @param bad the inputs, each made of random ones
   */
  protected final void refuses(
      String name, Class<? extends Throwable> how, String otherwise, Change... bad) {
    add(
        Rung.of(
                name,
                () -> {
                  for (Change change : bad) {
                    refused(change.of(random(Exercise.seed())), how, otherwise);
                  }
                })
            .given(
                Stream.of(bad)
                    .map(change -> change.of(random(Check.SEED)))
                    .toArray(Fixture[]::new)));
  }

  private void refused(Fixture inputs, Class<? extends Throwable> how, String otherwise) {
    String wanted = "expected " + article(how.getSimpleName());
    try {
      inputs.on(subject());
    } catch (RuntimeException e) {
      if (TestRow.notYetWritten(e.getMessage())) {
        throw e;
      }
      Expect.that(
          how.isInstance(e),
          inputs + ": " + wanted + ", got " + article(TestRow.thrownText(e)) + ". " + otherwise);
      return;
    }
    Expect.that(false, inputs + " was accepted: " + wanted + ". " + otherwise);
  }

  private static String article(String name) {
    return ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  /**
   * What is special about an exercise.
   *
   * @param name what the rung holds
   * @param body the test of an answer
   * @param asked inputs that tell answers apart as the test does
   */
  protected final void rung(String name, Consumer<C> body, Fixture... asked) {
    add(Rung.of(name, () -> body.accept(subject())).given(asked));
  }

  /** Inputs made of inputs. */
  public interface Change {
    /** The inputs to use in place of these. */
    Fixture of(Fixture inputs);
  }

  /** Random numbers that belong to the seed of the run. */
  protected static SplittableRandom random() {
    return new SplittableRandom(Exercise.seed());
  }

  /** Random inputs that belong to the seed of the run. */
  protected final Fixture fixture() {
    return random(Exercise.seed());
  }

  /** Evenly spaced numbers, row after row: what CS231n publishes its values for. */
  protected static Matrix line(double first, double last, int rows, int cols) {
    Matrix m = new Matrix(rows, cols);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = first + (last - first) * i / (m.data().length - 1);
    }
    return m;
  }

  /** What is right for these inputs, as the exercise's slips have it where none is made. */
  protected final Object right(Fixture inputs) {
    if (Trial.isUnderWay()) {
      Trial.current().asks(inputs);
    }
    return Oracle.of(Exercise.withContract(contract))
        .orElseThrow(() -> new IllegalStateException("there is nothing to compare with"))
        .on(inputs);
  }

  private void asking(String name, String slip, LongFunction<List<Fixture>> inputs) {
    add(
        Rung.of(
                name,
                () -> {
                  for (Fixture one : inputs.apply(Exercise.seed())) {
                    holds(right(one), one, slip);
                  }
                })
            .asking(inputs));
  }

  private Rung referenceRung(String name, String reference, String slip) {
    Reference published = Reference.of(contract, reference);
    Fixture given = published.inputs();
    return Rung.of(
            name,
            () -> {
              for (Fixture inputs : given(given)) {
                holds(isSecret() ? right(inputs) : published.expected(), inputs, slip);
              }
            })
        .given(given);
  }

  private void holds(Object expected, Fixture inputs, String slip) {
    holds(expected, Expect.EXACT, inputs, slip);
  }

  private void holds(Object expected, double tolerance, Fixture inputs, String slip) {
    Object actual = inputs.on(subject());
    Expect.close(
        outcome,
        Outcome.seen(inputs.method(), expected),
        Outcome.seen(inputs.method(), actual),
        tolerance,
        slip);
  }

  private Object numeric(Fixture inputs, String input, ToDoubleFunction<Fixture> loss) {
    Object value = Values.copy(inputs.value(input));
    ToDoubleFunction<Object> at = changed -> loss.applyAsDouble(inputs.with(input, changed));
    if (value instanceof Matrix[] all) {
      return Stream.of(all)
          .map(m -> GradientCheck.numeric(m, () -> at.applyAsDouble(all), STEP))
          .toArray(Matrix[]::new);
    }
    return GradientCheck.numeric((Matrix) value, () -> at.applyAsDouble(value), STEP);
  }

  private List<Fixture> given(Fixture published) {
    return isSecret() ? published.twins(Exercise.seed()) : List.of(published);
  }

  private static boolean isSecret() {
    return Trial.current().isSecret();
  }

  private Fixture random(long seed) {
    return Fixture.of(contract, seed);
  }

  private C subject() {
    return Exercise.subject(contract);
  }

  private void add(Rung rung) {
    if (rungs.stream().anyMatch(other -> other.name().equals(rung.name()))) {
      throw new IllegalStateException(
          getClass().getSimpleName()
              + " has two rungs with the name \""
              + rung.name()
              + "\": give each its own.");
    }
    rungs.add(rung);
  }
}
