package unrolled.grade.intake;

import java.util.List;

/**
 * What was found for one student, not looked into yet.
 *
 * @param who the student: the roster's, or one of whom no more than a name is known
 * @param parts the folders, zips and files that count
 * @param notes how they came to belong to it: a line each
 * @param delivery how the platform received it
 */
public record HandIn(Student who, List<Part> parts, List<String> notes, Delivery delivery) {
  /**
   * One of them.
   *
   * @param file the name that the student gave it
   * @param item the thing itself
   * @param receipt when the platform has received it
   */
  public record Part(String file, Item item, Receipt receipt) {}

  /** Copies the lists. */
  public HandIn {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
  }

  /** The student's key. */
  public String student() {
    return who.key();
  }
}
