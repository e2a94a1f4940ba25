package unrolled.grade.intake;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tells which of several hand-ins is the last: the surest first. */
enum Precedence {
  TIME("The latest counts", Comparator.comparing(Claim::time)),
  NUMBER(
      "The one to which the platform gave the highest number counts",
      Comparator.comparing(claim -> claim.place().number())),
  MODIFIED(
      "It is not known when they were handed in: the one that was written last counts",
      Comparator.comparing(Claim::modified)),
  NAME(
      "It is not known when they were handed in: the last by its name counts",
      Comparator.comparing(claim -> claim.item().name()));

  private final String words;
  private final Comparator<Claim> order;

  Precedence(String words, Comparator<Claim> order) {
    this.words = words;
    this.order = order;
  }

  /** The last one comes last. */
  static List<Claim> sorted(List<Claim> claims) {
    Comparator<Claim> all =
        usable(claims).map(one -> one.order).reduce(Comparator::thenComparing).orElseThrow();
    return claims.stream().sorted(all).toList();
  }

  /**
   * Which one counts and why, as a sentence.
   *
   * @param sorted two or more, in their order
   */
  static String said(List<Claim> sorted) {
    Claim last = sorted.get(sorted.size() - 1);
    Claim before = sorted.get(sorted.size() - 2);
    Precedence decisive =
        usable(sorted).filter(one -> one.order.compare(before, last) != 0).findFirst().orElse(NAME);
    return decisive.words + ", which is " + last.name() + ".";
  }

  /** Times that are not known of all cannot be compared. */
  private static Stream<Precedence> usable(List<Claim> claims) {
    boolean isTimed = claims.stream().allMatch(claim -> claim.place().time().isPresent());
    return Stream.of(values()).filter(one -> isTimed || one != TIME);
  }

  static String names(List<Claim> claims) {
    return claims.stream().map(Claim::name).collect(Collectors.joining(", "));
  }
}
