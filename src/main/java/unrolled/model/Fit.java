package unrolled.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import unrolled.train.Checkpoint;
import unrolled.train.EarlyStopping;
import unrolled.train.Optimizer;
import unrolled.train.SplitMix;
import unrolled.train.Trainer;
import unrolled.train.TrainingEvent;
import unrolled.train.TrainingEvent.EpochDone;

/**
 * The loop that trains a {@link Model} or a {@link Translator}: epochs of batches, each followed by
 * a look at the data kept for validation.
 *
 * <pre>{@code
 * List<EpochDone> epochs =
 *     model.fit(new Adam(1e-3)).epochs(20).batch(32).clip(1)
 *         .validation(validX, validY).patience(3).checkpoint(file)
 *         .on(trainX, trainY);
 * }</pre>
 *
 * <p>With patience, the weights at the end are those of the best epoch, also if training diverges
 * or is stopped. With a checkpoint, a run that was killed goes on after its last whole epoch, and
 * ends as if it had not been; random numbers that decide anything must come from the model's
 * generator then. A run whose file says that it has come to its end is put back and not trained
 * again. Each call of {@code on} counts its epochs from 1, and its steps on from those of the call
 * before.
 */
public final class Fit<X, Y> {
  private final Trainable<X, Y> model;
  private final Optimizer optimizer;
  private final Next next = new Next();
  private int epochs = 10;
  private int batch = 32;
  private int patience = 0;
  private long taken = 0; // steps of all calls
  private double maxNorm = Double.POSITIVE_INFINITY;
  private boolean stateful = false;
  private List<Examples<X, Y>> validation = List.of();
  private Optional<Path> file = Optional.empty();
  private Optional<Path> ended = Optional.empty(); // the checkpoint of a call that came to its end
  private int endedEpochs;
  private boolean validationFits = true; // all of it was evaluated once
  private Consumer<TrainingEvent> listener = Trainer.SILENT;

  Fit(Trainable<X, Y> model, Optimizer optimizer) {
    this.model = model;
    this.optimizer = optimizer;
  }

  /** At most so many times over all examples; 10 if nothing is said. */
  public Fit<X, Y> epochs(int epochs) {
    this.epochs = positive("epochs", epochs);
    return this;
  }

  /** Examples of a step; 32 if nothing is said. */
  public Fit<X, Y> batch(int batch) {
    this.batch = positive("batch", batch);
    return this;
  }

  /** The global norm to which gradients are clipped; they are not if nothing is said. */
  public Fit<X, Y> clip(double maxNorm) {
    if (!(maxNorm > 0)) {
      throw new IllegalArgumentException("fit: clip must be positive, got " + maxNorm);
    }
    this.maxNorm = maxNorm;
    return this;
  }

  /** Each batch goes on in the state in which the one before ended; an epoch starts from zeros. */
  public Fit<X, Y> stateful() {
    stateful = true;
    return this;
  }

  /** After each epoch the loss on these examples is measured. */
  public Fit<X, Y> validation(X inputs, Y targets) {
    return validation(List.of(new Examples<>(inputs, targets)));
  }

  /** The same, batch by batch; each counts the same. */
  public Fit<X, Y> validation(List<Examples<X, Y>> batches) {
    validation = List.copyOf(batches);
    validationFits = false;
    return this;
  }

  /** Ends after so many epochs in a row without a better loss on the validation. */
  public Fit<X, Y> patience(int epochs) {
    patience = positive("patience", epochs);
    return this;
  }

  /** Saves the run to {@code file} after each epoch, and goes on from it if it is there. */
  public Fit<X, Y> checkpoint(Path file) {
    this.file = Optional.of(file);
    return this;
  }

  /** Hears of every step and every epoch. */
  public Fit<X, Y> listener(Consumer<TrainingEvent> listener) {
    this.listener = listener;
    return this;
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("fit: %s must be positive, got %d".formatted(what, value));
    }
    return value;
  }

  /**
   * Trains on these examples, in a new order in each epoch. Each batch is a copy of its examples,
   * which is all that a step allocates; {@link #on(int, IntFunction)} takes batches as they are.
   *
   * @return the epochs of this call
   */
  public List<EpochDone> on(X inputs, Y targets) {
    int count = model.examples(inputs, targets);
    if (count == 0) {
      throw new IllegalArgumentException("fit: expected at least one example, got none");
    }
    if (stateful) {
      throw new IllegalArgumentException(
          "fit: shuffled examples do not go on from each other; give batches in their order");
    }
    int[] order = new int[count];
    int[][] drawn = {{}};
    try {
      return on(
          (count + batch - 1) / batch,
          step -> {
            if (step == 0) {
              shuffle(order);
            }
            drawn[0] = Arrays.copyOfRange(order, step * batch, Math.min(count, (step + 1) * batch));
            return model.pick(inputs, targets, drawn[0]);
          });
    } catch (IllegalArgumentException e) {
      requireEach(inputs, targets, drawn[0]);
      throw e;
    }
  }

  /** Says which of these examples it is that cannot be learnt: in its batch it has another row. */
  private void requireEach(X inputs, Y targets, int... numbers) {
    for (int number : numbers) {
      Examples<X, Y> one = model.pick(inputs, targets, number);
      try {
        model.loss(one.inputs(), one.targets(), null);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "fit: example %d: %s. Its batch was not learnt; what came before it was"
                .formatted(number, e.getMessage()),
            e);
      }
    }
  }

  /** Fisher and Yates, from the order 0, 1, 2 …, so that it depends on the generator alone. */
  private void shuffle(int[] order) {
    for (int i = 0; i < order.length; i++) {
      int j = model.rng.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  /**
   * Trains on batches that are made or drawn one after another.
   *
   * @param steps batches of an epoch
   * @param batches given its number in the epoch, from 0
   */
  public List<EpochDone> on(int steps, IntFunction<Examples<X, Y>> batches) {
    check(steps);
    EarlyStopping early = new EarlyStopping(model.parameters(), Math.max(1, patience));
    Optional<Checkpoint> checkpoint = file.map(f -> checkpoint(early));
    Trainer trainer = new Trainer(model.named(), optimizer, maxNorm, listener);
    long done = file.filter(Files::exists).isPresent() ? goOn(checkpoint.get(), steps) : 0;
    long earlier = Math.max(0, taken - done); // of other calls than the one that goes on
    trainer.after(earlier + done);
    long start = System.nanoTime();
    List<EpochDone> history = new ArrayList<>();
    int epoch = (int) (done / steps);
    try {
      while (epoch < epochs && !(patience > 0 && early.isOver())) {
        epoch++;
        double loss = epoch(trainer, earlier + (long) epochs * steps, steps, batches);
        double judged = validation.isEmpty() ? Double.NaN : validate();
        if (patience > 0) {
          early.goOn(judged);
        }
        if (checkpoint.isPresent()) {
          checkpoint.get().save(file.get(), (long) epoch * steps, steps);
        }
        EpochDone event = new EpochDone(epoch, epochs, loss, judged);
        history.add(event);
        listener.accept(event);
      }
    } finally {
      // Also if it was stopped or has diverged: what came after the best epoch is worth less.
      if (patience > 0 && early.best() < Double.POSITIVE_INFINITY) {
        early.restoreBest();
      }
    }
    ended = file;
    endedEpochs = epochs;
    long now = (long) history.size() * steps;
    taken = earlier + done + now;
    listener.accept(new TrainingEvent.Finished(now, (System.nanoTime() - start) / 1e9));
    return List.copyOf(history);
  }

  /** Refuses what cannot be trained, before anything is changed. */
  private void check(int steps) {
    positive("steps", steps);
    if (stateful) {
      model.requireGoesOn();
    }
    if (file.isPresent() && file.equals(ended) && epochs <= endedEpochs) {
      throw new IllegalArgumentException(
          "fit: the run of %s has come to its end in an earlier call, after at most %d epochs; ask for more, or give another file"
              .formatted(file.get(), endedEpochs));
    }
    if (patience > 0 && validation.isEmpty()) {
      throw new IllegalArgumentException("fit: patience needs examples for validation");
    }
    file.map(f -> f.toAbsolutePath().getParent())
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw new IllegalArgumentException(
                  "fit: the checkpoint cannot be saved, there is no folder " + folder);
            });
    if (!validationFits) {
      requireValidation();
    }
  }

  private void requireValidation() {
    try {
      validate();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("fit: validation: " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      // The weights have grown too large: training will say in which layer.
    }
    validationFits = true;
  }

  /** Puts a saved run of epochs of so many steps back; returns the steps that it has done. */
  private long goOn(Checkpoint checkpoint, int steps) {
    Checkpoint.Saved saved = checkpoint.read(file.get());
    if (saved.stepsPerEpoch() != steps) {
      throw new IllegalArgumentException(
          ("fit: an epoch has %d steps here, and %d in the run that %s holds; give the same examples"
                  + " in batches of the same size, or another file")
              .formatted(steps, saved.stepsPerEpoch(), file.get()));
    }
    saved.restore();
    return saved.steps();
  }

  private Checkpoint checkpoint(EarlyStopping early) {
    if (!(model.rng instanceof SplitMix random)) {
      throw new IllegalArgumentException(
          "fit: a checkpoint needs a model with a SplitMix, whose state can be saved; got "
              + model.rng.getClass().getSimpleName());
    }
    model.requireOneGenerator();
    return patience > 0
        ? new Checkpoint(model.parameters(), optimizer, random, early)
        : new Checkpoint(model.parameters(), optimizer, random);
  }

  private double epoch(Trainer trainer, long of, int steps, IntFunction<Examples<X, Y>> batches) {
    double sum = 0;
    next.state = null;
    for (int i = 0; i < steps; i++) {
      next.examples = batches.apply(i);
      sum += trainer.step(of, next);
    }
    return sum / steps;
  }

  /** The step to come: one object for all, so that a step allocates nothing. */
  private final class Next implements DoubleSupplier {
    Examples<X, Y> examples;
    States state; // null for zeros

    @Override
    public double getAsDouble() {
      double loss = model.learn(examples.inputs(), examples.targets(), state);
      state = stateful ? model.last() : null;
      return loss;
    }
  }

  /** The mean loss on the batches for validation. */
  private double validate() {
    States state = null;
    double sum = 0;
    for (Examples<X, Y> examples : validation) {
      sum += model.loss(examples.inputs(), examples.targets(), state);
      state = stateful ? model.last() : null;
    }
    return sum / validation.size();
  }
}
