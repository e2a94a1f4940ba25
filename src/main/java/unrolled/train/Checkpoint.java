package unrolled.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.weights.Safetensors;
import unrolled.weights.Tensor;
import unrolled.weights.Weights;

/**
 * A run that can stop and go on as if it had not: parameters, the optimizer's memory, the number of
 * the step and the state of the random numbers, in one {@link Safetensors} file with a checksum.
 *
 * <pre>{@code
 * 0.Wx  0.Wx.t  0.Wx.m  0.Wx.v     parameter 0, and what Adam remembers of it
 * step                             steps done, and steps of an epoch; 0 if the run has none
 * early.heard  early.best.0.Wx     what EarlyStopping remembers: patience, best loss, best weights
 * random                           upper and lower half of the state of SplitMix
 * }</pre>
 *
 * <p>A state that is handed on from batch to batch, and the place in the data, are the caller's.
 * The model, the optimizer and their settings are made again by the program; a checkpoint of
 * another model or another rule is refused.
 */
public final class Checkpoint {
  private static final String EARLY = "early.";

  private final List<Parameter> parameters;
  private final Optimizer optimizer;
  private final SplitMix random;
  private final Optional<EarlyStopping> early;

  /** Of a run that trains for as long as it was told to. */
  public Checkpoint(List<Parameter> parameters, Optimizer optimizer, SplitMix random) {
    this(parameters, optimizer, random, Optional.empty());
  }

  /**
   * Of a run that {@code early} ends. Save after {@code goOn}, so that its verdict is in the file.
   */
  public Checkpoint(
      List<Parameter> parameters, Optimizer optimizer, SplitMix random, EarlyStopping early) {
    this(parameters, optimizer, random, Optional.of(early));
  }

  private Checkpoint(
      List<Parameter> parameters,
      Optimizer optimizer,
      SplitMix random,
      Optional<EarlyStopping> early) {
    this.parameters = List.copyOf(Parameter.distinct(parameters));
    this.optimizer = optimizer;
    this.random = random;
    this.early = early;
  }

  /** Writes {@code file} after {@code step} steps, whole or not at all. */
  public void save(Path file, long step) {
    save(file, step, 0);
  }

  /** The same of a run whose epochs have {@code stepsPerEpoch} steps. */
  public void save(Path file, long step, int stepsPerEpoch) {
    Map<String, Tensor> tensors = storage();
    tensors.put("step", Tensor.vector(Matrix.row(step, stepsPerEpoch)));
    long state = random.state();
    Matrix halves = Matrix.row(state >>> 32, state & 0xffffffffL);
    tensors.put("random", Tensor.vector(halves));
    Safetensors.write(file, new Safetensors.Contents(tensors, metadata(tensors)));
  }

  /**
   * Puts everything back and returns the number of steps done.
   *
   * @throws IllegalArgumentException if the file is damaged, or is not of this model and optimizer;
   *     nothing is changed then
   */
  public long load(Path file) {
    Saved saved = read(file);
    saved.restore();
    return saved.steps();
  }

  /**
   * Reads a file, and changes nothing until {@link Saved#restore}.
   *
   * @throws IllegalArgumentException if the file is damaged, or is not of this model and optimizer
   */
  public Saved read(Path file) {
    Safetensors.Contents found = Safetensors.read(file);
    requireSameRun(file, found);
    Map<String, Tensor> expected = storage();
    expected.put("step", Tensor.vector(new Matrix(1, 2)));
    expected.put("random", Tensor.vector(new Matrix(1, 2)));
    Tensor.requireSame(file.toString(), expected, found.tensors());
    Map<String, String> metadata = metadata(found.tensors());
    if (!metadata.equals(found.metadata())) {
      throw new IllegalArgumentException(
          "%s is damaged: expected %s, got %s".formatted(file, metadata, found.metadata()));
    }
    return new Saved(found.tensors());
  }

  /** Refuses weights alone, and a run with another optimizer or another kind of end. */
  private void requireSameRun(Path file, Safetensors.Contents found) {
    String name = found.metadata().get(Weights.OPTIMIZER);
    if (name == null) {
      throw new IllegalArgumentException(
          file + " is no checkpoint: it holds weights alone; expected a file of Checkpoint.save");
    }
    String ours = optimizer.getClass().getSimpleName();
    if (!name.equals(ours)) {
      throw new IllegalArgumentException(
          "%s is of a run with the optimizer %s, and this one has %s; give the same, or another file"
              .formatted(file, name, ours));
    }
    boolean patient = found.tensors().keySet().stream().anyMatch(key -> key.startsWith(EARLY));
    if (patient != early.isPresent()) {
      throw new IllegalArgumentException(
          "%s is of a run %s patience, and this one has %s; make both the same, or give another file"
              .formatted(file, patient ? "with" : "without", patient ? "none" : "some"));
    }
  }

  /** What a file holds. */
  public final class Saved {
    private final Map<String, Tensor> tensors;

    private Saved(Map<String, Tensor> tensors) {
      this.tensors = tensors;
    }

    /** The number of steps done. */
    public long steps() {
      return (long) tensors.get("step").value().get(0, 0);
    }

    /** The number of steps in an epoch; 0 if the run has none. */
    public int stepsPerEpoch() {
      return (int) tensors.get("step").value().get(0, 1);
    }

    /** Puts everything back. */
    public void restore() {
      storage().forEach((name, t) -> t.value().copyFrom(tensors.get(name).value()));
      double[] halves = tensors.get("random").value().data();
      random.state((long) halves[0] << 32 | (long) halves[1]);
    }
  }

  /** Every matrix that training changes, by name: the storage itself. */
  private Map<String, Tensor> storage() {
    Map<String, Tensor> all = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      String name = i + "." + p.name();
      all.put(name, Tensor.matrix(p.value));
      optimizer.memory(p).forEach((key, m) -> all.put(name + "." + key, Tensor.matrix(m)));
    }
    early.ifPresent(e -> e.memory().forEach((key, m) -> all.put(EARLY + key, Tensor.matrix(m))));
    return all;
  }

  private Map<String, String> metadata(Map<String, Tensor> tensors) {
    CRC32 crc = new CRC32();
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) -> {
              crc.update(name.getBytes(UTF_8));
              ByteBuffer bytes = ByteBuffer.allocate(8 * tensor.value().data().length);
              bytes.asDoubleBuffer().put(tensor.value().data());
              crc.update(bytes);
            });
    String optimizerName = optimizer.getClass().getSimpleName();
    return Map.of("crc32", Long.toHexString(crc.getValue()), Weights.OPTIMIZER, optimizerName);
  }
}
