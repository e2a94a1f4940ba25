package unrolled.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weights of a model, to and from a {@link Safetensors} file in the layout of another
 * framework.
 *
 * <pre>{@code
 * Weights weights = new Weights(
 *     PytorchLayout.recurrent("lstm.", 0, false, cell.parameters()),
 *     PytorchLayout.linear("head.", head));
 * weights.save(file);      // there: model.load_state_dict(safetensors.torch.load_file(file))
 * weights.load(file);
 * }</pre>
 */
public final class Weights {
  private final List<WeightLayout> parts;

  /** A model of these parts; no two may share a name. */
  public Weights(WeightLayout... parts) {
    this.parts = List.of(parts);
    tensors();
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new TreeMap<>();
    for (WeightLayout part : parts)
      part.tensors()
          .forEach(
              (name, tensor) -> {
                if (all.put(name, tensor) != null)
                  throw new IllegalArgumentException("Weights: two tensors are called " + name);
              });
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
   *     exactly those of the model; nothing is changed then
   */
  public void load(Path file) {
    Map<String, Tensor> found = Safetensors.read(file).tensors();
    Tensor.requireSame(file.toString(), tensors(), found);
    for (WeightLayout part : parts) part.take(found);
  }
}
