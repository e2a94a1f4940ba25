package unrolled.train;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * What the optimizers have in common: a rate that follows a schedule, and for each parameter a
 * count t of its steps and one or more numbers beside each weight, which start at 0.
 */
abstract class Descent implements Optimizer {
  private static final String STEPS = "t";

  private final Schedule schedule;
  private final List<String> remembered;
  private final Map<Parameter, Map<String, Matrix>> memories = new IdentityHashMap<>();

  /** With the names of what the rule keeps beside each weight. */
  Descent(Schedule schedule, String... remembered) {
    this.schedule = schedule;
    this.remembered = List.of(remembered);
  }

  /** Step {@code t} of one parameter; the gradient is in {@code p.grad}. */
  abstract void update(Parameter p, Map<String, Matrix> memory, double t, double rate);

  @Override
  public final void step(List<Parameter> all) {
    List<Parameter> parameters = Parameter.distinct(all);
    for (int i = 0; i < parameters.size(); i++) {
      rate(parameters.get(i));
    }
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      double rate = rate(p);
      Matrix t = memory(p).get(STEPS);
      t.set(0, 0, t.get(0, 0) + 1);
      update(p, memory(p), t.get(0, 0), rate);
    }
  }

  @Override
  public final Map<String, Matrix> memory(Parameter p) {
    Map<String, Matrix> memory = memories.get(p); // asked at each step: no lambda is made here
    if (memory == null) {
      memory = blank(p);
      memories.put(p, memory);
    }
    return memory;
  }

  private Map<String, Matrix> blank(Parameter p) {
    Map<String, Matrix> memory = new LinkedHashMap<>();
    memory.put(STEPS, new Matrix(1, 1));
    for (String name : remembered) {
      memory.put(name, new Matrix(p.value.rows(), p.value.cols()));
    }
    return memory;
  }

  /** The rate of the next step of {@code p}. */
  private double rate(Parameter p) {
    long t = (long) memory(p).get(STEPS).get(0, 0) + 1;
    double rate = schedule.at(t);
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "%s: the schedule gives step %d the rate %s"
              .formatted(getClass().getSimpleName(), t, rate));
    }
    return rate;
  }

  /** Its name and its first rate: {@code Adam, rate 0.01}. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + ", rate " + schedule.at(1);
  }
}
