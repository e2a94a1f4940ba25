package unrolled.exercise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.player.host.PlayerEnded;

/**
 * What is wrong with an answer.
 *
 * @param text what to say, a line for each thing; empty if there is nothing to say
 * @param mistake the slips that it makes, in a few words each; empty if none was found
 */
record Diagnosis(String text, String mistake) {
  private static final String LEAD = "What went wrong: ";

  /** The outputs that a sentence begins with: {@code dWx, dWh and db are}, or {@code have}. */
  private static final Pattern SUBJECT = Pattern.compile("^(\\w+(?:, \\w+)* and \\w+) (are|have) ");

  /** With an object of this process that ends on the numbers of the tests and not on others. */
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60));

  static Diagnosis of(String text) {
    return new Diagnosis(text, "");
  }

  /**
   * What is wrong with an answer whose tests have failed: the slips that it makes, else what can be
   * seen from where it is wrong, else the terms that fail when they stand alone.
   */
  static Diagnosis of(Exercise exercise, LoadedAnswer answer, List<TestRow> rows) {
    Optional<Diagnosis> named =
        Catalogue.of(exercise).flatMap(catalogue -> searched(exercise, answer, catalogue));
    return named.orElseGet(() -> Diagnosis.of(suspects(exercise, rows)));
  }

  private static Optional<Diagnosis> searched(
      Exercise exercise, LoadedAnswer answer, Catalogue catalogue) {
    List<ProbeInput> probes = ProbeInput.of(exercise);
    // The learner has seen what the code prints, and need not see it for every probe.
    Silence silence = Silence.start();
    try {
      Supplier<Behaviour> play = () -> Behaviour.of(answer.subject(), probes, answer.renewal());
      // A player has limits of its own.
      Optional<Behaviour> played =
          answer.player().isPresent() ? Optional.of(play.get()) : PATIENCE.await("diagnosis", play);
      return played.flatMap(behaviour -> of(exercise, catalogue, behaviour));
    } catch (PlayerEnded e) {
      return Optional.empty();
    } finally {
      silence.close();
    }
  }

  /** What a behaviour shows; nothing if it shows nothing that has a name. */
  private static Optional<Diagnosis> of(
      Exercise exercise, Catalogue catalogue, Behaviour behaviour) {
    List<String> sentences = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<SlipSearch.Found> slips =
        SlipSearch.in(catalogue, behaviour).stream()
            // What is kept from earlier calls spoils the numbers of the rare inputs, which come
            // last.
            .filter(
                found ->
                    !behaviour.keeps()
                        || catalogue.isWrongOrdinarily(found.slip())
                        || catalogue.isOfExceptions(found.slip(), behaviour))
            .toList();
    sentences.addAll(Merge.ofAlike(slips.stream().map(Diagnosis::sentence).toList()));
    slips.forEach(found -> names.add(found.slip().name()));
    Set<String> open = new LinkedHashSet<>();
    if (!behaviour.keeps()) {
      Remarks remarks = new Remarks(exercise, catalogue, behaviour);
      open.addAll(remarks.wrongOutputs());
      slips.forEach(found -> open.removeAll(found.explained()));
      boolean isOpen = slips.isEmpty() || !open.isEmpty();
      for (Remarks.Remark remark : isOpen ? remarks.of(open) : remarks.exceptionsBeside(slips)) {
        sentences.add(remark.text());
        names.add(remark.name());
      }
      boolean isSaid = sentences.stream().anyMatch(sentence -> sentence.contains("NaN"));
      // Of an answer that is wrong on ordinary inputs, too, this would be the least part.
      boolean isAllThatIsKnown = sentences.isEmpty() && !open.isEmpty();
      if (!isSaid && !isAllThatIsKnown && remarks.hidesNaN(slips)) {
        sentences.add(
            "a NaN in an input does not come out again: what is computed from it must be NaN.");
        names.add("hides a NaN");
      }
    }
    boolean isOfNumbers = !sentences.isEmpty();
    besideNumbers(behaviour, sentences, names);
    if (sentences.isEmpty()) {
      return wrongOnly(exercise, catalogue, behaviour);
    }
    // Otherwise what it does beside the numbers would look like all that there is.
    if (!isOfNumbers && !open.isEmpty()) {
      sentences.add("besides that, the numbers of " + list(open) + " are not right.");
    }
    return Optional.of(new Diagnosis(text(sentences), String.join("; ", names)));
  }

  /** What the answer does to inputs, to results and between calls. */
  private static void besideNumbers(
      Behaviour behaviour, List<String> sentences, List<String> names) {
    if (!behaviour.written().isEmpty()) {
      sentences.add(
          "your code writes into "
              + list(behaviour.written())
              + ", which the caller still needs: write into a copy.");
      names.add("writes into its inputs");
    }
    Set<String> shared = new TreeSet<>(behaviour.shared());
    behaviour.written().forEach(name -> shared.removeAll(Set.of(name, Fixture.ONE_OF + name)));
    if (!shared.isEmpty()) {
      sentences.add(
          "your code gives back "
              + list(shared)
              + " itself, so a later change to one of them changes both: return a new one.");
      names.add("returns its inputs");
    }
    if (behaviour.overwrites()) {
      sentences.add(
          "a later call changes what an earlier one returned: each call needs results of its own, made with new.");
      names.add("overwrites earlier results");
    }
    if (behaviour.keeps()) {
      sentences.add(
          "what your code returns depends on the calls before: it must depend on the inputs of this"
              + " call only. Does a field keep something from one call to the next, or are random"
              + " numbers drawn?");
      names.add("keeps something between calls");
    }
  }

  /** Which outputs are wrong, if others are right: what has no name has at least a place. */
  private static Optional<Diagnosis> wrongOnly(
      Exercise exercise, Catalogue catalogue, Behaviour behaviour) {
    Remarks remarks = new Remarks(exercise, catalogue, behaviour);
    Set<String> wrong = remarks.wrongOutputs();
    Set<String> right = new LinkedHashSet<>(behaviour.outcomes().get(0).names());
    right.removeAll(remarks.wrongAnywhere());
    if (wrong.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            "Of all that you return, "
                + list(right)
                + are(right)
                + "right, but "
                + list(wrong)
                + are(wrong)
                + "not."));
  }

  private static String are(Set<String> some) {
    return some.size() == 1 ? " is " : " are ";
  }

  /** What a slip is told, with the outputs that it was found in, if these are not all. */
  private static String sentence(SlipSearch.Found found) {
    String sentence = found.sentence();
    String outputs = list(found.outputs());
    Matcher subject = SUBJECT.matcher(sentence);
    List<String> subjects =
        subject.find() ? List.of(subject.group(1).split(", | and ")) : List.of();
    if (outputs.isEmpty()
        || subjects.equals(found.outputs())
        || subjects.isEmpty() && sentence.startsWith(outputs + " ")) {
      return sentence;
    }
    return subjects.containsAll(found.outputs())
        ? outputs
            + (found.outputs().size() > 1
                ? " " + subject.group(2) + " "
                : subject.group(2).equals("are") ? " is " : " has ")
            + sentence.substring(subject.end())
        : "in " + outputs + ", " + sentence;
  }

  private static String text(List<String> sentences) {
    if (sentences.size() == 1) {
      return LEAD + sentences.get(0);
    }
    var text = new StringBuilder(sentences.size() == 2 ? "Two" : "Several");
    text.append(" things went wrong:");
    for (int i = 0; i < sentences.size(); i++) {
      text.append('\n').append(i + 1).append(". ").append(sentences.get(i));
    }
    return text.toString();
  }

  /** The terms whose isolation fails, if that sets them apart from the others. */
  private static String suspects(Exercise exercise, List<TestRow> rows) {
    Set<String> failed =
        rows.stream()
            .filter(row -> !row.passed() && !row.term().isEmpty())
            .map(TestRow::term)
            .collect(Collectors.toSet());
    Set<String> suspects = new LinkedHashSet<>();
    Set<String> unknown = new LinkedHashSet<>();
    Set<String> cleared = new LinkedHashSet<>();
    for (Rung rung : exercise.ladder().all()) {
      if (!rung.term().isEmpty()) {
        boolean leans = rung.leansOn().stream().anyMatch(failed::contains);
        (!failed.contains(rung.term()) ? cleared : leans ? unknown : suspects).add(rung.term());
      }
    }
    if (suspects.isEmpty() || cleared.isEmpty() && unknown.isEmpty()) {
      return "";
    }
    // What passes may be right by chance: the tests are spoken of, not the terms.
    String text = "In tests of one thing at a time, ";
    text += cleared.isEmpty() ? "" : list(cleared) + " came out right, but ";
    text += list(suspects) + (cleared.isEmpty() ? " came out wrong." : " did not.");
    return unknown.isEmpty()
        ? text
        : text + " The tests of " + list(unknown) + " need these as well, and tell nothing yet.";
  }

  private static String list(Collection<String> all) {
    List<String> terms = List.copyOf(all);
    if (terms.isEmpty()) {
      return "";
    }
    int last = terms.size() - 1;
    String before = String.join(", ", terms.subList(0, last));
    return before.isEmpty() ? terms.get(last) : before + " and " + terms.get(last);
  }
}
