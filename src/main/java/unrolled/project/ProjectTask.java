package unrolled.project;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.data.Dates;
import unrolled.data.NamesByLanguage;
import unrolled.data.Pair;
import unrolled.data.WordStarts;

/**
 * The tasks of the project. In each of them a text is read and a text is to be written, and what
 * counts is the share of the texts that are answered without any mistake.
 *
 * <p>The letters of what is read are exchanged for others, by a table that depends on the seed. So
 * nothing that was learnt or looked up before can help: only {@link OwnNetwork#learn} can.
 */
public enum ProjectTask {
  /**
   * Where does a word begin? Class names without capitals; a digit for each letter, 1 where a word
   * begins: {@code arraylist} gives {@code 100001000}.
   */
  WORD_STARTS("where a word begins", "class names of the JDK", 0.65, 1_000) {
    @Override
    List<Pair> plain(RandomGenerator rng) {
      return WordStarts.ofTheJdk().stream()
          .filter(name -> name.name().length() <= LONGEST)
          .map(name -> new Pair(name.name(), digits(name.starts())))
          .distinct()
          .toList();
    }

    private static String digits(int[] starts) {
      return "1"
          + IntStream.of(starts).skip(1).mapToObj(String::valueOf).collect(Collectors.joining());
    }
  },

  /**
   * In which of six languages is this name? One digit, the place in {@link
   * NamesByLanguage#languages}: {@code norjan kruunu} gives {@code 3}, Finnish.
   */
  LANGUAGES(
      "in which language a name is", "names of countries, languages and currencies", 0.7, 1_000) {
    @Override
    List<Pair> plain(RandomGenerator rng) {
      return NamesByLanguage.all().stream()
          .map(name -> new Pair(name.name(), String.valueOf(name.language())))
          .toList();
    }
  },

  /**
   * Which day is it? Dates in eleven languages, to be written as ISO 8601 has them: {@code Sonntag,
   * 20. Juli 1969} gives {@code 1969-07-20}.
   */
  DATES("dates in eleven languages, as ISO 8601 writes them", "dates of 1950 to 2049", 0.9, 1_000) {
    @Override
    List<Pair> plain(RandomGenerator rng) {
      return Dates.draw(DATES_DRAWN, rng).stream().distinct().toList();
    }
  };

  /** The pairs of one step of training. */
  public static final int BATCH = 32;

  private static final int LONGEST = 32;
  private static final int DATES_DRAWN = 8_000;

  private final String words;
  private final String data;
  private final double figure;
  private final int steps;

  ProjectTask(String words, String data, double figure, int steps) {
    this.words = words;
    this.data = data;
    this.figure = figure;
    this.steps = steps;
  }

  /** What is asked, in words. */
  public String words() {
    return words;
  }

  /** Where the texts come from. */
  public String data() {
    return data;
  }

  /** The share of the test's texts that must be answered without a mistake, 0 to 1. */
  public double figure() {
    return figure;
  }

  /** The steps of training that there are. */
  public int steps() {
    return steps;
  }

  /** All texts with their answers, as people write them. */
  abstract List<Pair> plain(RandomGenerator rng);

  /** All texts in a random order, their letters exchanged. */
  List<Pair> drawn(long seed) {
    var rng = new Random(seed);
    List<Pair> pairs = new ArrayList<>(plain(rng));
    Collections.shuffle(pairs, rng);
    String letters = letters(pairs.stream().map(Pair::source).toList());
    List<Integer> others = new ArrayList<>(letters.chars().boxed().toList());
    Collections.shuffle(others, rng);
    return pairs.stream()
        .map(pair -> new Pair(exchanged(pair.source(), letters, others), pair.target()))
        .toList();
  }

  private static String exchanged(String text, String letters, List<Integer> others) {
    return text.chars()
        .map(letter -> others.get(letters.indexOf(letter)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The letters of some texts, each once, in the order of their codes. */
  static String letters(List<String> texts) {
    return texts.stream()
        .flatMapToInt(String::chars)
        .distinct()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
