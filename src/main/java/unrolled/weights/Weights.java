package unrolled.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** Adds a part of the model, by the names of its tensors, which must all be new. */
  public Weights with(Map<String, Slot> part) {
    for (String name : part.keySet())
      if (slots.containsKey(name))
        throw new IllegalArgumentException("Weights: two tensors are called " + name);
    slots.putAll(part);
    return this;
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    slots.forEach((name, slot) -> all.put(name, slot.get().get()));
    return all;
  }

  /** Writes {@code file}, whole or not at all. */
  public void save(Path file) {
    Safetensors.write(file, new Safetensors.Contents(tensors(), Map.of()));
  }

  /**
   * Sets every parameter from {@code file}.
   *
   * @throws IllegalArgumentException if the file is broken, or if its names and sizes are not
   *     exactly those of the model, or if a number is NaN or infinite; nothing is changed then
   */
  public void load(Path file) {
    Map<String, Tensor> found = Safetensors.read(file).tensors();
    Tensor.requireSame(file.toString(), tensors(), found);
    found.forEach(
        (name, tensor) -> {
          if (!tensor.value().isFinite()) {
            throw new IllegalArgumentException(
                "%s: %s holds NaN or infinity; a model with it would compute nothing else"
                    .formatted(file, name));
          }
        });
    slots.forEach((name, slot) -> slot.set().accept(found.get(name).value()));
  }
}
