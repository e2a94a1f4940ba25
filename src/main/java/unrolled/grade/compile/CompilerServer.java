package unrolled.grade.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import unrolled.exercise.Compiler;
import unrolled.player.Message;
import unrolled.player.host.Lambdas;

/**
 * The process in which hand-ins are compiled, one after the other.
 *
 * <p>No line of a hand-in runs here. But a source can be written so that the compiler takes all
 * time and all memory over it, and that is to end this process, and no other.
 */
public final class CompilerServer {
  private static final int LARGEST_MESSAGE = 1 << 24;
  private static final int ERRORS = 12;
  private static final int LONGEST_ERROR = 1000;
  private static final long STACK_BYTES = 8L << 20;

  private final Compiler.Series compiler = new Compiler.Series();

  private CompilerServer() {}

  /** Takes standard input and output for itself, and compiles until the input ends. */
  public static void main(String[] arguments) throws IOException {
    var in = new DataInputStream(new FileInputStream(FileDescriptor.in));
    var out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    System.setErr(System.out);
    CompilerServer server = new CompilerServer();
    try {
      while (true) {
        Message.write(out, server.reply(Message.read(in, LARGEST_MESSAGE)));
      }
    } catch (EOFException e) {
      // The other side has what it wanted.
    }
  }

  private byte[] reply(byte[] request) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(request));
    var reply = new ByteArrayOutputStream();
    var out = new DataOutputStream(reply);
    out.writeInt(in.readInt());
    Compiler.Compiled compiled =
        in.readByte() == Message.COMPILE
            ? compiled(in)
            : new Compiler.Compiled(Map.of(), List.of("there was nothing to compile"));
    List<String> errors = compiled.errors();
    out.writeInt(Math.min(ERRORS, errors.size()));
    for (String error : errors.subList(0, Math.min(ERRORS, errors.size()))) {
      out.writeUTF(error.substring(0, Math.min(LONGEST_ERROR, error.length())));
    }
    out.writeInt(compiled.classes().size());
    for (var type : compiled.classes().entrySet()) {
      out.writeUTF(type.getKey());
      out.writeInt(type.getValue().length);
      out.write(type.getValue());
    }
    return reply.toByteArray();
  }

  private Compiler.Compiled compiled(DataInputStream in) throws IOException {
    List<Path> classPath = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      classPath.add(Path.of(in.readUTF()));
    }
    Map<String, String> sources = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String path = in.readUTF();
      sources.put(path, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    var task = new FutureTask<>(() -> withoutLambdas(compiler.compile(sources, classPath)));
    new Thread(null, task, "compiler", STACK_BYTES).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      // Over some sources the compiler itself fails, or its stack overflows.
      String what = e.getCause().getClass().getSimpleName();
      return new Compiler.Compiled(
          Map.of(), List.of("the compiler gave up (" + what + "): write it more simply"));
    } catch (InterruptedException e) {
      throw new IOException("interrupted while compiling", e);
    }
  }

  private static Compiler.Compiled withoutLambdas(Compiler.Compiled compiled) {
    return new Compiler.Compiled(Lambdas.asNamedClasses(compiled.classes()), compiled.errors());
  }
}
