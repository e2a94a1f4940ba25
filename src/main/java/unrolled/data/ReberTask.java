package unrolled.data;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/**
 * The embedded Reber grammar: at every step, which letter comes next. What comes between the second
 * letter and the last but one says nothing about them, and yet they are always the same.
 *
 * <pre>{@code
 * string   B x (inner) x E          x is T or P
 * inner    B, then a walk that tosses a coin at each of its nodes 1 … 5, then E
 *          1: T→2 P→3    2: S→2 X→4    3: T→3 V→5    4: X→3 S→6    5: P→4 V→6    6: E
 * letters  B T P S X V E
 * }</pre>
 *
 * <p>A walk tosses 6 coins on average and is then 8 letters long, so a string tosses 7, has 12
 * letters, and asks for 11. Who knows the grammar but has forgotten x pays for one coin more than
 * the 7: that is the baseline, 8·ln 2 / 11 = 0.504 nats per letter. Who remembers pays {@link
 * #best}, 7·ln 2 / 11 = 0.441. Reber, 1967; Hochreiter and Schmidhuber, 1997, experiment 1.
 */
public record ReberTask() implements Task<int[]> {
  private static final String LETTERS = "BTPSXVE";
  private static final String[] EDGES = {"", "T2P3", "S2X4", "T3V5", "X3S6", "P4V6"}; // of a node
  private static final int END = 6;
  private static final double COINS = 7;
  private static final double ASKED = 11;

  /** The letters, in the order of the input features and of the classes. */
  public static List<String> letters() {
    return List.of(LETTERS.split(""));
  }

  /** A new string of the grammar. */
  public static String string(RandomGenerator rng) {
    String x = rng.nextBoolean() ? "T" : "P";
    StringBuilder inner = new StringBuilder("B");
    for (int node = 1; node != END; ) {
      int edge = rng.nextBoolean() ? 0 : 2;
      inner.append(EDGES[node].charAt(edge));
      node = EDGES[node].charAt(edge + 1) - '0';
    }
    return "B" + x + inner + "E" + x + "E";
  }

  /** Strings of different lengths; the answers behind the end of a shorter one are class 0. */
  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    String[] strings = new String[count];
    for (int n = 0; n < count; n++) {
      strings[n] = string(rng);
    }
    int[] lengths = Arrays.stream(strings).mapToInt(s -> s.length() - 1).toArray();
    int longest = Arrays.stream(lengths).max().orElse(0);
    Sequence xs = Draws.blank("ReberTask", longest, count, inputSize());
    int[] next = new int[longest * count];
    for (int n = 0; n < count; n++) {
      for (int t = 0; t < lengths[n]; t++) {
        xs.set(t, n, LETTERS.indexOf(strings[n].charAt(t)), 1);
        next[t * count + n] = LETTERS.indexOf(strings[n].charAt(t + 1));
      }
    }
    return new Batch<>(xs.withLengths(lengths), next);
  }

  @Override
  public int inputSize() {
    return LETTERS.length();
  }

  @Override
  public int outputSize() {
    return LETTERS.length();
  }

  /** 8·ln 2 / 11, of the grammar without the memory. */
  @Override
  public double baseline() {
    return (COINS + 1) * Math.log(2) / ASKED;
  }

  /** 7·ln 2 / 11: no model can do better in the long run. */
  public double best() {
    return COINS * Math.log(2) / ASKED;
  }
}
