package unrolled.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import unrolled.exercise.Exercise;

/** Finds what was handed in: a folder for each student, with a folder for each exercise. */
final class Intake {
  private final Path submissions;
  private final Collection<Exercise> exercises;

  private Intake(Path submissions, Collection<Exercise> exercises) {
    this.submissions = submissions;
    this.exercises = exercises;
  }

  static Intake of(Path submissions, Collection<Exercise> exercises, Roster roster) {
    return new Intake(submissions, exercises);
  }

  List<HandIn> handIns() {
    try (Stream<Path> folders = Files.list(submissions)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .map(f -> new HandIn(Student.named(f.getFileName().toString()), f, List.of()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + submissions, e);
    }
  }

  List<String> notes() {
    return List.of();
  }

  List<Student> missing() {
    return List.of();
  }

  Submission read(HandIn handIn) {
    Map<String, Submission.Work> works = new HashMap<>();
    for (Exercise exercise : exercises) {
      Path file =
          handIn
              .folder()
              .resolve(exercise.folder())
              .resolve("My" + exercise.contract().getSimpleName() + ".java");
      if (Files.isRegularFile(file)) {
        try {
          var sources =
              new TreeMap<>(
                  Map.of(exercise.folder() + "/" + file.getFileName(), Files.readString(file)));
          works.put(exercise.id(), new Submission.Work(sources));
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read " + file, e);
        }
      }
    }
    return new Submission(handIn.student(), works, List.of());
  }
}
