package unrolled.exercise;

import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import unrolled.player.host.Box;
import unrolled.player.host.Lambdas;
import unrolled.player.host.PlayerProcess;
import unrolled.player.host.Remote;

/**
 * The process in which a learner's own file runs, as it would at the grader's, without the sandbox.
 *
 * <p>It starts while the file is being compiled, and ends when the check is over.
 */
final class OwnPlayer implements AutoCloseable {
  private final Exercise exercise;
  private String name;
  private Map<String, byte[]> classes;
  private PlayerProcess process;
  private Remote remote;

  private OwnPlayer(Exercise exercise) {
    this.exercise = exercise;
  }

  /** Begins to start one. */
  static OwnPlayer start(Exercise exercise) {
    var player = new OwnPlayer(exercise);
    player.start();
    return player;
  }

  /**
   * Hands over the classes.
   *
   * @param name the name of the class that answers the exercise
   * @param compiled class bytes by name
   * @throws Remote.NotPlayable if it does not answer it
   */
  synchronized void load(String name, Map<String, byte[]> compiled) {
    this.name = name;
    // As the grader has it: the JVM's own way with lambdas takes long to start.
    classes = Lambdas.asNamedClasses(compiled);
    remote = Remote.load(process, exercise.contract(), name, classes);
  }

  /** A new object of the class; the process is started again where it was closed. */
  synchronized Object instance() {
    if (process == null) {
      start();
      remote = Remote.load(process, exercise.contract(), name, classes);
    }
    return remote.instance();
  }

  /** Whether the code has static fields in which something may be kept. */
  synchronized boolean hasStaticState() {
    return classes != null && classes.values().stream().anyMatch(OwnPlayer::hasStaticState);
  }

  private static boolean hasStaticState(byte[] type) {
    boolean[] found = new boolean[1];
    new ClassReader(type)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public FieldVisitor visitField(
                  int access, String name, String descriptor, String signature, Object value) {
                boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
                boolean isConstant = (access & Opcodes.ACC_FINAL) != 0 && value != null;
                boolean isOwn = (access & Opcodes.ACC_SYNTHETIC) == 0;
                found[0] |= isStatic && !isConstant && isOwn;
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return found[0];
  }

  /** Starts again with all static fields as at first. */
  synchronized void restart() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  /** Another run of tests begins, with all the time and all the calls that there are for one. */
  synchronized void renewBounds() {
    if (process != null) {
      process.renewBounds();
    }
  }

  /** What the code has printed so far, cut where it is long; empty if its process has ended. */
  synchronized String printed() {
    return remote == null || process == null ? "" : remote.printed();
  }

  /** Why it answers no more, as the end of a sentence about the code; empty if it does. */
  synchronized String whyEnded() {
    return process == null ? "" : process.whyEnded();
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.close();
      process = null;
      PlayerFolder.prepareInBackground();
    }
  }

  private void start() {
    var jars = PlayerFolder.jars(exercise);
    process = PlayerProcess.start(Box.NONE, jars.get(0).getParent(), jars);
  }
}
