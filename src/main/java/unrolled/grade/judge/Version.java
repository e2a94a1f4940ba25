package unrolled.grade.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.objectweb.asm.Type;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.Digest;
import unrolled.player.host.References;

/**
 * A hash of everything that decides a verdict beside the answer itself: the exercise, its tests and
 * slips, the hidden tests, the secret, the seed, the judge and all that it is built of, and the
 * Java that it runs on. A result that was kept counts as long as this is the same.
 *
 * <p>What the judge is built of is found by following references from class to class, so that a
 * change of a report does not make the class be judged again.
 */
public final class Version {
  /** The values that other implementations have computed, and the slips where they are no class. */
  private static final List<String> FILES = List.of("reference.json", Exercise.slipsFileName());

  private static final String JUDGES = "(unrolled/|e\\d\\d_).*";

  private final Map<String, byte[]> classes = new TreeMap<>();
  private final Deque<String> left = new ArrayDeque<>();

  private Version() {}

  public static String of(
      Exercise exercise, Optional<HiddenTests> hidden, Secret secret, long seed) {
    var version = new Version();
    version.left.add(Type.getInternalName(Judge.class));
    version.left.add(Type.getInternalName(exercise.contract()));
    version.left.add(Type.getInternalName(exercise.tests()));
    exercise.slips().ifPresent(type -> version.left.add(Type.getInternalName(type)));
    hidden.ifPresent(tests -> tests.classes().values().forEach(version::follow));
    while (!version.left.isEmpty()) {
      version.visit(version.left.remove());
    }
    Digest digest = new Digest();
    digest.add(exercise.id()).add(secret.text()).add(Long.toString(seed));
    digest.add(Integer.toString(Runtime.version().feature()));
    digest.add("JUnit " + new JupiterTestEngine().getVersion().orElse(""));
    FILES.forEach(file -> digest.add(content(exercise.path().resolve(file))));
    version.classes.forEach((name, code) -> digest.add(name).add(code));
    hidden.ifPresent(
        tests -> new TreeMap<>(tests.classes()).forEach((n, c) -> digest.add(n).add(c)));
    return digest.hex();
  }

  private void visit(String name) {
    if (classes.containsKey(name)) {
      return;
    }
    try (InputStream in = Version.class.getResourceAsStream("/" + name + ".class")) {
      // Of the hidden tests there is no file: they are added by themselves.
      if (in != null) {
        byte[] code = in.readAllBytes();
        classes.put(name, code);
        follow(code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class file of " + name, e);
    }
  }

  private void follow(byte[] code) {
    References.of(code).classes().stream().filter(name -> name.matches(JUDGES)).forEach(left::add);
  }

  private static byte[] content(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
