package unrolled.exercise;

/** Nothing can be checked: no exercise is called so, or none has such a contract. */
public final class NoSuchExercise extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  NoSuchExercise(String message) {
    super(message);
  }
}
