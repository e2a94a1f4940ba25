package unrolled.grade.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.grade.intake.Answer;

/** Answers to e05 for the tests of the grader. */
public final class Rnn {
  public static final Exercise EXERCISE = Exercise.of("e05");
  public static final String FILE = "e05_rnn_step/MyRnnStep.java";

  private Rnn() {}

  public static String solution() {
    try {
      return Files.readString(Home.path().resolve("solutions").resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Right in its shape and in nothing else, and does this first. */
  public static String zerosAfter(String statements) {
    return answer(statements + "\nreturn new Matrix(x.rows(), b.cols());");
  }

  /** The solution, which does this first. */
  public static String solutionAfter(String statements) {
    return answer(
        statements + "\nreturn x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);");
  }

  public static String answer(String body) {
    return """
        package e05_rnn_step;

        import unrolled.matrix.Matrix;

        public final class MyRnnStep implements RnnStep {
          @Override
          public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
            %s
          }
        }
        """
        .formatted(body);
  }

  public static Answer answerOf(String source) {
    return new Answer(new TreeMap<>(Map.of(FILE, source)));
  }

  /** Puts an answer where a class hands in. */
  public static Path handIn(Path folder, String student, String source) {
    Path file = folder.resolve(student).resolve(FILE);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
