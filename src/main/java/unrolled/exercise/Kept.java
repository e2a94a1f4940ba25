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
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A {@link Catalogue} in a file under {@code target}: to play all slips takes a second or so, which
 * the next check can do without. It counts for as long as no class of the exercise and none of this
 * package has changed.
 */
final class Kept {
  private Kept() {}

  /** The catalogue that was kept, if it is still good. */
  static Optional<Catalogue> of(Exercise exercise) {
    Path file = file(exercise);
    if (!Files.exists(file) || version(exercise).isEmpty()) {
      return Optional.empty();
    }
    try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
      return in.readUTF().equals(version(exercise))
          ? Optional.of(Catalogue.kept(exercise, in))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // A damaged file is made again.
    }
  }

  /** Keeps a catalogue; where nothing can be written, the next check makes it again. */
  static Catalogue keep(Exercise exercise, Catalogue catalogue) {
    String version = version(exercise);
    Path target = Home.path().resolve("target");
    if (version.isEmpty() || !Files.isDirectory(target)) {
      return catalogue;
    }
    Path draft = null;
    try {
      Path file = file(exercise);
      draft = Files.createTempFile(Files.createDirectories(file.getParent()), "slips", ".tmp");
      try (var out =
          new DataOutputStream(
              new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(draft))))) {
        out.writeUTF(version);
        catalogue.write(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      delete(draft);
    }
    return catalogue;
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

  private static Path file(Exercise exercise) {
    return Home.path().resolve("target/slips").resolve(exercise.id() + ".gz");
  }

  /** Changes with every class that a catalogue is made of; empty if these are in no folder. */
  private static String version(Exercise exercise) {
    var version = new StringBuilder();
    Class<?> matrix = unrolled.matrix.Matrix.class;
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
