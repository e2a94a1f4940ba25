package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import java.util.HashSet;
import java.util.Set;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "a word that comes again is left out: its row stays zero. Each place of the sentence has its 1, also the second time.")
final class SkipsRepeats implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(ids.length, classes);
    Set<Integer> seen = new HashSet<>();
    for (int t = 0; t < ids.length; t++) if (seen.add(ids[t])) x.set(t, ids[t], 1);
    return x;
  }
}
