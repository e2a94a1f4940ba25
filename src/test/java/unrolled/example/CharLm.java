package unrolled.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import unrolled.data.ClassNames;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.Lstm;
import unrolled.layer.Next;
import unrolled.model.Examples;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.States;
import unrolled.train.Adam;
import unrolled.train.Metrics;
import unrolled.train.Sampler;
import unrolled.train.SplitMix;
import unrolled.train.TrainingEvent.EpochDone;

/** A model of the names of the JDK's classes, character by character, that invents new ones. */
final class CharLm {
  private final SplitMix rng = new SplitMix(1);
  private final Vocabulary characters;
  private final TextBatches train;
  private final TextBatches valid;
  private final Model<int[][], int[][]> model;

  CharLm(int hidden) {
    List<String> names = new ArrayList<>(ClassNames.ofTheJdk());
    Collections.shuffle(names, new Random(2));
    String text = String.join("\n", names) + "\n";
    characters = Vocabulary.ofCharacters(text);
    int[] ids = characters.encodeCharacters(text);
    int cut = ids.length * 9 / 10;
    train = new TextBatches(Arrays.copyOf(ids, cut), 16, 32);
    valid = new TextBatches(Arrays.copyOfRange(ids, cut, ids.length), 16, 32);
    int K = characters.size();
    Input<int[][]> input = Input.embedded(K, 24, rng);
    List<Lstm> layers = List.of(new Lstm(24, hidden, rng), new Lstm(hidden, hidden, rng));
    model = new Model<>(input, layers, Readout.EACH_STEP, K, Loss.tags(), rng).dropout(0, 0.1, 0);
  }

  private static Examples<int[][], int[][]> examples(TextBatches batches, int i) {
    return new Examples<>(batches.batch(i).inputs(), batches.batch(i).targets());
  }

  /** Returns the bits for a character that it has not seen. */
  double learn(int epochs) {
    List<EpochDone> done =
        model
            .fit(new Adam(4e-3))
            .epochs(epochs)
            .clip(5)
            .stateful()
            .validation(IntStream.range(0, valid.size()).mapToObj(i -> examples(valid, i)).toList())
            .on(train.size(), i -> examples(train, i));
    return Metrics.bitsPerCharacter(done.get(epochs - 1).validation());
  }

  String invent(int length) {
    Sampler sampler = new Sampler(0.7);
    StringBuilder text = new StringBuilder();
    Next<States> next = model.next(new int[][] {{characters.id("\n")}}, model.start(1));
    while (text.length() < length) {
      int id = sampler.draw(next.logits(), rng);
      text.append(characters.token(id));
      next = model.next(new int[][] {{id}}, next.state());
    }
    return text.toString();
  }

  public static void main(String[] args) {
    CharLm names = new CharLm(96);
    System.out.printf("%.3f bits for a character%n", names.learn(3));
    System.out.println(names.invent(160));
  }
}
