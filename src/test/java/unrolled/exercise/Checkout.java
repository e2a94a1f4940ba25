package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of the exercises in a folder of its own, which stands for the checkout until closed. */
final class Checkout implements AutoCloseable {
  private static final String[] PROPERTIES = {"unrolled.home", "unrolled.answers"};

  private final Path home;
  private final Path original = Home.path();
  private final Map<String, String> before = new TreeMap<>();

  private Checkout(Path home) {
    this.home = home;
  }

  static Checkout in(Path home) throws IOException {
    Checkout checkout = new Checkout(home);
    for (String property : PROPERTIES) {
      String value = System.getProperty(property);
      if (value != null) {
        checkout.before.put(property, value);
      }
    }
    checkout.copyExercises();
    System.setProperty("unrolled.home", home.toString());
    System.setProperty("unrolled.answers", "exercises");
    return checkout;
  }

  void copyExercises() throws IOException {
    Path from = original.resolve("exercises");
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, home.resolve("exercises").resolve(from.relativize(file).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** The learner's file of e05. */
  Path answer() {
    return home.resolve("exercises/e05_rnn_step/MyRnnStep.java");
  }

  /** Writes e05 with this body, whose first line is line 8 of the file. */
  void answer(String body) throws IOException {
    Files.writeString(
        answer(),
        """
        package e05_rnn_step;

        import unrolled.matrix.Matrix;

        public final class MyRnnStep implements RnnStep {
          @Override
          public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
            %s
          }
        }
        """
            .formatted(body));
  }

  void append(String more) throws IOException {
    Files.writeString(answer(), Files.readString(answer()) + more + "\n");
  }

  void replace(String text, String by) throws IOException {
    Files.writeString(answer(), Files.readString(answer()).replace(text, by));
  }

  @Override
  public void close() {
    for (String property : PROPERTIES) {
      if (before.containsKey(property)) {
        System.setProperty(property, before.get(property));
      } else {
        System.clearProperty(property);
      }
    }
  }
}
