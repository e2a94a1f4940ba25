package unrolled.player;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
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
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * The process in which an answer's code runs: it is sent classes and calls, and answers with
 * numbers.
 *
 * <p>Nothing here is trusted. Whatever the code does to this process, all that it can do to the
 * verdict is to give another answer, or none. Its class path holds the few classes of this package
 * that it needs, the matrices, and the contract of one exercise.
 */
public final class Player {
  private static final int LARGEST_MESSAGE = 1 << 26;
  private static final int LONGEST_TEXT = 500;

  /** In three bytes a character it is still as short as {@code writeUTF} demands. */
  private static final int LONGEST_PRINTED = Short.MAX_VALUE / 3;

  /** How many classes of an exception's are told: it, and what it is by inheritance. */
  private static final int ANCESTORS = 8;

  /** With this status, and no word before it, it has ended because the memory was full. */
  public static final int MEMORY_FULL = 3;

  private final Map<Integer, Object> answers = new HashMap<>();
  private final Map<Integer, Sharing.Watch> watches = new HashMap<>();
  private final CappedOutput printed;
  private Throwable initializer;
  private String[] names;
  private Class<?> contract;
  private Class<?> answer;

  private Player(CappedOutput printed) {
    this.printed = printed;
  }

  /** Takes standard input and output for itself, and plays until the input ends. */
  public static void main(String[] arguments) throws IOException {
    // Buffered, or each byte of a length would be a call of the system and wake the other side.
    var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    var out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    var printed = new CappedOutput(Integer.getInteger("unrolled.printed", 0));
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    Player player = new Player(printed);
    var said = new Said(printed, out);
    Exit exit = new Exit(out, said);
    Runtime.getRuntime().addShutdownHook(exit);
    Clock clock = Clock.started(Integer.getInteger("unrolled.longest", 0), said);
    try {
      while (true) {
        byte[] request = Message.read(in, LARGEST_MESSAGE);
        exit.number = new DataInputStream(new ByteArrayInputStream(request)).readInt();
        clock.begin();
        byte[] reply = player.reply(request);
        clock.end();
        synchronized (out) {
          Message.write(out, reply);
        }
      }
    } catch (EOFException e) {
      // Threads of the answer would keep the process.
      Runtime.getRuntime().halt(0);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(MEMORY_FULL);
    }
  }

  /** Tells what was printed while nobody can ask for it any more. */
  private record Said(CappedOutput printed, DataOutputStream out) {
    void tell() throws IOException {
      var message = new ByteArrayOutputStream();
      var word = new DataOutputStream(message);
      word.writeInt(0);
      word.writeByte(Message.SAID);
      word.writeUTF(cut(printed.text(), LONGEST_PRINTED));
      synchronized (out) {
        Message.write(out, message.toByteArray());
      }
    }
  }

  /** Says that the answer ends the process, before it does. */
  private static final class Exit extends Thread {
    private final DataOutputStream out;
    private final Said said;
    private volatile int number;

    Exit(DataOutputStream out, Said said) {
      this.out = out;
      this.said = said;
    }

    @Override
    public void run() {
      for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
        for (StackTraceElement frame : stack) {
          if (frame.getClassName().equals("java.lang.Runtime")
              && frame.getMethodName().equals("exit")) {
            say(stack);
            return;
          }
        }
      }
    }

    private void say(StackTraceElement[] stack) {
      var message = new ByteArrayOutputStream();
      try {
        var word = new DataOutputStream(message);
        word.writeInt(number);
        word.writeByte(Message.EXITED);
        place(word, stack);
        said.tell();
        synchronized (out) {
          Message.write(out, message.toByteArray());
        }
      } catch (IOException e) {
        // No one listens any more.
      }
    }
  }

  /**
   * Ends the process if it is too long at one request and the memory is full, since collecting
   * garbage without end looks like a loop from outside. Or if it is much too long: the process that
   * asked may be gone, and a loop would stay behind; a sandbox sees to that by itself. In between
   * it tells once what was printed, for the process that asked is about to give up.
   */
  private static final class Clock extends Thread {
    private static final long BEAT_MILLIS = 100;
    private static final double FULL = 0.75;

    private final long longest;
    private final Said said;
    private volatile long begun;
    private long told;

    private Clock(int seconds, Said said) {
      super("clock");
      longest = seconds == 0 ? Long.MAX_VALUE : seconds * 1_000_000_000L;
      this.said = said;
      setDaemon(true);
    }

    static Clock started(int seconds, Said said) {
      Clock clock = new Clock(seconds, said);
      clock.start();
      return clock;
    }

    void begin() {
      begun = System.nanoTime() | 1;
    }

    void end() {
      begun = 0;
    }

    @Override
    public void run() {
      while (true) {
        try {
          sleep(BEAT_MILLIS);
        } catch (InterruptedException e) {
          return;
        }
        long since = begun;
        long passed = since == 0 ? 0 : System.nanoTime() - since;
        if (passed >= Bounds.CALL.toNanos() && isFull()) {
          Runtime.getRuntime().halt(MEMORY_FULL);
        } else if (passed >= longest) {
          Runtime.getRuntime().halt(1);
        } else if (passed >= Bounds.CALL.toNanos() && told != since) {
          told = since;
          tell();
        }
      }
    }

    private void tell() {
      try {
        said.tell();
      } catch (IOException e) {
        // No one listens any more.
      }
    }

    private static boolean isFull() {
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory() > FULL * runtime.maxMemory();
    }
  }

  private byte[] reply(byte[] request) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(request));
    int number = in.readInt();
    byte kind = in.readByte();
    var reply = new ByteArrayOutputStream();
    var out = new DataOutputStream(reply);
    out.writeInt(number);
    try {
      if (kind == Message.CALL) {
        call(in, out);
      } else {
        String told = told(kind, in);
        out.writeByte(Message.DONE);
        out.writeUTF(told);
      }
    } catch (Throwable e) {
      reply.reset();
      out.writeInt(number);
      exception(out, e);
    }
    return reply.toByteArray();
  }

  private String told(byte kind, DataInputStream in) throws Exception {
    return switch (kind) {
      case Message.LOAD -> load(in);
      case Message.PROBE -> Reach.from(in.readUTF(), in.readInt(), in.readUTF());
      case Message.PRINTED -> cut(printed.text(), LONGEST_PRINTED);
      default -> throw new MalformedMessage("there is no request " + kind);
    };
  }

  private String load(DataInputStream in) throws IOException, ClassNotFoundException {
    // Another answer may have been here before.
    answers.clear();
    watches.clear();
    printed.clear();
    initializer = null;
    contract = Class.forName(in.readUTF());
    names = null;
    String name = in.readUTF();
    Map<String, byte[]> classes = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      classes.put(in.readUTF(), in.readNBytes(in.readInt()));
    }
    // Not initialised here: what a static initialiser does is part of the first call.
    answer = Class.forName(name, false, new Classes(classes));
    if (!contract.isAssignableFrom(answer)) {
      return answer.getSimpleName() + " does not say implements " + contract.getName();
    }
    if (Modifier.isAbstract(answer.getModifiers())) {
      return answer.getSimpleName()
          + " is abstract: write every method of it, and leave the word out";
    }
    try {
      answer.getDeclaredConstructor();
      return "";
    } catch (NoSuchMethodException e) {
      return answer.getSimpleName() + " needs a constructor without parameters";
    }
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
    Sharing.Watch watch = watches.get(instance);
    if (watch == null) {
      watch = new Sharing.Watch();
      watches.put(instance, watch);
    }
    Sharing sharing = outcome(out, method, instance, arguments, watch);
    // The caller's own inputs are changed to these, as they would be in one process.
    for (int i = 0; i < types.length; i++) {
      Wire.write(out, types[i], arguments[i]);
    }
    sharing.writeTo(out);
  }

  /** By a plain loop, as all that is done in every player: a stream takes long to start. */
  private Method method(String name) {
    for (Method method : contract.getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new MalformedMessage("there is no method " + name);
  }

  private Sharing outcome(
      DataOutputStream reply, Method method, int instance, Object[] arguments, Sharing.Watch watch)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    Sharing sharing = Sharing.NONE;
    try {
      Object answerer = made(instance);
      watch.before();
      Object value = method.invoke(answerer, arguments);
      sharing = watch.after(names(method), arguments, value);
      out.writeByte(Message.DONE);
      Wire.write(out, method.getReturnType(), value);
    } catch (Throwable e) {
      bytes.reset();
      exception(out, e instanceof InvocationTargetException ? e.getCause() : e);
    }
    bytes.writeTo(reply);
    return sharing;
  }

  private String[] names(Method method) {
    if (names == null) {
      Parameter[] parameters = method.getParameters();
      names = new String[parameters.length];
      for (int i = 0; i < names.length; i++) {
        names[i] = parameters[i].getName();
      }
    }
    return names;
  }

  private Object made(int instance) throws ReflectiveOperationException {
    if (!answers.containsKey(instance)) {
      var constructor = answer.getDeclaredConstructor();
      constructor.setAccessible(true);
      answers.put(instance, constructor.newInstance());
    }
    return answers.get(instance);
  }

  private void exception(DataOutputStream out, Throwable e) throws IOException {
    Throwable told = told(e);
    out.writeByte(Message.THROWN);
    out.writeBoolean(told != e);
    var names = new ArrayList<String>();
    for (Class<?> type = told.getClass();
        type != Throwable.class && names.size() < ANCESTORS;
        type = type.getSuperclass()) {
      names.add(cut(type.getName(), LONGEST_TEXT));
    }
    out.writeByte(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
    String message = told.getMessage();
    out.writeBoolean(message != null);
    out.writeUTF(cut(message == null ? "" : message, LONGEST_TEXT));
    place(out, told.getStackTrace());
  }

  /** What has been thrown by a static initialiser, this time or the first time. */
  private Throwable told(Throwable e) {
    if (e instanceof ExceptionInInitializerError && e.getCause() != null) {
      initializer = e.getCause();
      return initializer;
    }
    // A class is initialised once, and unusable ever after.
    boolean again = e instanceof NoClassDefFoundError && e.getCause() != null;
    return again && initializer != null ? initializer : e;
  }

  private static void place(DataOutputStream out, StackTraceElement[] stack) throws IOException {
    for (StackTraceElement frame : stack) {
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
