package unrolled.grade;

import java.nio.file.Path;
import java.util.List;

/** The class list. */
record Roster(List<Student> students) {
  static Roster none() {
    return new Roster(List.of());
  }

  static Roster read(Path csv) {
    throw new IllegalArgumentException("a roster cannot be read yet: " + csv);
  }
}
