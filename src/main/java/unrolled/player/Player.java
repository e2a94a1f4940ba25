package unrolled.player;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The process in which a submission's code runs: it is sent classes and calls, and answers with
 * numbers.
 *
 * <p>Nothing here is trusted. Whatever the code does to this process, all that it can do to the
 * verdict is to give another answer, or none. Its class path holds the few classes of this package
 * that it needs, the matrices, and the contract of one exercise.
 */
public final class Player {
  private static final int LARGEST_FRAME = 1 << 26;
  private static final int LONGEST_TEXT = 500;

  private final Map<Integer, Object> answers = new HashMap<>();
  private final CappedOutput printed;
  private Class<?> contract;
  private Class<?> answer;

  private Player(CappedOutput printed) {
    this.printed = printed;
  }

  /** Takes standard input and output for itself, and plays until the input ends. */
  public static void main(String[] arguments) throws IOException {
    var in = new DataInputStream(new FileInputStream(FileDescriptor.in));
    var out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    var printed = new CappedOutput(Integer.getInteger("unrolled.printed", 0));
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    Player player = new Player(printed);
    try {
      while (true) {
        Frames.write(out, player.reply(Frames.read(in, LARGEST_FRAME)));
      }
    } catch (EOFException e) {
      // Threads of the answer would keep the process.
      Runtime.getRuntime().halt(0);
    }
  }

  private byte[] reply(byte[] request) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(request));
    int number = in.readInt();
    byte letter = in.readByte();
    var reply = new ByteArrayOutputStream();
    var out = new DataOutputStream(reply);
    out.writeInt(number);
    try {
      if (letter == Letter.CALL) {
        call(in, out);
      } else {
        String told = told(letter, in);
        out.writeByte(Letter.DONE);
        out.writeUTF(told);
      }
    } catch (Throwable e) {
      reply.reset();
      out.writeInt(number);
      exception(out, e);
    }
    return reply.toByteArray();
  }

  private String told(byte letter, DataInputStream in) throws Exception {
    return switch (letter) {
      case Letter.LOAD -> load(in);
      case Letter.PROBE -> Reach.from(in.readUTF(), in.readInt(), in.readUTF());
      case Letter.PRINTED -> cut(printed.text(), Short.MAX_VALUE / 3);
      default -> throw new Malformed("there is no request " + letter);
    };
  }

  private String load(DataInputStream in) throws IOException, ClassNotFoundException {
    contract = Class.forName(in.readUTF());
    String name = in.readUTF();
    Map<String, byte[]> classes = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      classes.put(in.readUTF(), in.readNBytes(in.readInt()));
    }
    // Not initialised here: what a static initialiser does is part of the first call.
    answer = Class.forName(name, false, new Classes(classes));
    return contract.isAssignableFrom(answer)
        ? ""
        : answer.getSimpleName() + " does not say implements " + contract.getName();
  }

  private void call(DataInputStream in, DataOutputStream out) throws IOException {
    int instance = in.readInt();
    String name = in.readUTF();
    Method method = method(name);
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = Wire.read(in, types[i]);
    }
    outcome(method, instance, arguments).writeTo(out);
    // The caller's own inputs are changed to these, as they would be in one process.
    for (int i = 0; i < types.length; i++) {
      Wire.write(out, types[i], arguments[i]);
    }
  }

  /** By a plain loop, as all that is done in every player: a stream takes long to start. */
  private Method method(String name) {
    for (Method method : contract.getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new Malformed("there is no method " + name);
  }

  private ByteArrayOutputStream outcome(Method method, int instance, Object[] arguments)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    try {
      Object value = method.invoke(made(instance), arguments);
      out.writeByte(Letter.DONE);
      Wire.write(out, method.getReturnType(), value);
    } catch (Throwable e) {
      bytes.reset();
      exception(out, e instanceof InvocationTargetException ? e.getCause() : e);
    }
    return bytes;
  }

  private Object made(int instance) throws ReflectiveOperationException {
    if (!answers.containsKey(instance)) {
      var constructor = answer.getDeclaredConstructor();
      constructor.setAccessible(true);
      answers.put(instance, constructor.newInstance());
    }
    return answers.get(instance);
  }

  private static void exception(DataOutputStream out, Throwable e) throws IOException {
    out.writeByte(Letter.THROWN);
    out.writeUTF(cut(e.getClass().getName(), LONGEST_TEXT));
    String message = e.getMessage();
    out.writeBoolean(message != null);
    out.writeUTF(cut(message == null ? "" : message, LONGEST_TEXT));
    for (StackTraceElement frame : e.getStackTrace()) {
      String file = String.valueOf(frame.getFileName());
      if (file.startsWith("My")) {
        out.writeUTF(cut(file, LONGEST_TEXT));
        out.writeInt(frame.getLineNumber());
        return;
      }
    }
    out.writeUTF("");
    out.writeInt(0);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + " …";
  }

  /** The classes of the answer; whatever the process itself has comes first. */
  private static final class Classes extends ClassLoader {
    private final Map<String, byte[]> classes;

    Classes(Map<String, byte[]> classes) {
      super(Player.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] code = classes.get(name);
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, code, 0, code.length);
    }
  }
}
