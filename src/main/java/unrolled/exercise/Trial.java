package unrolled.exercise;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import unrolled.player.Sharing;
import unrolled.player.host.PlayerEnded;
import unrolled.player.host.Remote;
import unrolled.player.host.Thrown;

/**
 * One run of an exercise's tests: where the answer comes from, and the seed.
 *
 * <p>The tests see the answer through a proxy of its contract. So an answer may be an object of a
 * notebook cell, a class compiled a moment ago, or another process, and no test can tell.
 */
final class Trial {
  private static final InheritableThreadLocal<Trial> CURRENT = new InheritableThreadLocal<>();

  private final Supplier<?> source;
  private final long seed;
  private final boolean secret;
  private final boolean elsewhere;
  private final Predicate<String> climbs;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final List<Fixture> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<Object, Sharing.Watch> watches =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private volatile String ended = "";
  private volatile Sharing sharing = Sharing.NONE;

  /** A run on the published numbers, of an answer that may be an object of this process. */
  Trial(Supplier<?> source, long seed) {
    this(source, seed, false, false, name -> true);
  }

  private Trial(
      Supplier<?> source, long seed, boolean secret, boolean elsewhere, Predicate<String> climbs) {
    this.source = source;
    this.seed = seed;
    this.secret = secret;
    this.elsewhere = elsewhere;
    this.climbs = climbs;
  }

  /** The same of an answer that works in a process of its own, where each call has a limit. */
  static Trial elsewhere(Supplier<?> source, long seed) {
    return new Trial(source, seed, false, true, name -> true);
  }

  /**
   * The same on numbers that nobody can know, made from the seed.
   *
   * @param climbs which rungs are of interest, by their names
   */
  static Trial secret(Supplier<?> source, long seed, Predicate<String> climbs) {
    return new Trial(source, seed, true, true, climbs);
  }

  /** Whether a rung is to be climbed. */
  boolean climbs(Rung rung) {
    return climbs.test(rung.name());
  }

  static Trial current() {
    Trial trial = CURRENT.get();
    if (trial == null) {
      throw new IllegalStateException("no check is running: mark the test class with @Graded");
    }
    return trial;
  }

  static boolean isUnderWay() {
    return CURRENT.get() != null;
  }

  void begin() {
    CURRENT.set(this);
  }

  static void end() {
    CURRENT.remove();
  }

  long seed() {
    return seed;
  }

  /** Whether published numbers are exchanged for others, which are made from the seed. */
  boolean isSecret() {
    return secret;
  }

  /** Whether no call of the answer can keep this process for ever. */
  boolean isElsewhere() {
    return elsewhere;
  }

  /** A test asks what is right for these inputs. */
  void asks(Fixture inputs) {
    asked.add(inputs);
  }

  /** The inputs of which tests have asked what is right. */
  List<Fixture> asked() {
    return List.copyOf(asked);
  }

  /** Whether the answer's process has ended, or a call of an object is running still. */
  boolean isStuck() {
    return !ended.isEmpty() || isStillRunning();
  }

  /** Why the answer's process has ended, as the end of a sentence about the code; else empty. */
  String whyEnded() {
    return ended;
  }

  /** Whether a call goes on in spite of being stopped: code of a notebook heeds no interrupt. */
  boolean isStillRunning() {
    return busy.get();
  }

  /**
   * What the result of the last call shares with its inputs, within itself, or with earlier results
   * of the same object; nothing if the call threw.
   */
  Sharing sharing() {
    return sharing;
  }

  <C> C subject(Class<C> contract) {
    Object[] made = new Object[1];
    Object proxy =
        Proxy.newProxyInstance(
            contract.getClassLoader(),
            new Class<?>[] {contract},
            (self, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return ofObject(self, method, arguments);
              }
              return call(made, method, arguments);
            });
    return contract.cast(proxy);
  }

  private Object call(Object[] made, Method method, Object[] arguments) throws Throwable {
    if (isStillRunning()) {
      throw new AssertionError("not tried, because an earlier test did not end");
    }
    if (!ended.isEmpty()) {
      throw new AssertionError("not tried, because your code had ended");
    }
    busy.set(true);
    sharing = Sharing.NONE;
    try {
      if (made[0] == null) {
        made[0] = source.get();
      }
      return invoke(made[0], method, arguments);
    } catch (PlayerEnded e) {
      ended = e.isForGood() && ended.isEmpty() ? e.why() : ended;
      throw e;
    } catch (OutOfMemoryError e) {
      ended = Thrown.outOf(e);
      throw new AssertionError("your code " + ended, e);
    } catch (StackOverflowError | ExceptionInInitializerError e) {
      throw new AssertionError(TestRow.thrown(e), e);
    } finally {
      busy.set(false);
    }
  }

  private Object invoke(Object answer, Method method, Object[] arguments) throws Throwable {
    boolean isHere = Remote.sharing(answer).isEmpty();
    var watch = watches.computeIfAbsent(answer, any -> new Sharing.Watch());
    if (isHere) {
      watch.before();
    }
    try {
      method.setAccessible(true);
      Object value = method.invoke(answer, arguments);
      sharing =
          isHere
              ? watch.after(Remote.names(method), arguments, value)
              : Remote.sharing(answer).orElseThrow();
      return value;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What the last call of an answer has shared, be it one of a test or one without any. */
  static Sharing sharing(Object subject) {
    return Remote.sharing(subject)
        .orElseGet(() -> isUnderWay() ? current().sharing() : Sharing.NONE);
  }

  private static Object ofObject(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "the answer under test";
    };
  }
}
