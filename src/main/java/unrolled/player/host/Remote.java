package unrolled.player.host;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import unrolled.matrix.Matrix;
import unrolled.player.Bounds;
import unrolled.player.MalformedMessage;
import unrolled.player.Message;
import unrolled.player.Sharing;
import unrolled.player.Wire;

/** An answer in another process, to be called as if it were here. */
public final class Remote {
  private final PlayerProcess player;
  private final Class<?> contract;
  private final AtomicInteger instances = new AtomicInteger();
  private volatile boolean hasThrownErrors;

  private Remote(PlayerProcess player, Class<?> contract) {
    this.player = player;
    this.contract = contract;
  }

  /** The class that was sent is no answer to the exercise; the message is for its author. */
  public static final class NotPlayable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPlayable(String message) {
      super(message);
    }
  }

  /**
   * Hands the classes over.
   *
   * @throws NotPlayable if the class is no answer
   */
  public static Remote load(
      PlayerProcess player, Class<?> contract, String name, Map<String, byte[]> classes) {
    DataInputStream reply =
        player.firstRequest(
            Message.LOAD,
            out -> {
              out.writeUTF(contract.getName());
              out.writeUTF(name);
              out.writeInt(classes.size());
              for (var type : classes.entrySet()) {
                out.writeUTF(type.getKey());
                out.writeInt(type.getValue().length);
                out.write(type.getValue());
              }
            });
    String problem;
    try {
      problem =
          reply.readByte() == Message.DONE
              ? reply.readUTF()
              : "It cannot be loaded: " + Thrown.text(Thrown.read(reply));
    } catch (IOException e) {
      throw player.noAnswer(e);
    }
    if (!problem.isEmpty()) {
      throw new NotPlayable(Clean.line(problem));
    }
    return new Remote(player, contract);
  }

  /** A new object of the answer's class, made at the first call of it. */
  public Object instance() {
    return Proxy.newProxyInstance(
        contract.getClassLoader(),
        new Class<?>[] {contract},
        new Instance(instances.incrementAndGet()));
  }

  /**
   * What the result of the last call of such an object shares with others; nothing if it is an
   * object of this process, or has not been called.
   */
  public static Optional<Sharing> sharing(Object instance) {
    return Proxy.isProxyClass(instance.getClass())
            && Proxy.getInvocationHandler(instance) instanceof Instance one
        ? Optional.of(one.sharing)
        : Optional.empty();
  }

  /** Whether a call has ended with an error, such as a stack that was full. */
  public boolean hasThrownErrors() {
    return hasThrownErrors;
  }

  /** What the answer has printed so far, or said before it ended. */
  public String printed() {
    if (player.isEnded()) {
      return Clean.text(player.said(), Bounds.PRINTED_BYTES);
    }
    try {
      DataInputStream reply = player.request(Message.PRINTED, out -> {});
      return reply.readByte() == Message.DONE
          ? Clean.text(reply.readUTF(), Bounds.PRINTED_BYTES)
          : "";
    } catch (PlayerEnded e) {
      return "";
    } catch (IOException e) {
      player.noAnswer(e);
      return "";
    }
  }

  /** One object of the answer's class. */
  private final class Instance implements InvocationHandler {
    private final int number;
    private volatile Sharing sharing = Sharing.NONE;

    Instance(int number) {
      this.number = number;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        throw new UnsupportedOperationException("an answer has no " + method.getName());
      }
      Class<?>[] types = method.getParameterTypes();
      DataInputStream reply =
          player.request(
              Message.CALL,
              out -> {
                out.writeInt(number);
                out.writeUTF(method.getName());
                for (int i = 0; i < types.length; i++) {
                  Wire.write(out, types[i], arguments[i]);
                }
              });
      try {
        return outcome(reply, method, arguments);
      } catch (MalformedMessage | IOException e) {
        throw player.noAnswer(e);
      }
    }

    private Object outcome(DataInputStream reply, Method method, Object[] arguments)
        throws Throwable {
      boolean returned = reply.readByte() == Message.DONE;
      Object value =
          returned ? Wire.read(reply, method.getReturnType()) : (Object) Thrown.read(reply);
      Class<?>[] types = method.getParameterTypes();
      Object[] after = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        after[i] = Wire.read(reply, types[i]);
      }
      sharing = Sharing.read(reply, names(method), after, value);
      if (reply.available() > 0) {
        throw new MalformedMessage(reply.available() + " bytes more than an answer has");
      }
      for (int i = 0; i < types.length; i++) {
        change(arguments[i], after[i]);
      }
      if (!returned) {
        hasThrownErrors |= Thrown.isError((Throwable) value);
        throw (Throwable) value;
      }
      return value;
    }
  }

  /** The names of a method's parameters. */
  public static String[] names(Method method) {
    return Arrays.stream(method.getParameters()).map(Parameter::getName).toArray(String[]::new);
  }

  /** Makes the caller's own input what the answer has made of its copy. */
  private static void change(Object input, Object after) {
    if (input == null && after == null) {
      return; // A test may hand on what an earlier call gave, and that was null.
    }
    if (input instanceof Matrix m && after instanceof Matrix a && sameShape(m, a)) {
      System.arraycopy(a.data(), 0, m.data(), 0, m.data().length);
    } else if (input instanceof Matrix[] m && after instanceof Matrix[] a && m.length == a.length) {
      for (int k = 0; k < m.length; k++) {
        if (a[k] != null && sameShape(m[k], a[k])) {
          change(m[k], a[k]);
        } else {
          m[k] = a[k];
        }
      }
    } else if (input instanceof double[] d && after instanceof double[] a && d.length == a.length) {
      System.arraycopy(a, 0, d, 0, d.length);
    } else if (input instanceof int[] n && after instanceof int[] a && n.length == a.length) {
      System.arraycopy(a, 0, n, 0, n.length);
    } else if (!(input instanceof Number && after instanceof Number
        || input instanceof Record && after instanceof Record)) {
      throw new MalformedMessage("an input came back as something else");
    }
  }

  private static boolean sameShape(Matrix one, Matrix other) {
    return one.rows() == other.rows() && one.cols() == other.cols();
  }
}
