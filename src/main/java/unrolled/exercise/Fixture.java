package unrolled.exercise;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.matrix.Matrix;

/**
 * Inputs for the method of a contract, made from the {@link Shape}s of its parameters.
 *
 * <p>Sizes are pairwise different, so that a mistake cannot hide in a square, and numbers come from
 * a seed. A parameter that the contract has a static method of the same name for is computed by it
 * from the others: the backward step is given the h that its forward step gave.
 */
public final class Fixture {
  private static final Set<Class<?>> NUMBERS_OF_THINGS = Set.of(int.class, int[].class);
  private static final int SEVERAL = 4;

  /** Before the name of an array of matrices, of which one is meant. */
  static final String ONE_OF = "a matrix of ";

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

  /** These inputs, in the order of the parameters; those that are computed are left out. */
  public static Fixture given(Class<?> contract, Object... inputs) {
    Method method = Exercise.withContract(contract).method();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : method.getParameters()) {
      if (maker(method, parameter.getName()).isEmpty()) {
        if (values.size() == inputs.length) {
          throw new IllegalArgumentException(
              method + " needs more inputs than " + inputs.length + ": " + parameter.getName());
        }
        values.put(parameter.getName(), inputs[values.size()]);
      }
    }
    return new Fixture(method, 0, Map.of(), values).computed();
  }

  /** These inputs, all of them, in the order of the parameters. */
  static Fixture exactly(Class<?> contract, Object[] inputs) {
    Method method = Exercise.withContract(contract).method();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      values.put(method.getParameters()[i].getName(), inputs[i]);
    }
    return new Fixture(method, 0, Map.of(), values);
  }

  /**
   * Other inputs of the same kind: the same sizes, zeros where these have zeros, very large numbers
   * where these have them, and other numbers everywhere else.
   */
  Fixture twin(long other) {
    RandomGenerator rng = new SplittableRandom(other ^ 0x2545F4914F6CDD1DL);
    Map<String, Object> changed = new LinkedHashMap<>(values);
    for (Parameter parameter : method.getParameters()) {
      Object value = values.get(parameter.getName());
      changed.put(parameter.getName(), Draw.likewise(parameter, value, values, sizes, rng));
    }
    return new Fixture(method, other, sizes, changed).computed();
  }

  /** For each input that has another value in the twin: the same with this one only changed. */
  Map<String, Fixture> oneChanged() {
    Fixture twin = twin(1);
    var all = new LinkedHashMap<String, Fixture>();
    for (Parameter parameter : method.getParameters()) {
      String name = parameter.getName();
      Fixture one = with(name, twin.values.get(name));
      if (!Values.equal(values.get(name), one.values.get(name))) {
        all.put(name, one);
      }
    }
    return all;
  }

  /** One twin; several where all numbers are whole, since one of so few may be known by heart. */
  List<Fixture> twins(long other) {
    boolean whole = Stream.of(method.getParameterTypes()).allMatch(NUMBERS_OF_THINGS::contains);
    return IntStream.range(0, whole ? SEVERAL : 1).mapToObj(i -> twin(other + i)).toList();
  }

  /** The same with a copy of this input in place of the one that it has. */
  public Fixture with(String name, Object value) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException(
          method.getName() + " has no input " + name + "; it has " + values.keySet());
    }
    var changed = new LinkedHashMap<>(values);
    changed.put(name, Values.copy(value));
    return new Fixture(method, seed, sizes, changed).computed();
  }

  /** The same with one size chosen: {@code sized("N", 1)} is a batch of one. */
  public Fixture sized(String size, int value) {
    var changed = new LinkedHashMap<>(sizes);
    changed.put(size, value);
    return drawn(method, seed, changed);
  }

  /** Others, with every size one larger. */
  Fixture larger() {
    var changed = new LinkedHashMap<>(sizes);
    changed.replaceAll((letter, size) -> size + 1);
    return drawn(method, seed + 1, changed);
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
   * Holds the answer to leaving its inputs as they were, and to giving back none of them.
   *
   * @throws AssertionError if it writes into one, or a result is one
   */
  public void leavesInputsAlone(Object subject) {
    Object[] arguments = arguments();
    List<Object> results = Collections.singletonList(call(subject, arguments));
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < arguments.length; i++) {
      String name = parameters[i].getName();
      Expect.close(
          "after the call, " + name,
          values.get(name),
          arguments[i],
          "Your code writes into " + name + ", which belongs to the caller: write into a copy.");
      Expect.that(
          Values.equal(values.get(name), arguments[i]),
          "After the call, "
              + name
              + " is not exactly what it was: to add a number and to subtract it again rounds. Keep"
              + " the old number, or write into a copy.");
    }
    for (String name : shared(subject, results, arguments)) {
      Expect.that(
          false,
          "A result is "
              + name
              + " itself, so a later change to one of them changes both: return a new one.");
    }
  }

  /** The names of the inputs that are not what they were, in these copies of them. */
  List<String> changed(Object[] arguments) {
    List<String> changed = new ArrayList<>();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < arguments.length; i++) {
      String name = parameters[i].getName();
      if (!Values.equal(values.get(name), arguments[i])) {
        changed.add(name);
      }
    }
    return changed;
  }

  /**
   * The names of the inputs that results are, in these copies of them, and in those of the process
   * that the answer runs in; of an array of matrices with {@value #ONE_OF} before it.
   */
  Set<String> shared(Object subject, List<Object> results, Object[] arguments) {
    Set<String> shared = new TreeSet<>();
    Trial.sharing(subject).withInputs().stream()
        .map(pair -> pair.other().replaceFirst("^(\\w+)\\[.*", ONE_OF + "$1"))
        .forEach(shared::add);
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (results.stream().anyMatch(result -> Values.shareNumbers(result, argument))) {
        shared.add((argument instanceof Object[] ? ONE_OF : "") + parameters[i].getName());
      }
    }
    return shared;
  }

  /** How many numbers the inputs hold. */
  int count() {
    return values.values().stream()
        .flatMap(value -> Values.parts("", value).stream())
        .mapToInt(part -> part.matrix().data().length)
        .sum();
  }

  /**
   * A number that belongs to these inputs and to no others. What is computed of them is left out:
   * its last bits depend on the kernel, and a file of what is right is read under another one than
   * it was written under.
   */
  int key() {
    int key = 1;
    for (Parameter parameter : method.getParameters()) {
      if (maker(method, parameter.getName()).isPresent()) {
        continue;
      }
      for (Values.Part part : Values.parts("", values.get(parameter.getName()))) {
        Matrix m = part.matrix();
        key = 31 * (31 * (31 * key + m.rows()) + m.cols()) + Arrays.hashCode(m.data());
      }
    }
    return key;
  }

  /** The inputs, if they are short enough for a sentence. */
  @Override
  public String toString() {
    return Arrays.stream(method.getParameters())
        .map(Parameter::getName)
        .filter(name -> maker(method, name).isEmpty())
        .map(name -> name + " = " + Texts.brief(values.get(name)))
        .collect(Collectors.joining(", "));
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

  /** All that a shape may name: the letters of the sizes, and the int parameters. */
  Map<String, Integer> dimensions() {
    Map<String, Integer> all = new LinkedHashMap<>(sizes);
    values.forEach(
        (name, value) -> {
          if (value instanceof Integer n) {
            all.put(name, n);
          }
        });
    return all;
  }

  /** The inputs that are drawn at random and may be put to zero or scaled. */
  String[] scalable() {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(Shape.class))
        .filter(parameter -> !NUMBERS_OF_THINGS.contains(parameter.getType()))
        .map(Parameter::getName)
        .filter(name -> maker(method, name).isEmpty())
        .toArray(String[]::new);
  }

  /** What was drawn or given, by the names of the parameters. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  private static Fixture drawn(Method method, long seed, Map<String, Integer> sizes) {
    // Another stream than the sizes', so that choosing a size does not change their draw.
    RandomGenerator rng = new SplittableRandom(seed ^ 0x5DEECE66DL);
    return new Fixture(method, seed, sizes, Draw.values(method, sizes, rng)).computed();
  }

  private Fixture computed() {
    for (Parameter parameter : method.getParameters()) {
      maker(method, parameter.getName())
          .ifPresent(maker -> values.put(parameter.getName(), call(maker, values)));
    }
    return this;
  }

  static Optional<Method> maker(Method method, String name) {
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
  static <T> T call(Method method, Object subject, Object[] arguments) {
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
      return m.map(v -> scale(v, factor));
    }
    if (value instanceof Matrix[] all) {
      return Arrays.stream(all).map(m -> m.map(v -> scale(v, factor))).toArray(Matrix[]::new);
    }
    if (value instanceof double[] all) {
      return Arrays.stream(all).map(v -> scale(v, factor)).toArray();
    }
    if (value instanceof Double v) {
      return scale(v.doubleValue(), factor);
    }
    throw new IllegalArgumentException(
        "only real numbers can be scaled, and this input is a " + value.getClass().getSimpleName());
  }

  /** Without a zero that is negative, which sorts before the other one. */
  private static double scale(double v, double factor) {
    return factor == 0 ? 0 : v * factor;
  }
}
