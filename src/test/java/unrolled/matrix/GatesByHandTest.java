package unrolled.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GatesByHandTest {
  /** By the equations of the interface, one unit written out. */
  @Test
  void one_unit_of_each_by_hand() {
    for (String kernel :
        Kernels.vectorIsThere() ? new String[] {"scalar", "vector"} : new String[] {"scalar"}) {
      Gates gates = Kernels.choose(kernel).gates();
      double[] z = {0, Math.log(3), 0.5, -Math.log(3)}; // i = 1/2, f = 3/4, g = tanh ½, o = 1/4
      double[] h = {9, 9};
      double[] c = {2, 9};
      double[] tanhC = {9, 9};
      gates.lstm(1, z, 0, h, c, tanhC, 0, 1);
      double expected = 0.75 * 2 + 0.5 * Math.tanh(0.5);
      assertEquals(expected, c[1], 1e-15);
      assertEquals(Math.tanh(expected), tanhC[0], 1e-15);
      assertEquals(0.25 * Math.tanh(expected), h[1], 1e-15);
      double[] u = {0, Math.log(3), 0.5}; // r = 1/2, z = 3/4, n = tanh(½ + ½·0.4)
      double[] v = {0.4};
      h[0] = 2;
      gates.gru(1, u, 0, v, h, 0, 1);
      assertEquals(Math.tanh(0.7) + 0.75 * (2 - Math.tanh(0.7)), h[1], 1e-15);
      double[] w = {Math.log(3), 0.4}; // z = 3/4, n = 0.4
      gates.minGru(1, w, 0, h, 0, 1);
      assertEquals(0.25 * 2 + 0.75 * 0.4, h[1], 1e-15);
      double[] dh = {7, 0.5};
      gates.minGruBackward(1, w, 0, dh, h, 0, 1);
      assertArrayEquals(new double[] {0.5 * (0.4 - 2) * 0.75 * 0.25, 0.5 * 0.75}, w, 1e-15);
      assertEquals(7 + 0.5 * 0.25, dh[0], 1e-15);
    }
  }
}
