package unrolled.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import unrolled.player.host.PlayerEnded;

/**
 * How an answer behaves: what comes of each {@link ProbeInput}, and what it does beside.
 *
 * @param outcomes what came of each probe
 * @param written the inputs that it writes into
 * @param shared the inputs that it gives back as a result
 * @param keeps whether what it gives depends on earlier calls
 * @param overwrites whether a later call changes what an earlier one gave
 */
record Behaviour(
    List<Outcome> outcomes,
    Set<String> written,
    Set<String> shared,
    boolean keeps,
    boolean overwrites) {
  static Behaviour of(Supplier<?> source, List<ProbeInput> probes) {
    return of(source, probes, Optional.empty());
  }

  /**
   * The behaviour of an answer that may have static fields.
   *
   * @param renewal sets them back; done before each ordinary probe
   */
  static Behaviour of(Supplier<?> source, List<ProbeInput> probes, Optional<Runnable> renewal) {
    List<Outcome> outcomes = new ArrayList<>();
    Set<String> written = new TreeSet<>();
    Set<String> shared = new TreeSet<>();
    boolean keeps = false;
    boolean overwrites = false;
    for (ProbeInput probe : probes) {
      Fixture inputs = probe.inputs();
      if (probe.isOrdinary()) {
        renewal.ifPresent(Runnable::run);
      }
      Supplier<Object> made = once(source);
      Object[] arguments = inputs.arguments();
      Outcome outcome = outcome(made, inputs, arguments);
      // A copy, since a later call may write into what an earlier one gave.
      outcomes.add(copy(outcome));
      written.addAll(inputs.changed(arguments));
      shared.addAll(inputs.shared(made.get(), outcome.values(), arguments));
      if (probe.isOrdinary()) {
        Outcome after = copy(outcome(made, inputs.twin(1), inputs.twin(1).arguments()));
        overwrites |=
            !same(outcomes.get(outcomes.size() - 1), outcome)
                || Trial.sharing(made.get()).changedEarlier();
        Outcome again = outcome(made, inputs, inputs.arguments());
        keeps |= !same(outcomes.get(outcomes.size() - 1), again);
        for (Fixture one : keeps ? List.<Fixture>of() : inputs.oneChanged().values()) {
          outcome(made, inputs, inputs.arguments());
          Outcome second = outcome(made, one, one.arguments());
          keeps |= !same(second, outcome(once(source), one, one.arguments()));
        }
        if (!keeps) {
          Fixture larger = inputs.larger();
          Outcome second = outcome(made, larger, larger.arguments());
          keeps = !same(second, outcome(once(source), larger, larger.arguments()));
        }
        if (!keeps) {
          renewal.ifPresent(Runnable::run);
          keeps = !same(after, outcome(once(source), inputs.twin(1), inputs.twin(1).arguments()));
        }
      }
    }
    return new Behaviour(outcomes, written, shared, keeps, overwrites);
  }

  /** What comes of one call, with these arguments, of this answer made for it. */
  static Outcome outcome(Supplier<?> subject, Fixture inputs, Object[] arguments) {
    try {
      return Outcome.of(inputs.method(), inputs.call(subject.get(), arguments));
    } catch (PlayerEnded e) {
      throw e;
    } catch (RuntimeException | LinkageError | VirtualMachineError | AssertionError e) {
      return Outcome.thrown(inputs.method(), e);
    }
  }

  private static boolean same(Outcome one, Outcome other) {
    for (int i = 0; i < one.names().size(); i++) {
      if (!Mark.of(one, i, "").same(Mark.of(other, i, ""))) {
        return false;
      }
    }
    return true;
  }

  private static Outcome copy(Outcome outcome) {
    List<Object> values = new ArrayList<>();
    outcome.values().forEach(value -> values.add(Values.copy(value)));
    return new Outcome(outcome.names(), values, outcome.thrown());
  }

  private static Supplier<Object> once(Supplier<?> source) {
    Object[] made = new Object[1];
    return () -> made[0] == null ? made[0] = source.get() : made[0];
  }
}
