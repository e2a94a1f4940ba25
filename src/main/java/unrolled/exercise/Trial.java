package unrolled.exercise;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

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
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopped;

  Trial(Supplier<?> source, long seed) {
    this(source, seed, false);
  }

  Trial(Supplier<?> source, long seed, boolean secret) {
    this.source = source;
    this.seed = seed;
    this.secret = secret;
  }

  static Trial current() {
    Trial trial = CURRENT.get();
    if (trial == null) {
      throw new IllegalStateException("no check is under way: mark the test class with @Graded");
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

  /** Whether a call of the answer had to be stopped, or is running still. */
  boolean isStuck() {
    return stopped || isStillRunning();
  }

  /** Whether a call goes on in spite of being stopped: code of a notebook heeds no interrupt. */
  boolean isStillRunning() {
    return busy.get();
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
    if (isStuck()) {
      throw new AssertionError("not tried, because an earlier test did not end");
    }
    busy.set(true);
    try {
      if (made[0] == null) {
        made[0] = source.get();
      }
      return invoke(made[0], method, arguments);
    } catch (Stoppable.Stopped | StackOverflowError | OutOfMemoryError e) {
      stopped |= e instanceof Stoppable.Stopped;
      throw new AssertionError(TestRow.thrown(e), e);
    } finally {
      busy.set(false);
    }
  }

  private static Object invoke(Object answer, Method method, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(answer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object ofObject(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "the answer under test";
    };
  }
}
