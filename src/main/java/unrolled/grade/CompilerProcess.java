package unrolled.grade;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import unrolled.exercise.Compiler;
import unrolled.player.Letter;
import unrolled.player.PlayerEnded;
import unrolled.player.PlayerProcess;
import unrolled.player.Program;

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
          List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));

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
        fresh.firstRequest(Letter.PRINTED, out -> {});
      } catch (PlayerEnded e) {
        throw new IllegalStateException("the compiler did not start: " + e.getMessage(), e);
      }
    }
    return running.get();
  }

  private static DataInputStream request(
      PlayerProcess process, SortedMap<String, String> sources, List<Path> classPath) {
    return process.request(
        Letter.COMPILE,
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
        Limits.COMPILATION);
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
