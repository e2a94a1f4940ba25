package unrolled.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import unrolled.player.Wire;

/**
 * Knows what is right for any inputs, where the exercise's {@link Slips} are; and for those of its
 * tests on published numbers in the students' copy, which has a file in their place.
 */
final class Oracle {
  private static final Map<Path, Oracle> READ = new ConcurrentHashMap<>();

  private final Slips slips;
  private final Map<Integer, byte[]> known;

  private Oracle(Slips slips, Map<Integer, byte[]> known) {
    this.slips = slips;
    this.known = known;
  }

  /** The oracle of an exercise, if there is one. */
  static Optional<Oracle> of(Exercise exercise) {
    Optional<Class<?>> type = Catalogue.slipsClass(exercise);
    if (type.isPresent()) {
      return Optional.of(new Oracle(Catalogue.slips(type.get()), Map.of()));
    }
    Path file = exercise.path().resolve(Catalogue.FILE);
    return Files.exists(file)
        ? Optional.of(READ.computeIfAbsent(file, Oracle::read))
        : Optional.empty();
  }

  /**
   * What is right for these inputs.
   *
   * @throws IllegalStateException in the students' copy, if the inputs are not those of its tests
   */
  Object on(Fixture inputs) {
    if (slips != null) {
      return inputs.on(slips);
    }
    byte[] bytes = known.get(inputs.key());
    if (bytes == null) {
      throw new IllegalStateException(
          "What is right for these inputs is not in "
              + Catalogue.FILE
              + ": the exercise has changed since this copy was made. Ask your teacher for a new copy.");
    }
    try {
      return Wire.read(new DataInputStream(new ByteArrayInputStream(bytes)), type(inputs.method()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it knows what is right for these inputs. */
  boolean knows(Fixture inputs) {
    return slips != null || known.containsKey(inputs.key());
  }

  /**
   * An answer of zeros, as large as what is right; where an exception is expected, it throws none.
   */
  static Object zeros(Exercise exercise) {
    Oracle oracle = of(exercise).orElseThrow();
    Class<?> contract = exercise.contract();
    return Proxy.newProxyInstance(
        contract.getClassLoader(),
        new Class<?>[] {contract},
        (self, method, inputs) -> {
          try {
            return Values.zeros(oracle.on(Fixture.exactly(contract, inputs)));
          } catch (RuntimeException e) {
            return null;
          }
        });
  }

  /** Writes down what is right in the tests on published numbers, and on the ordinary probes. */
  static void write(Exercise exercise, DataOutputStream out) throws IOException {
    Oracle oracle = of(exercise).orElseThrow();
    Map<Integer, byte[]> known = new LinkedHashMap<>();
    for (Fixture inputs : exercise.ladder().asked(Check.SEED)) {
      known.put(inputs.key(), oracle.bytes(inputs));
    }
    for (Fixture inputs : oracle.askedInARun(exercise)) {
      known.put(inputs.key(), oracle.bytes(inputs));
    }
    for (ProbeInput probe : ProbeInput.of(exercise)) {
      if (probe.isOrdinary()) {
        known.put(probe.inputs().key(), oracle.bytes(probe.inputs()));
      }
    }
    out.writeInt(known.size());
    for (Map.Entry<Integer, byte[]> one : known.entrySet()) {
      out.writeInt(one.getKey());
      out.writeInt(one.getValue().length);
      out.write(one.getValue());
    }
  }

  /** What no rung announces: a test may ask in its middle, as for finite differences. */
  private List<Fixture> askedInARun(Exercise exercise) {
    var trial = new Trial(() -> slips, Check.SEED);
    Climb.up(exercise.tests(), trial);
    return trial.asked();
  }

  static void skip(DataInputStream in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      in.readInt();
      in.skipNBytes(in.readInt());
    }
  }

  private byte[] bytes(Fixture inputs) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), type(inputs.method()), on(inputs));
    return bytes.toByteArray();
  }

  private static Class<?> type(Method method) {
    return method.getReturnType();
  }

  private static Oracle read(Path file) {
    try (var in = Catalogue.open(file)) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What {@link #write} wrote. */
  static Oracle read(DataInputStream in) throws IOException {
    Map<Integer, byte[]> known = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      int key = in.readInt();
      known.put(key, in.readNBytes(in.readInt()));
    }
    return new Oracle(null, known);
  }
}
