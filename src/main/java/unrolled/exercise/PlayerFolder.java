package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import unrolled.player.Player;
import unrolled.player.host.Archive;
import unrolled.player.host.Jars;

/**
 * What the players of a learner's own check see, kept from one check to the next: the jar of the
 * player and one for each contract, and the archive with which a player starts in half the time.
 *
 * <p>It lies in {@code target/players}, in a folder for each state of the classes and each Java.
 */
public final class PlayerFolder {
  private static final Duration OLD = Duration.ofDays(1);
  private static final AtomicBoolean TRIED = new AtomicBoolean();

  private PlayerFolder() {}

  /** The class path of a player for this exercise. */
  static List<Path> jars(Exercise exercise) {
    Path player = player();
    String contract = exercise.folder() + "-" + state(exercise.contract(), exercise.folder());
    return List.of(player, made(player.resolveSibling(contract + ".jar"), exercise.contract()));
  }

  /**
   * Has further players start faster, if that is not done yet; takes as long as a few of them.
   *
   * @return whether it is done
   */
  public static boolean prepare() {
    List<Path> jars = List.of(player());
    return Archive.beside(jars).isPresent() || Archive.make(jars, Runnable.class.getName());
  }

  /** The same in the background, tried once. */
  static void prepareInBackground() {
    if (Archive.beside(List.of(player())).isEmpty() && !TRIED.getAndSet(true)) {
      Thread thread = new Thread(PlayerFolder::prepare, "archive of the player");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static Path player() {
    String java = System.getProperty("java.home") + Runtime.version();
    String state = state(Player.class, "unrolled/player", "unrolled/matrix");
    Path folder = folder().resolve(hash(java + state));
    Path jar = folder.resolve("player.jar");
    if (Files.notExists(jar)) {
      clearOld();
      made(jar, null);
    }
    return jar;
  }

  /** Beside the classes in {@code target}; the tests of the workbook check out many homes. */
  private static Path folder() {
    Path beside = place(Player.class).resolveSibling("players");
    return beside.getParent().endsWith("target")
        ? beside
        : Home.path().resolve("target").resolve("players");
  }

  private static Path place(Class<?> type) {
    return Compiler.places(type).get(0);
  }

  /** Writes a jar where it is not there: of a contract, or of the player. */
  private static Path made(Path jar, Class<?> contract) {
    if (Files.exists(jar)) {
      return jar;
    }
    Path draft = jar.resolveSibling(UUID.randomUUID() + ".draft");
    try {
      Files.createDirectories(jar.getParent());
      if (contract == null) {
        Jars.player(draft);
      } else {
        Jars.contract(draft, contract);
      }
      move(draft, jar);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + jar, e);
    }
  }

  /** Another process may have done the same at the same time, and may be using it. */
  private static void move(Path draft, Path jar) throws IOException {
    try {
      if (Files.notExists(jar)) {
        Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (FileAlreadyExistsException e) {
      // It is the same.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A hash that is another when the classes in these folders are. */
  private static String state(Class<?> type, String... folders) {
    Path place = place(type);
    var state = new StringBuilder(place.toString());
    try {
      if (Files.isRegularFile(place)) {
        append(state, place);
      } else {
        for (String folder : folders) {
          try (Stream<Path> files = Files.walk(place.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
              append(state, file);
            }
          }
        }
      }
      return hash(state.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at the classes in " + place, e);
    }
  }

  private static void append(StringBuilder state, Path file) throws IOException {
    BasicFileAttributes its = Files.readAttributes(file, BasicFileAttributes.class);
    state.append(file.getFileName()).append(its.size()).append(its.lastModifiedTime().toMillis());
  }

  private static String hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Takes away what an earlier state of the classes has left. */
  private static void clearOld() {
    FileTime limit = FileTime.from(Instant.now().minus(OLD));
    try (Stream<Path> folders = Files.exists(folder()) ? Files.list(folder()) : Stream.of()) {
      for (Path old : folders.toList()) {
        if (Files.getLastModifiedTime(old).compareTo(limit) < 0) {
          try (Stream<Path> files = Files.walk(old)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
              Files.deleteIfExists(file);
            }
          }
        }
      }
    } catch (IOException e) {
      // It disturbs no one.
    }
  }
}
