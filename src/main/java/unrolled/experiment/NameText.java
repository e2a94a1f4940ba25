package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import unrolled.cell.State;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.LanguageModel;
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

  private static String text(List<String> names) {
    return END + String.join(END, names) + END;
  }

  /**
   * Trains by Adam, its gradient clipped to norm 1, and tells {@code listener} of each step. The
   * state goes on from chunk to chunk.
   *
   * @param batch places in the text that are read at once
   * @param chunk characters before the gradient is cut
   */
  <S extends State<S>> void train(
      LanguageModel<S> model,
      int batch,
      int chunk,
      double rate,
      int steps,
      Consumer<TrainingEvent> listener) {
    TextBatches batches = new TextBatches(train, batch, chunk);
    List<S> state = new ArrayList<>(List.of(model.start(batch)));
    new Trainer(model.parameters(), new Adam(rate), 1, listener)
        .train(
            steps,
            step -> {
              int index = (step - 1) % batches.size();
              if (index == 0) state.set(0, model.start(batch));
              TextBatches.Batch read = batches.batch(index);
              var learnt = model.learn(read.inputs(), read.targets(), state.get(0));
              state.set(0, learnt.last());
              return learnt.loss();
            });
  }

  /** The loss on the names kept for the test, in nats per character. */
  <S extends State<S>> double loss(LanguageModel<S> model) {
    int[][] inputs = {Arrays.copyOfRange(test, 0, test.length - 1)};
    int[][] targets = {Arrays.copyOfRange(test, 1, test.length)};
    return model.read(inputs, targets, model.start(1)).loss();
  }

  CharacterBaselines baselines() {
    return new CharacterBaselines(train, characters.size());
  }
}
