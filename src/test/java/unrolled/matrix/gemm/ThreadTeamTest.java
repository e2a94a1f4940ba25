package unrolled.matrix.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadTeamTest {
  /** How often each part was run. */
  private static int[] runs(ThreadTeam team, int parts) {
    AtomicIntegerArray runs = new AtomicIntegerArray(parts);
    team.run(parts, runs::incrementAndGet);
    int[] counts = new int[parts];
    for (int i = 0; i < parts; i++) {
      counts[i] = runs.get(i);
    }
    return counts;
  }

  private static int[] ones(int parts) {
    int[] ones = new int[parts];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void every_part_runs_once(int threads) {
    ThreadTeam team = new ThreadTeam(threads);
    for (int round = 0; round < 3000; round++) {
      int parts = round % 12;
      assertArrayEquals(ones(parts), runs(team, parts));
    }
  }

  @Test
  void helpers_that_fell_asleep_come_back() {
    ThreadTeam team = new ThreadTeam(3);
    for (int round = 0; round < 20; round++) {
      pause(3);
      meet(team, 3);
    }
  }

  /** Only returns when each part has a thread of its own. */
  private static Set<Thread> meet(ThreadTeam team, int parts) {
    CountDownLatch all = new CountDownLatch(parts);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    team.run(
        parts,
        part -> {
          threads.add(Thread.currentThread());
          all.countDown();
          try {
            all.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    return threads;
  }

  @Test
  void the_caller_and_daemons_do_the_work() {
    Set<Thread> threads = meet(new ThreadTeam(4), 4);
    assertEquals(4, threads.size());
    assertTrue(threads.remove(Thread.currentThread()));
    for (Thread t : threads) {
      assertTrue(t.isDaemon() && t.getName().startsWith("unrolled-team-"));
    }
  }

  @Test
  void helpers_outlive_the_thread_group_of_their_first_caller() throws InterruptedException {
    ThreadTeam team = new ThreadTeam(2);
    ThreadGroup cell = new ThreadGroup("cell");
    Thread first = new Thread(cell, () -> meet(team, 2));
    first.start();
    first.join();
    assertEquals(0, cell.activeCount());
    meet(team, 2);
  }

  @Test
  void what_a_part_throws_reaches_the_caller_after_all_have_ended() {
    ThreadTeam team = new ThreadTeam(2);
    for (int thrower = 0; thrower < 2; thrower++) {
      int bad = thrower;
      var thrown = new IllegalStateException("part " + bad);
      AtomicInteger ended = new AtomicInteger();
      var caught =
          assertThrows(
              IllegalStateException.class,
              () ->
                  team.run(
                      2,
                      part -> {
                        if (part == bad) {
                          throw thrown;
                        }
                        pause(20);
                        ended.incrementAndGet();
                      }));
      assertSame(thrown, caught);
      assertEquals(1, ended.get());
    }
    assertArrayEquals(ones(5), runs(team, 5));
  }

  @Test
  void an_error_is_thrown_as_it_is() {
    var error = new AssertionError("broken");
    ThreadTeam.Task task =
        part -> {
          throw error;
        };
    assertSame(error, assertThrows(AssertionError.class, () -> new ThreadTeam(2).run(7, task)));
    assertSame(error, assertThrows(AssertionError.class, () -> new ThreadTeam(1).run(7, task)));
  }

  @Test
  void a_call_within_a_part_stays_on_its_thread() {
    ThreadTeam team = new ThreadTeam(3);
    AtomicInteger inner = new AtomicInteger();
    team.run(
        6,
        part -> {
          Thread here = Thread.currentThread();
          team.run(
              4,
              nested -> {
                assertSame(here, Thread.currentThread());
                inner.incrementAndGet();
              });
        });
    assertEquals(24, inner.get());
  }

  @Test
  void a_team_is_busy_while_a_task_runs() {
    ThreadTeam team = new ThreadTeam(2);
    AtomicInteger seen = new AtomicInteger();
    team.run(
        4,
        part -> {
          if (team.isBusy()) {
            seen.incrementAndGet();
          }
        });
    assertEquals(4, seen.get());
    assertFalse(team.isBusy());
  }

  @Test
  void callers_at_the_same_time_do_not_disturb_each_other() throws InterruptedException {
    ThreadTeam team = new ThreadTeam(3);
    AtomicInteger wrong = new AtomicInteger();
    Thread[] callers = new Thread[4];
    for (int i = 0; i < callers.length; i++) {
      int parts = i + 2;
      callers[i] =
          new Thread(
              () -> {
                for (int round = 0; round < 2000; round++) {
                  if (!java.util.Arrays.equals(ones(parts), runs(team, parts))) {
                    wrong.incrementAndGet();
                  }
                }
              });
      callers[i].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(0, wrong.get());
  }

  @Test
  void an_interrupt_waits_for_the_end_of_the_task() {
    ThreadTeam team = new ThreadTeam(2);
    CountDownLatch begun = new CountDownLatch(2);
    AtomicInteger ended = new AtomicInteger();
    Thread caller = Thread.currentThread();
    team.run(
        2,
        part -> {
          begun.countDown();
          while (begun.getCount() > 0) {
            Thread.onSpinWait();
          }
          if (Thread.currentThread() != caller) {
            caller.interrupt();
            pause(30);
          }
          ended.incrementAndGet();
        });
    assertEquals(2, ended.get());
    assertTrue(Thread.interrupted(), "the caller has lost its interrupt");
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void a_call_allocates_nothing() {
    ThreadTeam team = new ThreadTeam(2);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AtomicInteger sum = new AtomicInteger();
    ThreadTeam.Task task = sum::addAndGet;
    long fewest = Long.MAX_VALUE;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (fewest > 0 && System.nanoTime() < end) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int i = 0; i < 100; i++) {
        team.run(4, task);
      }
      long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      fewest = Math.min(fewest, after - before);
    }
    assertEquals(0, fewest, "bytes in 100 calls");
  }

  @Test
  void the_property_is_a_number_of_threads_or_auto() {
    assertEquals(Runtime.getRuntime().availableProcessors(), ThreadTeam.wanted("auto"));
    assertEquals(3, ThreadTeam.wanted("3"));
    for (String bad : new String[] {"", "0", "-1", "two", "1.5", "12345"}) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> ThreadTeam.wanted(bad));
      assertEquals(
          "unrolled.threads: expected a number of threads from 1 to 9999, or auto, got " + bad,
          e.getMessage());
    }
  }
}
