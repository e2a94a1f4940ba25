package unrolled.exercise;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A mistake, by what it does: made anew from its class, or read from the file {@value #FILE} that
 * stands for the classes in the students' copy.
 *
 * @param name the class's; empty where it was read from the file
 * @param message what a learner is told who makes it
 * @param print how it behaves
 */
record KnownMistake(String name, String message, Fingerprint print) {
  static final String FILE = "mistakes.bin";

  /** Those of an exercise; none where there is neither class nor file. */
  static List<KnownMistake> of(Exercise exercise) {
    List<Class<?>> classes = Mistakes.of(exercise);
    Path file = exercise.path().resolve(FILE);
    if (classes.isEmpty() && Files.exists(file)) {
      return read(file);
    }
    var probes = Fixture.probes(exercise.contract());
    return classes.stream()
        .map(
            type ->
                new KnownMistake(
                    type.getSimpleName(),
                    type.getAnnotation(Mistake.class).value(),
                    Fingerprint.of(() -> Mistakes.make(type), probes)))
        .toList();
  }

  /** The content of the file for the mistakes of an exercise: messages and numbers, no code. */
  static byte[] file(Exercise exercise) {
    List<KnownMistake> all = of(exercise);
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(all.size());
      for (KnownMistake mistake : all) {
        out.writeUTF(mistake.message);
        mistake.print.write(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  private static List<KnownMistake> read(Path file) {
    try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      var all = new ArrayList<KnownMistake>();
      for (int left = in.readInt(); left > 0; left--) {
        all.add(new KnownMistake("", in.readUTF(), Fingerprint.read(in)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
