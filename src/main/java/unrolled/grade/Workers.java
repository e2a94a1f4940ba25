package unrolled.grade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.Answer;
import unrolled.grade.intake.Contents;
import unrolled.grade.intake.Delivery;
import unrolled.grade.intake.HandIn;
import unrolled.grade.intake.Intake;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Judge;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Journal;
import unrolled.grade.record.Result;

/** Goes through the hand-ins with several threads. */
final class Workers {
  private static final long STACK_BYTES = 4L << 20;

  /**
   * A hand-in that was dealt with.
   *
   * @param student whose it is
   * @param notes what to say about it
   * @param results where the journal has the verdicts, by the id of the exercise
   * @param delivery how the platform received it
   */
  record Done(
      Student student, List<String> notes, Map<String, Result.Key> results, Delivery delivery) {}

  private final Order order;
  private final Intake intake;
  private final Journal journal;
  private final Map<String, Judge> judges;
  private final Map<String, String> versions;
  private final Grader.Progress progress;
  private final Set<Result.Key> taken = ConcurrentHashMap.newKeySet();
  private final Set<Result.Key> known = ConcurrentHashMap.newKeySet();
  private final Set<Result.Key> renewed = ConcurrentHashMap.newKeySet();
  private final Set<Result.Key> outOfTime;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger provisional = new AtomicInteger();
  private final AtomicInteger judged = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Done> done = Collections.synchronizedList(new ArrayList<>());

  Workers(
      Order order,
      Intake intake,
      Journal journal,
      Map<String, Judge> judges,
      Map<String, String> versions,
      Grader.Progress progress) {
    this.order = order;
    this.intake = intake;
    this.journal = journal;
    this.judges = judges;
    this.versions = versions;
    this.progress = progress;
    outOfTime = order.again().contains(Order.TIMEOUTS) ? journal.outOfTime() : Set.of();
  }

  /** Those of whom a new judgement was asked for, and of whom there was nothing. */
  Set<String> notMet() {
    Set<String> left = new TreeSet<>(order.again());
    left.remove(Order.TIMEOUTS);
    left.removeAll(asked);
    return left;
  }

  /** How many answers were judged. */
  int judged() {
    return judged.get();
  }

  /** How many of those have a verdict for the time being. */
  int provisional() {
    return provisional.get();
  }

  private boolean isAsked(Student who) {
    boolean is = false;
    // A platform's number stands behind a login, as in doejane_4711.
    String login = who.key().replaceFirst("_\\d+$", "");
    for (String name : List.of(who.key(), who.name(), login)) {
      if (order.again().contains(name)) {
        asked.add(name);
        is = true;
      }
    }
    return is;
  }

  /** How many results the journal had that still count. */
  int known() {
    return (int) known.stream().filter(key -> !renewed.contains(key)).count();
  }

  /** Deals with all of these; if one cannot be, no other is begun. */
  List<Done> all(List<HandIn> handIns) {
    Iterator<HandIn> left = handIns.iterator();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < Math.min(order.jobs(), handIns.size()); number++) {
      Runnable work = () -> work(left, handIns.size());
      threads.add(new Thread(null, work, "worker " + number, STACK_BYTES));
    }
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      Thread.currentThread().interrupt();
    }
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    } else if (failure.get() != null) {
      throw new IllegalStateException("a worker failed", failure.get());
    }
    return List.copyOf(done);
  }

  private void work(Iterator<HandIn> left, int all) {
    try {
      for (Optional<HandIn> one = next(left); one.isPresent(); one = next(left)) {
        done.add(grade(one.get()));
        progress.at(done.size(), all);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private Optional<HandIn> next(Iterator<HandIn> left) {
    synchronized (left) {
      return failure.get() == null && left.hasNext() ? Optional.of(left.next()) : Optional.empty();
    }
  }

  private Done grade(HandIn handIn) {
    Contents contents = intake.read(handIn);
    Map<String, Result.Key> results = new TreeMap<>();
    for (Exercise exercise : order.exercises()) {
      Answer answer = contents.answers().get(exercise.id());
      if (answer != null) {
        var key = new Result.Key(versions.get(exercise.id()), answer.hash());
        judge(exercise, key, answer, isAsked(handIn.who()) || outOfTime.contains(key));
        results.put(exercise.id(), key);
      }
    }
    return new Done(handIn.who(), contents.notes(), results, contents.delivery());
  }

  /**
   * Has it judged, unless that is done, or another worker is at it for somebody else.
   *
   * @param again whether a result from before does not do; not even if it did for somebody else
   */
  private void judge(Exercise exercise, Result.Key key, Answer answer, boolean again) {
    boolean isFirst = taken.add(key);
    if (!again && isFirst && journal.holds(key, order.minimum())) {
      known.add(key);
    } else if ((again || isFirst) && renewed.add(key)) {
      Verdict verdict = judges.get(exercise.id()).judge(answer);
      int turn = again ? journal.nextTurn(key) : journal.turn(key);
      journal.add(new Result(key.version(), key.answer(), verdict, turn));
      if (verdict.provisional()) {
        provisional.incrementAndGet();
      }
      judged.incrementAndGet();
    }
  }
}
