package unrolled.grade.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import unrolled.exercise.Exercise;

/** A folder of hand-ins in the making, and what the intake makes of it. */
public final class Collected {
  public static final String GOOD =
      """
      package e05_rnn_step;

      import unrolled.matrix.Matrix;

      public final class MyRnnStep implements RnnStep {
        @Override
        public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
          return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);
        }
      }
      """;

  public final Path folder;
  private final List<Exercise> exercises = List.of(Exercise.of("e01"), Exercise.of("e05"));

  public Collected(Path folder) {
    this.folder = folder;
  }

  public Path file(String path, String text) {
    return file(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  public Path file(String path, byte[] bytes) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void written(Path file, long second) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(java.time.Instant.ofEpochSecond(second)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Intake intake() {
    return Intake.of(folder, exercises);
  }

  public Intake intake(Roster roster) {
    return Intake.of(folder, exercises, roster, Optional.empty());
  }

  public Intake intake(DueDate due) {
    return Intake.of(folder, exercises, Roster.none(), Optional.of(due));
  }

  public List<String> students() {
    return intake().handIns().stream().map(HandIn::student).toList();
  }

  /** The one hand-in, read. */
  public Contents only() {
    Intake intake = intake();
    List<HandIn> all = intake.handIns();
    if (all.size() != 1) {
      throw new AssertionError("there are the hand-ins of " + students());
    }
    return intake.read(all.get(0));
  }

  public Contents of(String student) {
    Intake intake = intake();
    return intake.handIns().stream()
        .filter(handIn -> handIn.student().equals(student))
        .map(intake::read)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + student + " among " + students()));
  }

  public static String answer(Contents contents) {
    return contents.answers().get("e05").sources().get("e05_rnn_step/MyRnnStep.java");
  }
}
