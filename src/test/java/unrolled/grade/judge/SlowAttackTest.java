package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.grade.sandbox.Level;

/** Attacks that take what time they are given. */
@Tag("slow")
class SlowAttackTest {
  static List<Arguments> attacks() {
    List<Arguments> all = new ArrayList<>();
    for (Attack attack : Attack.all()) {
      for (Level level : Level.values()) {
        if (attack.says("slow")) {
          all.add(Arguments.of(attack.name(), level, attack));
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("attacks")
  void it_holds_up_the_class_no_longer_than_all_calls_may_take(
      String name, Level level, Attack attack) throws Exception {
    try (Attempts attempts = new Attempts()) {
      String problem = attempts.problem(level);
      assumeTrue(problem.isEmpty(), level.word() + " cannot be tried: " + problem);
      Attempts.Outcome outcome = attempts.unscanned(attack, Attempts.sandbox(level));
      assertEquals(List.of(), outcome.reached());
      assertTrue(outcome.counting() <= attack.honest(level), outcome::toString);
      String messages = outcome.verdict().rows().toString();
      assertTrue(messages.contains("took too long for all calls together"), messages);
    }
  }
}
