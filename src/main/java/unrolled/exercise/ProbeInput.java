package unrolled.exercise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import unrolled.matrix.Matrix;

/**
 * A question that answers are told apart by.
 *
 * @param inputs the inputs
 * @param isOrdinary whether they are ordinary: random numbers of moderate size, every term present.
 *     The others are of size 1, zero, very large, or those of a test; they break ties.
 */
record ProbeInput(Fixture inputs, boolean isOrdinary) {
  /** How many of the first are ordinary. */
  static final int ORDINARY = 6;

  private static final long FIRST = 101;
  private static final double LARGE = 1000;
  private static final double LITTLE = 3;
  private static final int EQUAL = 3;
  private static final double[] UNEVEN = {1, 0.4, 2.5, 0.7, 0.2, 3, 1.6};

  /** How many numbers a question may hold: all slips are asked it. */
  private static final int MOST = 1000;

  /** The matrices of an array made larger and smaller, or one would be much like another. */
  private static Fixture uneven(Fixture inputs) {
    Fixture uneven = inputs;
    for (Map.Entry<String, Object> entry : inputs.values().entrySet()) {
      if (entry.getValue() instanceof Matrix[] all) {
        Matrix[] other = new Matrix[all.length];
        for (int k = 0; k < all.length; k++) {
          other[k] = all[k].scale(UNEVEN[k % UNEVEN.length]);
        }
        uneven = uneven.with(entry.getKey(), other);
      }
    }
    return uneven;
  }

  /** Whether no input holds a NaN or an infinity. */
  boolean isFinite() {
    return inputs.values().values().stream()
        .filter(value -> value != null)
        .flatMap(value -> Values.parts("", value).stream())
        .allMatch(part -> part.matrix().isFinite());
  }

  private static final Map<Class<?>, List<ProbeInput>> KNOWN = new ConcurrentHashMap<>();

  /** The questions of an exercise: random ones, edges, and the inputs of its tests. */
  static List<ProbeInput> of(Exercise exercise) {
    return KNOWN.computeIfAbsent(exercise.contract(), any -> List.copyOf(made(exercise)));
  }

  private static List<ProbeInput> made(Exercise exercise) {
    Class<?> contract = exercise.contract();
    var probes = new ArrayList<ProbeInput>();
    for (long seed = FIRST; seed < FIRST + ORDINARY; seed++) {
      probes.add(new ProbeInput(uneven(Fixture.of(contract, seed)), true));
    }
    // The smallest first: all pairs of slips are asked the first one.
    probes.sort(Comparator.comparing(probe -> probe.inputs().count()));
    Fixture base = Fixture.of(contract, FIRST - 1);
    Set<String> sizes = base.sizes().keySet();
    sizes.forEach(size -> probes.add(new ProbeInput(base.sized(size, 1), false)));
    String[] scalable = base.scalable();
    for (String name : scalable) {
      probes.add(new ProbeInput(base.zero(name), false));
    }
    probes.add(new ProbeInput(base.scaled(1 / LARGE, scalable), false));
    for (long seed = FIRST - 1; seed < FIRST + 2; seed++) {
      probes.add(new ProbeInput(Fixture.of(contract, seed).scaled(LARGE, scalable), false));
    }
    for (double factor : new double[] {LITTLE, 1 / LITTLE}) {
      for (long seed = FIRST + ORDINARY; seed < FIRST + ORDINARY + 2; seed++) {
        probes.add(
            new ProbeInput(uneven(Fixture.of(contract, seed)).scaled(factor, scalable), false));
      }
    }
    Fixture equal = base;
    for (String size : sizes) {
      equal = equal.sized(size, EQUAL);
    }
    probes.add(new ProbeInput(equal, false));
    Ladder<?> ladder = exercise.ladder();
    Stream.of(ladder.inputs(), ladder.asked(Check.SEED))
        .flatMap(List::stream)
        .filter(inputs -> inputs.count() <= MOST)
        .forEach(inputs -> probes.add(new ProbeInput(inputs, false)));
    return probes;
  }
}
