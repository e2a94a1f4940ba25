package unrolled.player;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import unrolled.matrix.Matrix;

/**
 * Values as bytes: what a contract may hold, and nothing else.
 *
 * <p>The reader knows from the contract what it is to get. No name and no type comes over the wire,
 * so the other side cannot choose what is made here.
 */
public final class Wire {
  private static final byte NULL = 0;
  private static final byte VALUE = 1;

  private Wire() {}

  /** Whether a contract may have a parameter or an outcome of this type. */
  public static boolean carries(Class<?> type) {
    return type == int.class
        || type == double.class
        || type == int[].class
        || type == double[].class
        || type == Matrix.class
        || type == Matrix[].class
        || type.isRecord() && recordCarries(type);
  }

  private static boolean recordCarries(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!carries(component.getType())) {
        return false;
      }
    }
    return true;
  }

  /** Writes a value that the contract declares with this type. */
  public static void write(DataOutputStream out, Class<?> type, Object value) throws IOException {
    out.writeByte(value == null ? NULL : VALUE);
    if (value == null) {
      return;
    }
    if (type == int.class) {
      out.writeInt((Integer) value);
    } else if (type == double.class) {
      out.writeDouble((Double) value);
    } else if (value instanceof int[] all) {
      integers(out, all);
    } else if (value instanceof double[] all) {
      doubles(out, all);
    } else if (value instanceof Matrix m) {
      out.writeInt(m.rows());
      out.writeInt(m.cols());
      doubles(out, m.data());
    } else if (value instanceof Matrix[] all) {
      out.writeInt(all.length);
      for (Matrix m : all) {
        write(out, Matrix.class, m);
      }
    } else {
      components(out, type, value);
    }
  }

  /**
   * Reads a value of this type.
   *
   * @throws MalformedMessage if the bytes are not one
   */
  public static Object read(DataInputStream in, Class<?> type) throws IOException {
    byte mark = in.readByte();
    if (mark == NULL && !type.isPrimitive()) {
      return null;
    }
    if (mark != VALUE) {
      throw new MalformedMessage("no " + type.getSimpleName() + " begins with " + mark);
    }
    if (type == int.class) {
      return in.readInt();
    } else if (type == double.class) {
      return in.readDouble();
    } else if (type == int[].class) {
      return integers(in);
    } else if (type == double[].class) {
      return doubles(in);
    } else if (type == Matrix.class) {
      return matrix(in);
    } else if (type == Matrix[].class) {
      return matrices(in);
    }
    return components(in, type);
  }

  private static void integers(DataOutputStream out, int[] all) throws IOException {
    out.writeInt(all.length);
    for (int value : all) {
      out.writeInt(value);
    }
  }

  private static void doubles(DataOutputStream out, double[] all) throws IOException {
    out.writeInt(all.length);
    for (double value : all) {
      out.writeDouble(value);
    }
  }

  private static void components(DataOutputStream out, Class<?> type, Object value)
      throws IOException {
    for (RecordComponent component : type.getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        write(out, component.getType(), component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }

  private static int[] integers(DataInputStream in) throws IOException {
    int[] all = new int[length(in, Integer.BYTES)];
    for (int i = 0; i < all.length; i++) {
      all[i] = in.readInt();
    }
    return all;
  }

  private static double[] doubles(DataInputStream in) throws IOException {
    double[] all = new double[length(in, Double.BYTES)];
    for (int i = 0; i < all.length; i++) {
      all[i] = in.readDouble();
    }
    return all;
  }

  private static Matrix matrix(DataInputStream in) throws IOException {
    int rows = in.readInt();
    int cols = in.readInt();
    double[] data = doubles(in);
    if (rows < 0 || cols < 0 || (long) rows * cols != data.length) {
      throw new MalformedMessage(
          "a matrix (" + rows + " × " + cols + ") of " + data.length + " numbers");
    }
    return Matrix.wrap(rows, cols, data);
  }

  private static Matrix[] matrices(DataInputStream in) throws IOException {
    Matrix[] all = new Matrix[length(in, 1)];
    for (int k = 0; k < all.length; k++) {
      all[k] = (Matrix) read(in, Matrix.class);
    }
    return all;
  }

  /** A number of items that the rest of the message can hold. */
  private static int length(DataInputStream in, int bytesEach) throws IOException {
    int length = in.readInt();
    if (length < 0 || (long) length * bytesEach > in.available()) {
      throw new MalformedMessage(length + " items in " + in.available() + " bytes");
    }
    return length;
  }

  private static Object components(DataInputStream in, Class<?> type) throws IOException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = read(in, types[i]);
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new MalformedMessage("no " + type.getSimpleName() + ": " + e);
    }
  }
}
