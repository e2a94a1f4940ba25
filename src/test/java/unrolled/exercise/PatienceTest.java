package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void what_ends_is_given_and_what_it_throws_is_thrown() {
    var patience = new Patience(HOUR, HOUR);
    assertEquals(Optional.of(7), patience.await("seven", () -> 7));
    assertThrows(
        ArithmeticException.class, () -> patience.await("zero", () -> Math.floorMod(1, 0)));
    assertThrows(
        StackOverflowError.class,
        () ->
            patience.await(
                "overflow",
                () -> {
                  throw new StackOverflowError();
                }));
  }

  @Test
  void a_loop_without_an_end_is_given_up_on_when_it_has_had_its_time_of_the_processor() {
    var over = new AtomicBoolean();
    var patience = new Patience(Duration.ofMillis(300), HOUR);
    assertEquals(
        Optional.empty(),
        patience.await(
            "loop",
            () -> {
              while (!over.get()) {
                Thread.onSpinWait();
              }
              return 1;
            }));
    over.set(true);
  }

  @Test
  void what_waits_for_ever_is_given_up_on_and_what_waits_for_a_while_is_not() {
    var never = new CountDownLatch(1);
    assertEquals(
        Optional.empty(),
        new Patience(HOUR, Duration.ofMillis(400)).await("latch", () -> counted(never, HOUR)));
    assertFalse(
        new Patience(HOUR, HOUR)
            .await("latch", () -> counted(never, Duration.ofMillis(250)))
            .orElseThrow());
  }

  private static boolean counted(CountDownLatch latch, Duration limit) {
    try {
      return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
