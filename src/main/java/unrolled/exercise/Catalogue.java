package unrolled.exercise;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The slips of an exercise, each by itself and every two together: what they come to on the {@link
 * Probe}s, and what to tell who makes them.
 *
 * <p>It is made of the exercise's {@link Slips}. In the students' copy, which has none, it is read
 * from the file {@value #FILE}: marks, sentences, and the right outcomes of the tests, and nothing
 * of the code.
 */
final class Catalogue {
  static final String FILE = "slips.bin";

  /**
   * In the file, this many ordinary probes tell most pairs apart, and so many most of the others.
   */
  private static final List<Integer> PAIR_PROBES = List.of(2, 4);

  private static final Map<Path, Catalogue> KNOWN = new ConcurrentHashMap<>();
  private static final Map<Path, byte[]> FILES = new ConcurrentHashMap<>();

  /**
   * A slip.
   *
   * @param place where it is made
   * @param index which of the choices there it is
   * @param sentence what to tell who makes it
   * @param isWritten whether it is written for this exercise; the others belong to every one
   */
  record Slip(String place, int index, String sentence, boolean isWritten) {
    /** What is wrong, in a few words. */
    String name() {
      return sentence.split("[:.](\\s|$)", 2)[0];
    }
  }

  /**
   * Two slips together.
   *
   * @param first the number of one
   * @param second the number of the other
   * @param marks what they come to on the first probe, or on more
   */
  record Pair(int first, int second, Mark[][] marks) {
    /** Equal for pairs that look alike on the probes that are known. */
    private String likeness() {
      var likeness = new StringBuilder();
      for (Mark[] probe : marks) {
        for (Mark mark : probe) {
          likeness.append(mark.form()).append(' ').append((float) mark.sum()).append(' ');
        }
      }
      return likeness.toString();
    }
  }

  private final List<Slip> slips;
  private final String[] refusals; // [probe]: the exception that is right, or empty
  private final Mark[][] right; // [probe][output]
  private final Mark[][][] singles; // [slip][probe][output]
  private final Maker maker;
  private final Path file;
  private List<Pair> pairs;

  private Catalogue(
      List<Slip> slips,
      String[] refusals,
      Mark[][] right,
      Mark[][][] singles,
      Maker maker,
      Path file) {
    this.slips = slips;
    this.refusals = refusals;
    this.right = right;
    this.singles = singles;
    this.maker = maker;
    this.file = file;
  }

  /** The slips of an exercise; none where there are neither slips nor a file. */
  static Optional<Catalogue> of(Exercise exercise) {
    Path file = exercise.path().resolve(FILE);
    boolean isThere = slipsClass(exercise).isPresent() || Files.exists(file);
    return isThere
        ? Optional.of(KNOWN.computeIfAbsent(exercise.path(), any -> make(exercise)))
        : Optional.empty();
  }

  private static Catalogue make(Exercise exercise) {
    Optional<Class<?>> type = slipsClass(exercise);
    return type.isEmpty()
        ? in(exercise.path().resolve(FILE))
        : Kept.of(exercise).orElseGet(() -> Kept.keep(exercise, made(exercise)));
  }

  /** One that was kept; what is made of two slips is played when it is asked for. */
  static Catalogue kept(Exercise exercise, DataInputStream in) throws IOException {
    Catalogue read = read(in, null);
    var maker = new Maker(exercise, slipsClass(exercise).orElseThrow());
    maker.prepare(read);
    return new Catalogue(read.slips, read.refusals, read.right, read.singles, maker, null);
  }

  /** Played now, whatever was kept. */
  static Catalogue made(Exercise exercise) {
    return new Maker(exercise, slipsClass(exercise).orElseThrow()).catalogue();
  }

  /** The class of the slips. */
  static Optional<Class<?>> slipsClass(Exercise exercise) {
    String name = exercise.contract().getName() + "Slips";
    try {
      return Optional.of(Class.forName(name, true, Catalogue.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The slips themselves, all choices right. */
  static Slips slips(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Slips) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("slips need a constructor: " + type.getName(), e);
    }
  }

  /** All slips by themselves. */
  List<Slip> slips() {
    return slips;
  }

  /** The marks of what came of each probe. */
  Mark[][] marks(List<Outcome> outcomes) {
    Mark[][] marks = new Mark[outcomes.size()][];
    for (int p = 0; p < marks.length; p++) {
      marks[p] = Mark.all(outcomes.get(p), refusals[p]);
    }
    return marks;
  }

  /** What is right on each probe. */
  Mark[][] right() {
    return right;
  }

  /** What a slip by itself comes to on each probe. */
  Mark[][] single(int slip) {
    return singles[slip];
  }

  /**
   * Every two slips that spoil the same output, at different places; made when first asked for. Two
   * that spoil different outputs are found by themselves.
   */
  synchronized List<Pair> pairs() {
    if (pairs == null) {
      pairs = maker == null ? readPairs(file) : Kept.pairs(maker.exercise, () -> maker.pairs(this));
    }
    return pairs;
  }

  /** The pairs on their first probe, as {@link #readPairs} reads them. */
  static void writeFirst(List<Pair> pairs, DataOutputStream out) throws IOException {
    out.writeInt(pairs.size());
    for (Pair pair : pairs) {
      out.writeShort(pair.first);
      out.writeShort(pair.second);
      write(out, pair.marks);
    }
  }

  /** What two slips come to on all probes, or on those that the file has. */
  Mark[][] complete(Pair pair) {
    return maker == null ? pair.marks() : maker.marks(pair.first(), pair.second());
  }

  /** What two slips come to on all probes; null in the students' copy, which has only its pairs. */
  Mark[][] together(int first, int second) {
    return maker == null ? null : maker.marks(first, second);
  }

  /** Whether a probe holds no NaN and no infinity, as far as is known. */
  boolean isFinite(int probe) {
    return maker == null || maker.probes.get(probe).isFinite();
  }

  /** Whether a slip is wrong on ordinary inputs. */
  boolean isWrongOrdinarily(Slip slip) {
    int at = slips.indexOf(slip);
    return at < 0 || !spoils(at).isEmpty();
  }

  /** Whether a slip is wrong only where an exception is right, or where the answer throws one. */
  boolean isOfExceptions(Slip slip, Behaviour behaviour) {
    Mark[][] marks = singles[slips.indexOf(slip)];
    return IntStream.range(0, right.length)
        .filter(p -> !refuses(p) && !behaviour.outcomes().get(p).isThrown())
        .allMatch(
            p -> IntStream.range(0, right[p].length).allMatch(s -> marks[p][s].same(right[p][s])));
  }

  /** Whether an exception is right on a probe. */
  boolean refuses(int probe) {
    return !refusals[probe].isEmpty();
  }

  /** What comes of the first probes where a slip is made; nothing in the students' copy. */
  List<Outcome> played(int slip, int count) {
    return maker == null
        ? List.of()
        : IntStream.range(0, count).mapToObj(p -> maker.outcome(slip, p)).toList();
  }

  /** The outputs that a slip spoils on ordinary inputs. */
  Set<Integer> spoils(int slip) {
    Set<Integer> spoilt = new TreeSet<>();
    for (int p = 0; p < ProbeInput.ORDINARY; p++) {
      for (int s = 0; s < right[p].length; s++) {
        if (!singles[slip][p][s].same(right[p][s])) {
          spoilt.add(s);
        }
      }
    }
    return spoilt;
  }

  /** An answer that makes these slips: what the gate tries. */
  static Object answer(Exercise exercise, Slip... chosen) {
    Slips made = slips(slipsClass(exercise).orElseThrow());
    made.take(
        Stream.of(chosen)
            .map(slip -> new Slips.Wrong(slip.place, slip.index, slip.sentence, false))
            .toList());
    return made;
  }

  /** Makes a catalogue by playing the slips. */
  private static final class Maker {
    private final Exercise exercise;
    private final Slips slips;
    private final List<ProbeInput> probes;
    private String[] refusals;
    private final List<Outputs.Change> changes = new ArrayList<>();
    private List<Slips.Wrong> wrong;

    Maker(Exercise exercise, Class<?> type) {
      this.exercise = exercise;
      slips = Catalogue.slips(type);
      probes = ProbeInput.of(exercise);
      refusals = new String[probes.size()];
    }

    Catalogue catalogue() {
      slips.noteWrong(true);
      Outcome[] rights = new Outcome[probes.size()];
      for (int p = 0; p < rights.length; p++) {
        rights[p] = play(List.of(), p);
        refusals[p] = rights[p].isThrown() ? rights[p].thrown().getClass().getName() : "";
      }
      List<Slip> all = new ArrayList<>();
      List<Mark[][]> singles = new ArrayList<>();
      Mark[][] right = marks(p -> rights[p]);
      List<Slips.Wrong> kept = new ArrayList<>();
      // Some places are met only with another choice elsewhere, so the list may grow on the way.
      for (int k = 0; k < slips.met().size(); k++) {
        Slips.Wrong choice = slips.met().get(k);
        Mark[][] marks = marks(p -> play(List.of(choice), p));
        if (!choice.isUsual() || differ(marks, right)) {
          kept.add(choice);
          all.add(new Slip(choice.place(), choice.index(), choice.sentence(), true));
          singles.add(marks);
        }
      }
      slips.noteWrong(false);
      wrong = kept;
      for (Outputs.Change change : Outputs.of(exercise.method())) {
        Mark[][] marks = marks(p -> change.making().of(rights[p], probes.get(p).inputs()));
        if (differ(marks, right)) {
          changes.add(change);
          all.add(new Slip(change.place(), 0, change.sentence(), false));
          singles.add(marks);
        }
      }
      return new Catalogue(all, refusals, right, singles.toArray(Mark[][][]::new), this, null);
    }

    private Mark[][] marks(IntFunction<Outcome> outcomes) {
      Mark[][] marks = new Mark[probes.size()][];
      for (int p = 0; p < marks.length; p++) {
        marks[p] = Mark.all(outcomes.apply(p), refusals[p]);
      }
      return marks;
    }

    private static boolean differ(Mark[][] some, Mark[][] others) {
      for (int p = 0; p < some.length; p++) {
        for (int s = 0; s < some[p].length; s++) {
          if (!some[p][s].same(others[p][s])) {
            return true;
          }
        }
      }
      return false;
    }

    /** Knows again what a catalogue that was kept is made of. */
    void prepare(Catalogue kept) {
      refusals = kept.refusals;
      Map<String, Outputs.Change> known = new HashMap<>();
      Outputs.of(exercise.method()).forEach(change -> known.put(change.sentence(), change));
      List<Slips.Wrong> choices = new ArrayList<>();
      for (Slip slip : kept.slips) {
        if (slip.isWritten()) {
          choices.add(new Slips.Wrong(slip.place(), slip.index(), slip.sentence(), false));
        } else {
          changes.add(known.get(slip.sentence()));
        }
      }
      wrong = choices;
    }

    List<Pair> pairs(Catalogue catalogue) {
      List<Pair> pairs = new ArrayList<>();
      int all = wrong.size() + changes.size();
      List<Set<Integer>> spoilt = new ArrayList<>();
      for (int k = 0; k < all; k++) {
        spoilt.add(combines(k) ? catalogue.spoils(k) : Set.of());
      }
      for (int i = 0; i < all; i++) {
        Outcome alone = spoilt.get(i).isEmpty() ? null : outcome(i, 0);
        for (int j = i + 1; j < all; j++) {
          boolean isSamePlace =
              catalogue.slips.get(i).place().equals(catalogue.slips.get(j).place());
          if (isSamePlace || Collections.disjoint(spoilt.get(i), spoilt.get(j))) {
            continue;
          }
          Outcome both = j < wrong.size() ? both(i, j, 0) : changed(alone, j, 0);
          pairs.add(new Pair(i, j, new Mark[][] {Mark.all(both, refusals[0])}));
        }
      }
      return pairs;
    }

    /** What two slips come to on all probes. */
    Mark[][] marks(int first, int second) {
      return marks(first, second, 0, probes.size());
    }

    private Mark[][] marks(int first, int second, int from, int to) {
      Mark[][] marks = new Mark[to - from][];
      for (int p = from; p < to; p++) {
        Outcome outcome =
            second < wrong.size() ? both(first, second, p) : changed(outcome(first, p), second, p);
        marks[p - from] = Mark.all(outcome, refusals[p]);
      }
      return marks;
    }

    /** The same pair, known on this many probes. */
    Pair on(int count, Pair pair) {
      int known = pair.marks.length;
      Mark[][] marks = Arrays.copyOf(pair.marks, count);
      Mark[][] more = marks(pair.first, pair.second, known, count);
      System.arraycopy(more, 0, marks, known, more.length);
      return new Pair(pair.first, pair.second, marks);
    }

    private boolean combines(int slip) {
      return slip < wrong.size() || changes.get(slip - wrong.size()).combines();
    }

    private Outcome outcome(int slip, int probe) {
      return slip < wrong.size()
          ? play(List.of(wrong.get(slip)), probe)
          : changed(play(List.of(), probe), slip, probe);
    }

    private Outcome both(int first, int second, int probe) {
      return play(List.of(wrong.get(first), wrong.get(second)), probe);
    }

    private Outcome changed(Outcome outcome, int slip, int probe) {
      Outputs.Making making = changes.get(slip - wrong.size()).making();
      return making.of(outcome, probes.get(probe).inputs());
    }

    private synchronized Outcome play(List<Slips.Wrong> choices, int probe) {
      slips.take(choices);
      Fixture inputs = probes.get(probe).inputs();
      return Behaviour.outcome(() -> slips, inputs, inputs.arguments());
    }
  }

  /** The content of the file for the students' copy; the same for as long as this program runs. */
  static byte[] file(Exercise exercise) {
    return FILES.computeIfAbsent(exercise.path(), any -> content(exercise)).clone();
  }

  private static byte[] content(Exercise exercise) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      Catalogue catalogue = of(exercise).orElseThrow();
      Oracle.write(exercise, out);
      catalogue.write(out);
      catalogue.writePairs(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  /** Writes it down: sentences and marks. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(slips.size());
    for (Slip slip : slips) {
      out.writeUTF(slip.place);
      out.writeShort(slip.index);
      out.writeUTF(slip.sentence);
      out.writeBoolean(slip.isWritten);
    }
    out.writeShort(refusals.length);
    for (String refusal : refusals) {
      out.writeUTF(refusal);
    }
    write(out, right);
    for (Mark[][] single : singles) {
      write(out, single);
    }
  }

  private void writePairs(DataOutputStream out) throws IOException {
    List<Pair> all = new ArrayList<>(pairs());
    all.replaceAll(pair -> maker.on(PAIR_PROBES.get(0), pair));
    for (int count : List.of(PAIR_PROBES.get(1), right.length)) {
      Map<String, Integer> looks = new HashMap<>();
      all.forEach(pair -> looks.merge(pair.likeness(), 1, Integer::sum));
      all.replaceAll(pair -> looks.get(pair.likeness()) == 1 ? pair : maker.on(count, pair));
    }
    out.writeInt(all.size());
    for (Pair pair : all) {
      out.writeShort(pair.first);
      out.writeShort(pair.second);
      write(out, pair.marks);
    }
  }

  /** Reads the file of a students' copy. */
  static Catalogue in(Path file) {
    try (var in = open(file)) {
      Oracle.skip(in);
      return read(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static Catalogue read(DataInputStream in, Path file) throws IOException {
    List<Slip> slips = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      slips.add(new Slip(in.readUTF(), in.readShort(), in.readUTF(), in.readBoolean()));
    }
    String[] refusals = new String[in.readUnsignedShort()];
    for (int p = 0; p < refusals.length; p++) {
      refusals[p] = in.readUTF();
    }
    Mark[][] right = marks(in);
    Mark[][][] singles = new Mark[slips.size()][][];
    for (int k = 0; k < singles.length; k++) {
      singles[k] = marks(in);
    }
    return new Catalogue(slips, refusals, right, singles, null, file);
  }

  private static List<Pair> readPairs(Path file) {
    try (var in = open(file)) {
      Oracle.skip(in);
      read(in, file);
      return readPairs(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static List<Pair> readPairs(DataInputStream in) throws IOException {
    List<Pair> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.add(new Pair(in.readUnsignedShort(), in.readUnsignedShort(), marks(in)));
    }
    return all;
  }

  static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
  }

  private static void write(DataOutput out, Mark[][] marks) throws IOException {
    out.writeShort(marks.length);
    out.writeShort(marks[0].length);
    for (Mark[] row : marks) {
      for (Mark mark : row) {
        out.writeInt(mark.form());
        out.writeDouble(mark.sum());
        out.writeFloat((float) mark.size());
      }
    }
  }

  private static Mark[][] marks(DataInput in) throws IOException {
    Mark[][] marks = new Mark[in.readUnsignedShort()][in.readUnsignedShort()];
    for (Mark[] row : marks) {
      for (int s = 0; s < row.length; s++) {
        row[s] = new Mark(in.readInt(), in.readDouble(), in.readFloat());
      }
    }
    return marks;
  }
}
