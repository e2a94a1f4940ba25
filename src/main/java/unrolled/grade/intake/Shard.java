package unrolled.grade.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the parts that a class is divided into, so that several machines can grade it.
 *
 * <p>Who belongs to which part hangs on the student's key alone, so that every machine divides the
 * the same class, and no student changes sides when another one hands in.
 *
 * @param index which part, from 1
 * @param count how many parts there are
 */
public record Shard(int index, int count) {
  /** The whole class. */
  public static final Shard ALL = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /** Refuses a part that there is not. */
  public Shard {
    if (index < 1 || index > count) {
      throw new IllegalArgumentException(
          "there is no shard %d/%d: with %2$d they are 1/%2$d to %2$d/%2$d"
              .formatted(index, count));
    }
  }

  /**
   * Reads {@code I/N}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Shard parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "a shard is written I/N, such as 2/8, and this is \"" + text + "\"");
    }
    return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** The part that a student belongs to, of so many. */
  public static Shard of(String key, int count) {
    long start = Long.parseUnsignedLong(new Digest().add(key).hex().substring(0, 16), 16);
    return new Shard((int) Long.remainderUnsigned(start, count) + 1, count);
  }

  /** Whether a student belongs to this part. */
  public boolean has(String key) {
    return of(key, count).index == index;
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
