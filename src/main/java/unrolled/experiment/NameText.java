package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.Layer;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.States;
import unrolled.train.Adam;
import unrolled.train.Trainer;
import unrolled.train.TrainingEvent;

/**
 * Names, shuffled and written one below the other: nine tenths to learn from, one for the test.
 *
 * @param characters all that occur in the names, and {@link #END}
 * @param train the names to learn from, as ids
 * @param test the names kept for the test, as ids
 */
record NameText(Vocabulary characters, int[] train, int[] test) {
  static final String END = "\n";

  /** The names in an order drawn from {@code rng}. */
  static NameText of(List<String> names, Random rng) {
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, rng);
    int cut = names.size() * 9 / 10;
    Vocabulary characters = Vocabulary.ofCharacters(text(shuffled));
    return new NameText(
        characters,
        characters.encodeCharacters(text(shuffled.subList(0, cut))),
        characters.encodeCharacters(text(shuffled.subList(cut, names.size()))));
  }

  /** The names that {@code ids} spell. */
  List<String> names(int[] ids) {
    String spelt = IntStream.of(ids).mapToObj(characters::token).collect(Collectors.joining());
    return spelt.lines().filter(name -> !name.isEmpty()).toList();
  }

  private static String text(List<String> names) {
    return END + String.join(END, names) + END;
  }

  /** A model of the next character over {@code layer}, which has learnt nothing yet. */
  Model<int[][], int[][]> model(Layer<?> layer, Random rng) {
    int K = characters.size();
    return new Model<>(Input.oneHot(K), List.of(layer), Readout.EACH_STEP, K, Loss.tags(), rng);
  }

  /**
   * Trains by Adam, its gradient clipped to norm 1, and tells {@code listener} of each step. The
   * state goes on from chunk to chunk.
   *
   * @param batch places in the text that are read at once
   * @param chunk characters before the gradient is cut
   */
  void train(
      Model<int[][], int[][]> model,
      int batch,
      int chunk,
      double rate,
      int steps,
      Consumer<TrainingEvent> listener) {
    TextBatches batches = new TextBatches(train, batch, chunk);
    States[] state = {model.start(batch)};
    new Trainer(model.named(), new Adam(rate), 1, listener)
        .train(
            steps,
            step -> {
              int index = (step - 1) % batches.size();
              if (index == 0) {
                state[0] = model.start(batch);
              }
              TextBatches.Batch read = batches.batch(index);
              double loss = model.learn(read.inputs(), read.targets(), state[0]);
              state[0] = model.last();
              return loss;
            });
  }

  /** The loss on the names kept for the test, in nats per character. */
  double loss(Model<int[][], int[][]> model) {
    int[][] inputs = {Arrays.copyOfRange(test, 0, test.length - 1)};
    int[][] targets = {Arrays.copyOfRange(test, 1, test.length)};
    return model.evaluate(inputs, targets).loss();
  }

  CharacterBaselines baselines() {
    return new CharacterBaselines(train, characters.size());
  }
}
