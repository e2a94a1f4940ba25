package unrolled.exercise;

import java.util.List;
import java.util.function.LongFunction;

/**
 * One test of a {@link Ladder}.
 *
 * @param name what it holds, as a sentence
 * @param term the term of the equation that it isolates; else empty
 * @param leansOn the terms that have to be right before it can tell anything of its own
 * @param isForm whether it holds the form of an answer alone, which is worth nothing without a
 *     right value
 * @param given the published inputs that it asks of
 * @param asks the inputs of which it asks what is right, in a run on published numbers
 * @param body the test
 */
record Rung(
    String name,
    String term,
    List<String> leansOn,
    boolean isForm,
    List<Fixture> given,
    LongFunction<List<Fixture>> asks,
    Runnable body) {

  static Rung of(String name, Runnable body) {
    return new Rung(name, "", List.of(), false, List.of(), seed -> List.of(), body);
  }

  Rung form() {
    return new Rung(name, term, leansOn, true, given, asks, body);
  }

  Rung isolating(String other, String... leaning) {
    return new Rung(name, other, List.of(leaning), isForm, given, asks, body);
  }

  Rung given(Fixture... inputs) {
    return new Rung(name, term, leansOn, isForm, List.of(inputs), asks, body);
  }

  Rung asking(LongFunction<List<Fixture>> inputs) {
    return new Rung(name, term, leansOn, isForm, given, inputs, body);
  }

  @Override
  public String toString() {
    return name;
  }
}
