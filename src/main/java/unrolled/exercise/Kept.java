package unrolled.exercise;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;

/**
 * A {@link Catalogue} in a file under {@code target}: to play all slips takes a second or so, which
 * the next check can do without. It counts for as long as no class of the exercise and none of this
 * package has changed, and for the kernel that made it: what explodes has other numbers in another.
 */
final class Kept {
  private Kept() {}

  /** The catalogue that was kept, if it is still good. */
  static Optional<Catalogue> of(Exercise exercise) {
    Path file = file(exercise, "");
    if (!Files.exists(file) || version(exercise).isEmpty()) {
      return Optional.empty();
    }
    try (var in = in(file)) {
      return in.readUTF().equals(version(exercise))
          ? Optional.of(Catalogue.kept(exercise, in))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // A damaged file is made again.
    }
  }

  /** The pairs that were kept, if they are still good, or else those that are made now. */
  static List<Catalogue.Pair> pairs(Exercise exercise, Supplier<List<Catalogue.Pair>> made) {
    Path file = file(exercise, "-pairs");
    if (Files.exists(file) && !version(exercise).isEmpty()) {
      try (var in = in(file)) {
        if (in.readUTF().equals(version(exercise))) {
          return Catalogue.readPairs(in);
        }
      } catch (IOException e) {
        // A damaged file is made again.
      }
    }
    List<Catalogue.Pair> pairs = made.get();
    keep(exercise, file, out -> Catalogue.writeFirst(pairs, out));
    return pairs;
  }

  private static DataInputStream in(Path file) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
  }

  /** Keeps a catalogue. */
  static Catalogue keep(Exercise exercise, Catalogue catalogue) {
    keep(exercise, file(exercise, ""), catalogue::write);
    return catalogue;
  }

  /** What writes the content of a file. */
  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** Where nothing can be written, the next check makes it again. */
  private static void keep(Exercise exercise, Path file, Content content) {
    String version = version(exercise);
    Path target = Home.path().resolve("target");
    if (version.isEmpty() || !Files.isDirectory(target)) {
      return;
    }
    Path draft = null;
    try {
      draft = Files.createTempFile(Files.createDirectories(file.getParent()), "slips", ".tmp");
      try (var out =
          new DataOutputStream(
              new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(draft))))) {
        out.writeUTF(version);
        content.write(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      delete(draft);
    }
  }

  private static void delete(Path draft) {
    try {
      if (draft != null) {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + draft, e);
    }
  }

  private static Path file(Exercise exercise, String what) {
    return Home.path().resolve("target/slips").resolve(exercise.id() + what + ".gz");
  }

  /** Changes with every class that a catalogue is made of; empty if these are in no folder. */
  private static String version(Exercise exercise) {
    var version = new StringBuilder(Kernels.description());
    Class<?> matrix = Matrix.class;
    for (Class<?> type : List.of(exercise.contract(), Kept.class, matrix)) {
      URL place = type.getResource(type.getSimpleName() + ".class");
      if (place == null || !place.getProtocol().equals("file")) {
        return "";
      }
      try (Stream<Path> files = Files.list(Path.of(place.toURI()).getParent())) {
        for (Path file : files.sorted().toList()) {
          version.append(file.getFileName()).append(Files.getLastModifiedTime(file).toMillis());
        }
      } catch (IOException | URISyntaxException e) {
        return "";
      }
    }
    return Integer.toHexString(version.toString().hashCode()) + version.length();
  }
}
