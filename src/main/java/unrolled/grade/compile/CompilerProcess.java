package unrolled.grade.compile;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import unrolled.exercise.Compiler;
import unrolled.grade.sandbox.Sandbox;
import unrolled.grade.sandbox.Stage;
import unrolled.player.Message;
import unrolled.player.host.PlayerEnded;
import unrolled.player.host.PlayerProcess;
import unrolled.player.host.Program;

/**
 * A compiler seen from here: one process for many hand-ins, and a fresh one after a source that was
 * too much for it.
 */
final class CompilerProcess implements AutoCloseable {
  private static final Program PROGRAM =
      new Program(
          CompilerServer.class,
          256,
          700L << 20,
          3L << 30,
          "unlimited",
          // Each source takes more memory than the 8 MB with which a player's JVM begins: collected
          // at each of them, garbage took 7 of 17 ms.
          List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xms96m", "-Xmn64m"));

  /** Where its classes may be from; following them further would lead to the tests. */
  private static final List<String> PACKAGES =
      List.of(
          "unrolled/grade/compile/",
          "unrolled/exercise/",
          "unrolled/player/",
          "org/objectweb/asm/");

  /** For one hand-in. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Supplier<PlayerProcess> start;
  private Optional<PlayerProcess> running = Optional.empty();

  /**
   * A compiler that is started when there is something to compile.
   *
   * @param sandbox what is put around it
   * @param folder where it starts
   * @param jars its class path, with whatever the sources may use
   */
  CompilerProcess(Sandbox sandbox, Path folder, List<Path> jars) {
    start = () -> PlayerProcess.start(sandbox.box(), folder, jars, PROGRAM);
  }

  /** One on a stage; the caller closes it. */
  static CompilerProcess on(Stage stage, Sandbox sandbox) {
    List<Path> jars = stage.classPath("compiler.jar", CompilerServer.class, PACKAGES);
    return new CompilerProcess(sandbox, stage.wings(), jars);
  }

  /**
   * Compiles these sources, one hand-in at a time.
   *
   * @param sources the text of each file, by its path
   * @param classPath what they may use
   * @return nothing if the compiler ran out of time or memory
   */
  synchronized Optional<Compiler.Compiled> compile(
      SortedMap<String, String> sources, List<Path> classPath) {
    Attempt first = attempt(sources, classPath);
    // Somebody else may have ended it; a source that does so does it again.
    return first.lost ? attempt(sources, classPath).compiled : first.compiled;
  }

  @Override
  public synchronized void close() {
    running.ifPresent(PlayerProcess::close);
  }

  /**
   * One try.
   *
   * @param compiled what came out, if anything
   * @param lost whether the process ended by itself
   */
  private record Attempt(Optional<Compiler.Compiled> compiled, boolean lost) {}

  private Attempt attempt(SortedMap<String, String> sources, List<Path> classPath) {
    PlayerProcess process = running();
    try {
      return new Attempt(Optional.of(read(request(process, sources, classPath))), false);
    } catch (PlayerEnded e) {
      return new Attempt(Optional.empty(), process.isLost());
    } catch (IOException e) {
      process.noAnswer(e);
      return new Attempt(Optional.empty(), false);
    }
  }

  private PlayerProcess running() {
    if (running.isEmpty() || running.get().isEnded()) {
      PlayerProcess fresh = start.get();
      running = Optional.of(fresh);
      try {
        // The time that it takes to start is not the source's.
        fresh.firstRequest(Message.PRINTED, out -> {});
      } catch (PlayerEnded e) {
        throw new IllegalStateException("the compiler did not start: " + e.getMessage(), e);
      }
    }
    return running.get();
  }

  private static DataInputStream request(
      PlayerProcess process, SortedMap<String, String> sources, List<Path> classPath) {
    return process.request(
        Message.COMPILE,
        out -> {
          out.writeInt(classPath.size());
          for (Path jar : classPath) {
            out.writeUTF(jar.toString());
          }
          out.writeInt(sources.size());
          for (var source : sources.entrySet()) {
            byte[] text = source.getValue().getBytes(StandardCharsets.UTF_8);
            out.writeUTF(source.getKey());
            out.writeInt(text.length);
            out.write(text);
          }
        },
        LONGEST);
  }

  private static Compiler.Compiled read(DataInputStream reply) throws IOException {
    List<String> errors = new ArrayList<>();
    for (int left = reply.readInt(); left > 0; left--) {
      errors.add(reply.readUTF());
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int left = reply.readInt(); left > 0; left--) {
      classes.put(reply.readUTF(), reply.readNBytes(reply.readInt()));
    }
    return new Compiler.Compiled(classes, errors);
  }
}
