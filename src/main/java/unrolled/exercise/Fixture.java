package unrolled.exercise;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/**
 * Inputs for the method of a contract, made from the {@link Shape}s of its parameters.
 *
 * <p>Sizes are pairwise different, so that a mistake cannot hide in a square, and numbers come from
 * a seed. A parameter that the contract has a static method of the same name for is computed by it
 * from the others: the backward step is given the h that its forward step gave.
 */
public final class Fixture {
  private final Method method;
  private final long seed;
  private final Map<String, Integer> sizes;
  private final Map<String, Object> values;

  private Fixture(
      Method method, long seed, Map<String, Integer> sizes, Map<String, Object> values) {
    this.method = method;
    this.seed = seed;
    this.sizes = sizes;
    this.values = values;
  }

  /** Random inputs from the seed of the check that is under way. */
  public static Fixture of(Class<?> contract) {
    return of(contract, Exercise.seed());
  }

  /** Random inputs from this seed. */
  public static Fixture of(Class<?> contract, long seed) {
    Method method = Exercise.withContract(contract).method();
    return drawn(method, seed, Draw.sizes(method, new SplittableRandom(seed)));
  }

  /** These inputs, by the names of the parameters; those that are computed may be left out. */
  public static Fixture given(Class<?> contract, Map<String, ?> inputs) {
    Method method = Exercise.withContract(contract).method();
    return new Fixture(method, 0, Map.of(), new LinkedHashMap<>(inputs)).computed();
  }

  /** The same with one size chosen: {@code with("N", 1)} is a batch of one. */
  public Fixture with(String size, int value) {
    var changed = new LinkedHashMap<>(sizes);
    changed.put(size, value);
    return drawn(method, seed, changed);
  }

  /** The same with these inputs put to zero. */
  public Fixture zero(String... names) {
    return scaled(0, names);
  }

  /** The same with every entry of these inputs multiplied. */
  public Fixture scaled(double factor, String... names) {
    var changed = new LinkedHashMap<>(values);
    for (String name : names) {
      changed.put(name, scale(values.get(name), factor));
    }
    return new Fixture(method, seed, sizes, changed).computed();
  }

  /** A size by its letter. */
  public int size(String letter) {
    return sizes.get(letter);
  }

  /** An input by its name. */
  public Matrix matrix(String name) {
    return (Matrix) values.get(name);
  }

  /**
   * An input of any type by its name; not a copy.
   *
   * @param <T> its type
   */
  @SuppressWarnings("unchecked")
  public <T> T value(String name) {
    return (T) values.get(name);
  }

  /** An array of matrices by its name. */
  public Matrix[] matrices(String name) {
    return (Matrix[]) values.get(name);
  }

  /**
   * What the answer gives for these inputs. It is handed copies, so this fixture stays as it is.
   *
   * @param subject the answer
   * @param <T> what the contract returns
   */
  public <T> T on(Object subject) {
    return call(subject, arguments());
  }

  /**
   * Holds the answer to leaving its inputs as they were.
   *
   * @throws AssertionError if it writes into one
   */
  public void leavesInputsAlone(Object subject) {
    Object[] arguments = arguments();
    call(subject, arguments);
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < arguments.length; i++) {
      String name = parameters[i].getName();
      Expect.close(
          name + " after the call",
          values.get(name),
          arguments[i],
          "your code writes into "
              + name
              + ", which belongs to the caller: write into a new matrix.");
    }
  }

  /** Fresh copies of the inputs, in the order of the parameters. */
  Object[] arguments() {
    return Arrays.stream(method.getParameters())
        .map(parameter -> Values.copy(values.get(parameter.getName())))
        .toArray();
  }

  Method method() {
    return method;
  }

  Map<String, Integer> sizes() {
    return sizes;
  }

  /**
   * A set of inputs on which answers that differ, differ: random ones, one term at zero at a time,
   * one size at 1 at a time, and large numbers.
   */
  static List<Fixture> probes(Class<?> contract) {
    var probes = new ArrayList<Fixture>();
    for (long seed = 101; seed <= 108; seed++) {
      probes.add(of(contract, seed));
    }
    Fixture base = of(contract, 100);
    base.sizes.keySet().forEach(size -> probes.add(base.with(size, 1)));
    String[] drawn = base.drawnNames();
    for (String name : drawn) {
      probes.add(base.zero(name));
    }
    probes.add(base.scaled(1000, drawn));
    return probes;
  }

  private String[] drawnNames() {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(Shape.class))
        .map(Parameter::getName)
        .filter(name -> maker(name).isEmpty())
        .toArray(String[]::new);
  }

  private static Fixture drawn(Method method, long seed, Map<String, Integer> sizes) {
    // Another stream than the sizes', so that choosing a size does not change their draw.
    RandomGenerator rng = new SplittableRandom(seed ^ 0x5DEECE66DL);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : method.getParameters()) {
      values.put(parameter.getName(), Draw.value(parameter, sizes, rng));
    }
    return new Fixture(method, seed, sizes, values).computed();
  }

  private Fixture computed() {
    for (Parameter parameter : method.getParameters()) {
      maker(parameter.getName())
          .ifPresent(maker -> values.put(parameter.getName(), call(maker, values)));
    }
    return this;
  }

  private Optional<Method> maker(String name) {
    return Arrays.stream(method.getDeclaringClass().getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals(name))
        .findFirst();
  }

  private static Object call(Method maker, Map<String, Object> values) {
    Object[] arguments =
        Arrays.stream(maker.getParameters()).map(p -> values.get(p.getName())).toArray();
    return call(maker, null, arguments);
  }

  /** Calls an answer with these very objects. */
  <T> T call(Object subject, Object[] arguments) {
    return call(method, subject, arguments);
  }

  @SuppressWarnings("unchecked")
  private static <T> T call(Method method, Object subject, Object[] arguments) {
    try {
      method.setAccessible(true);
      return (T) method.invoke(subject, arguments);
    } catch (InvocationTargetException e) {
      throw Fixture.<RuntimeException>unwrapped(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + method, e);
    }
  }

  /** Contracts declare no checked exception, so whatever comes may be thrown on as it is. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unwrapped(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private static Object scale(Object value, double factor) {
    if (value instanceof Matrix m) {
      return m.scale(factor);
    }
    if (value instanceof Matrix[] all) {
      return Arrays.stream(all).map(m -> m.scale(factor)).toArray(Matrix[]::new);
    }
    return value;
  }
}
