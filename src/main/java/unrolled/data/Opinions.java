package unrolled.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A little language of opinions, in which counting words is not enough.
 *
 * <pre>{@code
 * the plot is very clever                        good    plain
 * the plot is not really good at all             bad     not
 * the plot is bright and the cast is not bad     good    and: both clauses say the same
 * the plot is good but the cast is poor          bad     but: the second clause decides
 * }</pre>
 *
 * <p>Six nouns, eight good and eight bad adjectives. A fifth of the pairs of a noun and an
 * adjective are in {@link #test} only, and the others in {@link #training} only. Good and bad are
 * equally likely. For each sentence with "but" there is a {@link Opinion#twin} with the same words
 * and the opposite opinion, so that whatever a model answers to a bag of words, it is right for
 * exactly one of the two.
 */
public final class Opinions {
  private static final List<String> NOUNS =
      List.of("plot", "acting", "music", "ending", "cast", "scenery");
  private static final List<List<String>> ADJECTIVES =
      List.of(
          List.of("bad", "poor", "dull", "clumsy", "cold", "grey", "ugly", "stale"),
          List.of("good", "great", "funny", "clever", "warm", "bright", "lovely", "fresh"));
  private static final List<String> DEGREES = List.of("very", "really", "quite");
  private static final String AND = "and";
  private static final String BUT = "but";

  private Opinions() {}

  /**
   * A sentence.
   *
   * @param good 1 if the opinion is good, 0 if it is bad
   * @param kind "plain", "not", "and" or "but"; of a sentence that was read, the file's name
   */
  public record Opinion(List<String> words, int good, String kind) {
    /**
     * The sentence with its clauses exchanged, which is the opposite opinion in the same words.
     *
     * @throws IllegalArgumentException if its kind is not "but"
     */
    public Opinion twin() {
      if (!kind.equals(BUT)) {
        throw new IllegalArgumentException(
            "twin: expected a sentence of two clauses joined by but, got \"%s\"".formatted(this));
      }
      int but = words.indexOf(BUT);
      return new Opinion(
          joined(words.subList(but + 1, words.size()), BUT, words.subList(0, but)), 1 - good, BUT);
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  /** {@code count} sentences to learn from: two fifths one clause, one with and, two with but. */
  public static List<Opinion> training(int count, RandomGenerator rng) {
    Draws.atLeast("Opinions", "the number of sentences", count, 1);
    return Stream.generate(() -> draw(false, rng)).limit(count).toList();
  }

  /** At least {@code count} sentences for the test, each with "but" followed by its twin. */
  public static List<Opinion> test(int count, RandomGenerator rng) {
    Draws.atLeast("Opinions", "the number of sentences", count, 1);
    List<Opinion> all = new ArrayList<>();
    while (all.size() < count) {
      Opinion drawn = draw(true, rng);
      all.add(drawn);
      if (drawn.kind().equals(BUT)) {
        all.add(drawn.twin());
      }
    }
    return List.copyOf(all);
  }

  private static Opinion draw(boolean test, RandomGenerator rng) {
    int good = rng.nextInt(2);
    int kind = rng.nextInt(5);
    Opinion clause = clause(good, test, rng);
    if (kind < 2) {
      return clause;
    }
    if (kind == 2) {
      return new Opinion(joined(clause.words, AND, clause(good, test, rng).words), good, AND);
    }
    return new Opinion(joined(clause(1 - good, test, rng).words, BUT, clause.words), good, BUT);
  }

  private static Opinion clause(int good, boolean test, RandomGenerator rng) {
    boolean not = rng.nextDouble() < 0.4;
    int noun;
    int adjective;
    do {
      noun = rng.nextInt(NOUNS.size());
      adjective = rng.nextInt(8);
    } while ((noun * 8 + adjective) % 5 == 0 != test);
    List<String> words = new ArrayList<>(List.of("the", NOUNS.get(noun), "is"));
    if (not) {
      words.add("not");
    }
    if (rng.nextDouble() < 0.3) {
      words.add(DEGREES.get(rng.nextInt(DEGREES.size())));
    }
    words.add(ADJECTIVES.get(not ? 1 - good : good).get(adjective));
    if (not && rng.nextDouble() < 0.4) {
      words.addAll(List.of("at", "all"));
    }
    return new Opinion(List.copyOf(words), good, not ? "not" : "plain");
  }

  private static List<String> joined(List<String> left, String by, List<String> right) {
    return Stream.of(left, List.of(by), right).flatMap(List::stream).toList();
  }

  /**
   * Real opinions, from all files {@code *.txt} of a folder in the order of their names: a sentence
   * in each line, then a tab and 1 for good or 0 for bad. This is the form of the "Sentiment
   * Labelled Sentences" of UCI (Kotzias and others, 2015). Words are in lower case, at most 40 of a
   * sentence; whatever is neither a letter from a to z nor an apostrophe parts two words.
   *
   * @throws IllegalArgumentException if a line has another form; it says which
   */
  public static List<Opinion> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Opinion> all = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.isBlank()) {
            continue;
          }
          Opinion opinion = parse(line, file);
          if (!opinion.words.isEmpty()) {
            all.add(opinion);
          }
        }
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException("Opinions: cannot read " + folder, e);
    }
  }

  private static Opinion parse(String line, Path file) {
    int tab = line.lastIndexOf('\t');
    String label = line.substring(tab + 1).strip();
    if (tab < 0 || !(label.equals("0") || label.equals("1"))) {
      throw new IllegalArgumentException(
          "%s: expected a sentence, a tab and 0 or 1, got \"%s\""
              .formatted(file.getFileName(), line));
    }
    List<String> words =
        Arrays.stream(line.substring(0, tab).toLowerCase(Locale.ROOT).split("[^a-z']+"))
            .filter(word -> !word.isEmpty())
            .limit(40)
            .toList();
    String name = file.getFileName().toString();
    return new Opinion(
        words, Integer.parseInt(label), name.substring(0, name.length() - ".txt".length()));
  }
}
