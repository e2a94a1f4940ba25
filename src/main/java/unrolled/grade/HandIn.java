package unrolled.grade;

import java.nio.file.Path;
import java.util.List;

/**
 * What was found for one student, not looked into yet.
 *
 * @param who the student
 * @param folder where it lies
 * @param notes what is to be said of how it came to be theirs: a line each
 */
record HandIn(Student who, Path folder, List<String> notes) {
  /** The student's key. */
  String student() {
    return who.key();
  }
}
