package unrolled.player;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Exercise;
import unrolled.matrix.Matrix;

/** Values come over as they are, and rubbish does not come over. */
class WireTest {
  record Pair(Matrix a, double[] b) {}

  private static byte[] written(Class<?> type, Object value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), type, value);
    return bytes.toByteArray();
  }

  private static Object read(Class<?> type, byte[] bytes) throws IOException {
    return Wire.read(new DataInputStream(new ByteArrayInputStream(bytes)), type);
  }

  private static Object over(Class<?> type, Object value) throws IOException {
    return read(type, written(type, value));
  }

  @Test
  void every_value_comes_over_bit_by_bit() throws IOException {
    assertEquals(-7, over(int.class, -7));
    assertEquals(-0.0, over(double.class, -0.0));
    assertArrayEquals(new int[] {1, 2}, (int[]) over(int[].class, new int[] {1, 2}));
    double[] odd = {Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
    assertArrayEquals(odd, (double[]) over(double[].class, odd));
    Pair pair = (Pair) over(Pair.class, new Pair(new Matrix(0, 3), odd));
    assertEquals("(0 × 3)", pair.a.shape());
    assertArrayEquals(odd, pair.b);
    Matrix[] all = (Matrix[]) over(Matrix[].class, new Matrix[] {Matrix.row(1, 2), null});
    assertArrayEquals(new double[] {1, 2}, all[0].data());
    assertNull(all[1]);
    assertNull(over(Matrix.class, null));
  }

  @Test
  void bytes_that_are_no_value_are_refused() throws IOException {
    byte[] matrix = written(Matrix.class, Matrix.row(1, 2));
    matrix[4] = 2; // Two rows of two, and two numbers.
    assertThrows(MalformedMessage.class, () -> read(Matrix.class, matrix));
    byte[] array = written(double[].class, new double[] {1});
    array[1] = 127;
    assertThrows(MalformedMessage.class, () -> read(double[].class, array));
    array[1] = -1;
    assertThrows(MalformedMessage.class, () -> read(double[].class, array));
    assertThrows(MalformedMessage.class, () -> read(int.class, new byte[] {0}));
    assertThrows(MalformedMessage.class, () -> read(Matrix.class, new byte[] {9}));
    assertThrows(IOException.class, () -> read(double.class, new byte[] {1, 2, 3}));
  }

  @Test
  void every_contract_can_be_played() {
    for (Exercise exercise : Exercise.all()) {
      for (Method method : exercise.contract().getMethods()) {
        if (Modifier.isStatic(method.getModifiers())) {
          continue; // Called on this side only.
        }
        assertTrue(Wire.carries(method.getReturnType()), method::toString);
        assertTrue(
            Arrays.stream(method.getParameterTypes()).allMatch(Wire::carries), method::toString);
      }
    }
  }
}
