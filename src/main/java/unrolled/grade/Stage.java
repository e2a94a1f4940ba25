package unrolled.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unrolled.exercise.Exercise;
import unrolled.player.Archive;
import unrolled.player.Jars;

/**
 * The folder that players see: one jar with the player and the matrices, one for each contract, and
 * one for the compiler, which works here too.
 *
 * <p>No test, no solution, no mistake, no expected value is ever put here.
 */
final class Stage implements AutoCloseable {
  /** Where the compiler's classes may be from; following them further would lead to the tests. */
  private static final List<String> COMPILER =
      List.of("unrolled/grade/", "unrolled/exercise/", "unrolled/player/", "org/objectweb/asm/");

  private final Path folder;
  private final StageLock lock;
  private final Path player;
  private final Path compiler;
  private final Map<String, Path> contracts = new TreeMap<>();
  private final Map<Sandbox, Compilers> compilers = new HashMap<>();

  /** Clears the folder away when the teacher interrupts the run. */
  private final Thread interrupted = new Thread(this::clear);

  private Stage(Path folder, StageLock lock) {
    this.folder = folder;
    this.lock = lock;
    this.player = folder.resolve("player.jar");
    this.compiler = folder.resolve("compiler.jar");
  }

  /** Sets the stage in a folder for the time of one run. */
  static Stage set(Collection<Exercise> exercises) {
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
      Jars.write(stage.compiler, Jars.reached(CompilerServer.class, COMPILER));
      readableByAll(stage.compiler, "rw-r--r--");
      for (Exercise exercise : exercises) {
        Path jar = stage.folder.resolve(exercise.id() + ".jar");
        Jars.contract(jar, exercise.contract());
        readableByAll(jar, "rw-r--r--");
        stage.contracts.put(exercise.id(), jar);
      }
      return stage;
    } catch (IOException e) {
      throw new CannotGrade("Cannot set the stage for players: " + ChainedFile.reason(e) + ".", e);
    }
  }

  /** What a player of this exercise has on its class path. */
  List<Path> classPath(Exercise exercise) {
    return List.of(contracts.get(exercise.id()), player);
  }

  /**
   * Makes the players of an exercise start faster; that takes as long as a few of them.
   *
   * @return whether it could be done
   */
  boolean rehearse(Exercise exercise) {
    return Archive.make(classPath(exercise), exercise.contract().getName());
  }

  /** The compilers of this run, in a sandbox like the players'. */
  synchronized Compilers compilers(Sandbox sandbox) {
    return compilers.computeIfAbsent(sandbox, around -> new Compilers(() -> compiler(around)));
  }

  /** One more compiler; the caller closes it. */
  CompilerProcess compiler(Sandbox sandbox) {
    List<Path> jars = new ArrayList<>(List.of(compiler, player));
    jars.addAll(contracts.values());
    return new CompilerProcess(sandbox, wings(), jars);
  }

  Path player() {
    return player;
  }

  /** An empty folder that a player starts in. */
  Path wings() {
    return folder.resolve("wings");
  }

  /** A file that everybody may read, and that no player in a full sandbox can see. */
  Path canary() {
    return folder.resolve("canary.txt");
  }

  @Override
  public synchronized void close() {
    compilers.values().forEach(Compilers::close);
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
