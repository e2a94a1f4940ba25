package unrolled.grade;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an item tells, by the ways in which learning platforms name what they give out.
 *
 * @param student a name for the student that no other has there
 * @param aliases what the student may be called in a roster, the surest first
 * @param file the name that the student gave the file; the item's own for a folder
 * @param number grows from one hand-in of the same file to the next
 * @param partial whether the student's other items belong to the same hand-in
 */
record Place(String student, List<String> aliases, String file, long number, boolean partial) {
  /** Such as {@code doejane_LATE_4711_90210_MyRnnStep.java}. */
  private static final Pattern CANVAS =
      Pattern.compile("(\\w+?)(?:_LATE)?_(\\d+)_(\\d+)_(.+)", Pattern.UNICODE_CHARACTER_CLASS);

  /** The same where names are hidden: {@code anon_x7Kp2_90210_MyRnnStep.java}. */
  private static final Pattern CANVAS_ANONYMOUS =
      Pattern.compile("(?:LATE_)?(anon_[A-Za-z0-9]+)_(\\d+)_(.+)");

  /** Such as {@code Jane Doe_815_assignsubmission_file_MyRnnStep.java}, or a folder without it. */
  private static final Pattern MOODLE =
      Pattern.compile("(.+)_(\\d+)_assignsubmission_(?:file|onlinetext)_?(.*)", Pattern.DOTALL);

  /** A repository for one exercise: {@code e05-jdoe}. */
  private static final Pattern REPOSITORY =
      Pattern.compile("e\\d\\d(?:_[a-z0-9_]+)?-(.+)", Pattern.DOTALL);

  private static final Pattern ANSWER = Pattern.compile("(?s)(.+)\\.(?i:zip|ipynb)");

  Place {
    aliases = List.copyOf(aliases);
  }

  /** Whose an item is; empty for a file that belongs to no student. */
  static Optional<Place> of(String name, boolean folder) {
    return moodle(name, folder)
        .or(() -> folder ? Optional.of(named(name, name)) : canvas(name).or(() -> file(name)));
  }

  /** Whether a platform has named it. */
  static boolean isOfPlatform(Item item) {
    return moodle(item.name(), item.isFolder()).isPresent()
        || !item.isFolder() && canvas(item.name()).isPresent()
        || item.name().equals(Gradescope.FILE);
  }

  private static Optional<Place> moodle(String name, boolean folder) {
    Matcher found = MOODLE.matcher(name);
    if (!found.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Place(
            found.group(1) + "_" + found.group(2),
            List.of(found.group(1), found.group(2)),
            folder ? name : found.group(3),
            0,
            true));
  }

  private static Optional<Place> canvas(String name) {
    Matcher hidden = CANVAS_ANONYMOUS.matcher(name);
    if (hidden.matches()) {
      long number = number(hidden.group(2));
      String alias = hidden.group(1);
      return Optional.of(new Place(alias, List.of(alias), hidden.group(3), number, true));
    }
    Matcher found = CANVAS.matcher(name);
    if (!found.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Place(
            found.group(1) + "_" + found.group(2),
            List.of(found.group(2), found.group(1)),
            found.group(4),
            number(found.group(3)),
            true));
  }

  private static Optional<Place> file(String name) {
    Matcher found = ANSWER.matcher(name);
    return found.matches() ? Optional.of(named(found.group(1), name)) : Optional.empty();
  }

  private static Place named(String student, String file) {
    Matcher repository = REPOSITORY.matcher(student);
    String own = repository.matches() ? repository.group(1) : student;
    return new Place(own, List.of(own), file, 0, false);
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
