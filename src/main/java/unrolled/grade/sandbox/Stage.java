package unrolled.grade.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unrolled.exercise.Exercise;
import unrolled.grade.CannotGrade;
import unrolled.player.host.Archive;
import unrolled.player.host.Jars;

/**
 * The folder that players see: one jar with the player and the matrices, and one for each contract.
 * The compiler, which works here too, brings its own.
 *
 * <p>No test, no solution, no mistake, no expected value is ever put here.
 */
public final class Stage implements AutoCloseable {
  private final Path folder;
  private final StageLock lock;
  private final Path player;
  private final Map<String, Path> contracts = new TreeMap<>();

  /** Clears the folder away when the teacher interrupts the run. */
  private final Thread interrupted = new Thread(this::clear);

  private Stage(Path folder, StageLock lock) {
    this.folder = folder;
    this.lock = lock;
    this.player = folder.resolve("player.jar");
  }

  /** Sets the stage in a folder for the time of one run. */
  public static Stage set(Collection<Exercise> exercises) {
    try {
      Path folder = Files.createTempDirectory(StageLock.PREFIX);
      Stage stage = new Stage(folder, StageLock.of(folder));
      StageLock.clearDead(folder.getParent());
      readableByAll(folder, "rwxr-xr-x");
      Runtime.getRuntime().addShutdownHook(stage.interrupted);
      readableByAll(Files.createDirectory(stage.wings()), "rwxr-xr-x");
      readableByAll(Files.writeString(stage.canary(), "not for players"), "rw-r--r--");
      Jars.player(stage.player);
      readableByAll(stage.player, "rw-r--r--");
      for (Exercise exercise : exercises) {
        Path jar = stage.folder.resolve(exercise.id() + ".jar");
        Jars.contract(jar, exercise.contract());
        readableByAll(jar, "rw-r--r--");
        stage.contracts.put(exercise.id(), jar);
      }
      return stage;
    } catch (IOException e) {
      throw new CannotGrade("Cannot set the stage for players: " + CannotGrade.reason(e) + ".", e);
    }
  }

  /** What a player of this exercise has on its class path. */
  public List<Path> classPath(Exercise exercise) {
    return List.of(contracts.get(exercise.id()), player);
  }

  /**
   * Makes the players of an exercise start faster; that takes as long as a few of them.
   *
   * @return whether it could be done
   */
  public boolean rehearse(Exercise exercise) {
    return Archive.make(classPath(exercise), exercise.contract().getName());
  }

  /**
   * What a program that is no player has on its class path: itself, and all that players have.
   *
   * @param name what its jar is called
   * @param packages where its classes may be from, as {@code unrolled/matrix/}
   */
  public synchronized List<Path> classPath(String name, Class<?> main, List<String> packages) {
    Path jar = folder.resolve(name);
    try {
      if (Files.notExists(jar)) {
        Jars.write(jar, Jars.reached(main, packages));
        readableByAll(jar, "rw-r--r--");
      }
    } catch (IOException e) {
      throw new CannotGrade("Cannot write %s: %s.".formatted(jar, CannotGrade.reason(e)), e);
    }
    List<Path> jars = new ArrayList<>(List.of(jar, player));
    jars.addAll(contracts.values());
    return jars;
  }

  Path player() {
    return player;
  }

  /** An empty folder that a player starts in. */
  public Path wings() {
    return folder.resolve("wings");
  }

  /** A file that everybody may read, and that no player in a full sandbox can see. */
  Path canary() {
    return folder.resolve("canary.txt");
  }

  @Override
  public synchronized void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
      clear();
    } catch (IllegalStateException e) {
      return; // This process is ending, and the hook is at it.
    }
  }

  private void clear() {
    try {
      StageLock.clear(folder);
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  private static void readableByAll(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
