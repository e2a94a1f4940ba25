package unrolled.grade.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.Digest;

/**
 * What the secret numbers of an exercise are made from: its slips, and a file {@value #FILE} in the
 * folder of the hidden tests, if a teacher has put one there.
 *
 * @param text a hash, the same on every Java
 */
public record Secret(String text) {
  static final String FILE = "secret.txt";

  /** The secret of an exercise. */
  public static Secret of(Exercise exercise, Optional<Path> hidden) {
    Digest digest = new Digest();
    digest.add(exercise.id());
    try {
      if (exercise.slips().isPresent()) {
        Class<?> slips = exercise.slips().get();
        try (InputStream code = slips.getResourceAsStream(slips.getSimpleName() + ".class")) {
          digest.add(code.readAllBytes());
        }
      }
      Optional<Path> file = hidden.map(folder -> folder.resolve(FILE)).filter(Files::exists);
      if (file.isPresent()) {
        digest.add(Files.readAllBytes(file.get()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret of " + exercise.id(), e);
    }
    return new Secret(digest.hex());
  }

  /** A seed for one purpose, from which that for another cannot be found. */
  long seed(String purpose, long seed) {
    String hash = new Digest().add(text).add(purpose).add(Long.toString(seed)).hex();
    return Long.parseUnsignedLong(hash.substring(0, Long.BYTES * 2), 16);
  }
}
