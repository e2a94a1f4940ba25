package unrolled.player.host;

import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.function.DoubleUnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import unrolled.matrix.Matrix;

/**
 * An answer of ours that uses what answers use, so that a player in whose archive it has been
 * played knows all of that.
 */
final class Rehearsal implements DoubleUnaryOperator {
  @Override
  public double applyAsDouble(double value) {
    if (value < 0) {
      loadAll();
      throw new IllegalArgumentException("rehearsed: " + value);
    }
    Matrix x = new Matrix(2, 3).map(zero -> value);
    Matrix z = x.matmul(x.transpose()).plusRow(new Matrix(1, 2)).minus(new Matrix(2, 2));
    Matrix h = z.plus(z).hadamard(z).scale(2).map(Math::tanh);
    h.set(0, 0, Matrix.beside(h, Matrix.row(1, 2).transpose()).columns(1, 3).norm());
    h.addInPlace(new Matrix(2, 2).addTransposedMatmul(h, h).addMatmulTransposed(h, z).copy());
    try {
      return x.matmul(x).get(0, 0);
    } catch (IllegalArgumentException e) {
      return h.sumRows().get(0, 0);
    }
  }

  /** An answer may need any of the player's classes, be it for an array or a record. */
  private static void loadAll() {
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      try (var jar = new JarFile(path)) {
        for (JarEntry entry : Collections.list(jar.entries())) {
          String name = entry.getName().replace('/', '.').replace(".class", "");
          Class.forName(name, false, Matrix.class.getClassLoader());
        }
      } catch (IOException | ClassNotFoundException e) {
        throw new IllegalStateException("cannot load the classes of " + path, e);
      }
    }
  }
}
