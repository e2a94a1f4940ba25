package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int MILLISECONDS = 30;

  /** Which is how a thread looks while another program has its processor. */
  private static void wait(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_time_of_a_thread_is_without_what_it_waits() {
    List<Runnable> field = List.of(() -> wait(MILLISECONDS));
    var wall = new Turns(field, 3, Turns.Clock.WALL);
    assertTrue(wall.seconds(0) >= 1e-3 * MILLISECONDS, "" + wall.seconds(0));
    var thread = new Turns(field, 3, Turns.Clock.THREAD);
    if (Turns.Clock.hasThreadTime()) {
      assertTrue(thread.seconds(0) < 0.5e-3 * MILLISECONDS, "" + thread.seconds(0));
    } else {
      assertTrue(thread.seconds(0) >= 1e-3 * MILLISECONDS, "" + thread.seconds(0));
    }
  }

  @Test
  void work_that_takes_no_time_that_a_clock_shows_ends() {
    for (Turns.Clock clock : Turns.Clock.values()) {
      assertTrue(new Turns(List.of(() -> {}), 1, clock).seconds(0) < 1e-3);
      assertEquals(1, new Turns(List.of(() -> wait(1)), 2, clock).ratio(0, 0));
    }
  }

  /** A compiler that has much to do, and a collector, look the same: time that is not ours. */
  @Test
  void nothing_is_measured_while_the_virtual_machine_is_at_work() throws InterruptedException {
    assumeTrue(Turns.Clock.hasThreadTime(), "without it, this cannot be seen");
    long until = System.nanoTime() + 1_000_000_000;
    var busy =
        new Thread(
            () -> {
              while (System.nanoTime() < until) {
                System.gc();
              }
            });
    busy.start();
    new Turns(List.of(() -> Math.cbrt(2)), 1, Turns.Clock.WALL);
    assertTrue(System.nanoTime() >= until, "the warm-up waits");
    busy.join();
  }
}
