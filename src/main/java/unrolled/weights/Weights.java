package unrolled.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import unrolled.nn.Parameter;

/**
 * The weights of a model, to and from a {@link Safetensors} file in the layout of another
 * framework.
 *
 * <pre>{@code
 * Weights weights = new Weights()
 *     .with(PytorchLayout.recurrent("lstm.", 0, false, cell.parameters()))
 *     .with(PytorchLayout.linear("head.", head));
 * weights.save(file);      // there: model.load_state_dict(safetensors.torch.load_file(file))
 * weights.load(file);
 * }</pre>
 */
public final class Weights {
  /** The entry of a file's metadata that says that it holds a run, and which optimizer it has. */
  public static final String OPTIMIZER = "optimizer";

  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** Those of a network of this library, each parameter under its name and as it is. */
  public static Weights of(Map<String, Parameter> named) {
    Weights weights = new Weights();
    named.forEach((name, p) -> weights.slots.put(name, Slot.matrix(p)));
    return weights;
  }

  /** Adds a part of the model, by the names of its tensors, which must all be new. */
  public Weights with(Map<String, Slot> part) {
    for (String name : part.keySet()) {
      if (slots.containsKey(name)) {
        throw new IllegalArgumentException("Weights: two tensors are called " + name);
      }
    }
    slots.putAll(part);
    return this;
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    slots.forEach((name, slot) -> all.put(name, slot.get().get()));
    return all;
  }

  /**
   * Writes {@code file}, whole or not at all.
   *
   * @throws IllegalArgumentException if a number is NaN or infinite, which {@link #load} refuses
   */
  public void save(Path file) {
    Map<String, Tensor> tensors = tensors();
    requireNumbers("cannot write " + file, tensors);
    Safetensors.write(file, new Safetensors.Contents(tensors, Map.of()));
  }

  /**
   * Sets every parameter from {@code file}.
   *
   * @throws IllegalArgumentException if the file is broken, or if its names and sizes are not
   *     exactly those of the model, or if a number is NaN or infinite; nothing is changed then
   */
  public void load(Path file) {
    Safetensors.Contents contents = Safetensors.read(file);
    if (contents.metadata().containsKey(OPTIMIZER)) {
      throw new IllegalArgumentException(
          file
              + " is the checkpoint of a run and not weights alone: go on with the run,"
              + " Fit.checkpoint or Checkpoint.load, or give a file of save");
    }
    Map<String, Tensor> found = contents.tensors();
    check(file, tensors(), found);
    slots.forEach((name, slot) -> slot.set().accept(found.get(name).value()));
  }

  /**
   * What a part of a file was good for.
   *
   * @param loaded names that were set
   * @param missing names of the model that the file has not; they are as they were
   * @param unused names of the file that the model has not
   */
  public record Partial(Set<String> loaded, Set<String> missing, Set<String> unused) {}

  /**
   * Sets the parameters that {@code file} has: to go on from a model that was trained for something
   * else. What was not set is said.
   *
   * @throws IllegalArgumentException if the file is broken, if a tensor that is in both has another
   *     size or holds NaN, or if there is none; nothing is changed then
   */
  public Partial loadPartial(Path file) {
    Safetensors.Part part = Safetensors.read(file, slots::containsKey);
    Map<String, Tensor> found = new TreeMap<>(part.contents().tensors());
    Set<String> unused = new TreeSet<>(found.keySet());
    unused.addAll(part.others());
    Set<String> usable = new TreeSet<>(slots.keySet());
    // The second of two biases alone would be added to whatever the first one is now.
    usable.removeIf(
        name -> !slots.get(name).after().isEmpty() && !found.containsKey(slots.get(name).after()));
    unused.removeAll(usable);
    Set<String> missing = new TreeSet<>(slots.keySet());
    found.keySet().retainAll(usable);
    missing.removeAll(found.keySet());
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no tensor of this model: it has %s, the model %s"
              .formatted(file, unused, missing));
    }
    Map<String, Tensor> expected = tensors();
    expected.keySet().retainAll(found.keySet());
    check(file, expected, found);
    slots.forEach(
        (name, slot) -> {
          if (found.containsKey(name)) {
            slot.set().accept(found.get(name).value());
          }
        });
    return new Partial(Set.copyOf(found.keySet()), missing, unused);
  }

  private static void check(Path file, Map<String, Tensor> expected, Map<String, Tensor> found) {
    Tensor.requireSame(file.toString(), expected, found);
    requireNumbers(file.toString(), found);
  }

  private static void requireNumbers(String what, Map<String, Tensor> tensors) {
    tensors.forEach(
        (name, tensor) -> {
          if (!tensor.value().isFinite()) {
            throw new IllegalArgumentException(
                "%s: %s holds NaN or infinity; a model with it would compute nothing else"
                    .formatted(what, name));
          }
        });
  }
}
