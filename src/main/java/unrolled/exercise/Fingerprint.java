package unrolled.exercise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import unrolled.matrix.Matrix;
import unrolled.player.PlayerEnded;

/**
 * How an answer behaves on a set of inputs: what it returns or throws, twice, and what it does to
 * its inputs. Two fingerprints are equal if every number is, up to {@link Expect#EXACT}.
 */
final class Fingerprint {
  private final List<Object> marks = new ArrayList<>();

  private Fingerprint() {}

  static Fingerprint of(Supplier<?> source, List<Fixture> probes) {
    var print = new Fingerprint();
    for (Fixture probe : probes) {
      Object subject = print.attempt(source::get);
      Object[] inputs = probe.arguments();
      print.marks.addAll(print.outcome(() -> probe.call(subject, inputs)));
      for (Object input : inputs) {
        print.marks.addAll(matrices(input));
      }
      print.marks.addAll(print.outcome(() -> probe.on(subject)));
    }
    return print;
  }

  /** One that was written down. */
  static Fingerprint read(DataInput in) throws IOException {
    var print = new Fingerprint();
    for (int left = in.readInt(); left > 0; left--) {
      if (in.readBoolean()) {
        Matrix m = new Matrix(in.readInt(), in.readInt());
        for (int i = 0; i < m.data().length; i++) {
          m.data()[i] = in.readDouble();
        }
        print.marks.add(m);
      } else {
        print.marks.add(in.readUTF());
      }
    }
    return print;
  }

  /** Writes it down: numbers and messages, and nothing of how they came to be. */
  void write(DataOutput out) throws IOException {
    out.writeInt(marks.size());
    for (Object mark : marks) {
      out.writeBoolean(mark instanceof Matrix);
      if (mark instanceof Matrix m) {
        out.writeInt(m.rows());
        out.writeInt(m.cols());
        for (double value : m.data()) {
          out.writeDouble(value);
        }
      } else {
        out.writeUTF((String) mark);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Fingerprint that) || marks.size() != that.marks.size()) {
      return false;
    }
    for (int i = 0; i < marks.size(); i++) {
      if (!same(marks.get(i), that.marks.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return marks.size();
  }

  private List<Object> outcome(Supplier<Object> call) {
    return new ArrayList<>(matrices(attempt(call)));
  }

  /** What a call gives, or a text that stands for what it throws. */
  private Object attempt(Supplier<?> call) {
    try {
      return call.get();
    } catch (PlayerEnded e) {
      throw e;
    } catch (RuntimeException | LinkageError | VirtualMachineError | AssertionError e) {
      return e.getClass().getName() + ": " + e.getMessage();
    }
  }

  private static List<?> matrices(Object value) {
    if (value instanceof String text) {
      return List.of(text);
    }
    try {
      return Values.parts("", value).stream().map(Values.Part::matrix).toList();
    } catch (AssertionError e) {
      return List.of(e.getMessage());
    }
  }

  private static boolean same(Object one, Object other) {
    if (!(one instanceof Matrix a && other instanceof Matrix b)) {
      return one.equals(other);
    }
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
      return false;
    }
    for (int i = 0; i < a.data().length; i++) {
      if (Expect.error(a.data()[i], b.data()[i]) > Expect.EXACT) {
        return false;
      }
    }
    return true;
  }
}
