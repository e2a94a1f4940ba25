package unrolled.grade.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an item tells, by the ways in which learning platforms name what they give out.
 *
 * @param who whose it is
 * @param file the name that the student gave the file; the item's own for a folder
 * @param number grows from one hand-in of the same file to the next
 * @param partial whether the student's other items belong to the same hand-in
 * @param late whether the platform has marked it as handed in after the due date
 * @param time when the platform received it, where it says so
 * @param feedback as in {@link Delivery}
 */
record Place(
    Who who,
    String file,
    long number,
    boolean partial,
    boolean late,
    Optional<Instant> time,
    String feedback) {
  private static final String FEEDBACK = "feedback.html";

  /** Such as {@code doejane_LATE_4711_90210_MyRnnStep.java}. */
  private static final Pattern CANVAS =
      Pattern.compile("(\\w+?)(_LATE)?_(\\d+)_(\\d+)_(.+)", Pattern.UNICODE_CHARACTER_CLASS);

  /** The column of Canvas's gradebook that holds the number in a name; in others it is chance. */
  private static final String CANVAS_COLUMN = "id";

  /** The same where names are hidden: {@code anon_x7Kp2_90210_MyRnnStep.java}. */
  private static final Pattern CANVAS_ANONYMOUS =
      Pattern.compile("(LATE_)?(anon_[A-Za-z0-9]+)_(\\d+)_(.+)");

  /** Such as {@code Jane Doe_815_assignsubmission_file_MyRnnStep.java}, or a folder without it. */
  private static final Pattern MOODLE =
      Pattern.compile("(.+)_(\\d+)_assignsubmission_(?:file|onlinetext)_?(.*)", Pattern.DOTALL);

  /** A repository for one exercise: {@code e05-jdoe}. */
  private static final Pattern REPOSITORY =
      Pattern.compile("(e\\d\\d)(?:_[a-z0-9_]+)?-(.+)", Pattern.DOTALL);

  private static final Pattern ANSWER = Pattern.compile("(?s)(.+)\\.(?i:zip|ipynb)");

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
    // The number is that of the participant in this course, and in no roster.
    String called = found.group(1);
    String number = found.group(2);
    var who = new Who(called + "_" + number, called, List.of(called), number);
    String file = folder ? found.group() : found.group(3);
    String feedback = who.name() + "_assignsubmission_file_/" + FEEDBACK;
    return Optional.of(new Place(who, file, 0, true, false, Optional.empty(), feedback));
  }

  private static Optional<Place> canvas(String name) {
    Matcher hidden = CANVAS_ANONYMOUS.matcher(name);
    if (hidden.matches()) {
      String alias = hidden.group(2);
      var who = new Who(alias, alias, List.of(alias), alias);
      long number = number(hidden.group(3));
      return Optional.of(canvas(who, hidden.group(4), number, hidden.group(1) != null, name));
    }
    Matcher found = CANVAS.matcher(name);
    if (!found.matches()) {
      return Optional.empty();
    }
    String person = found.group(3);
    String own = found.group(1) + "_" + person;
    var who = new Who(own, own, List.of(person, found.group(1)), person, CANVAS_COLUMN, List.of());
    long number = number(found.group(4));
    return Optional.of(canvas(who, found.group(5), number, found.group(2) != null, name));
  }

  /** Canvas knows whose feedback it is by the numbers before the name of the file. */
  private static Place canvas(Who who, String file, long number, boolean late, String name) {
    String feedback = name.substring(0, name.length() - file.length()) + FEEDBACK;
    return new Place(who, file, number, true, late, Optional.empty(), feedback);
  }

  private static Optional<Place> file(String name) {
    Matcher found = ANSWER.matcher(name);
    return found.matches() ? Optional.of(named(found.group(1), name)) : Optional.empty();
  }

  private static Place named(String student, String file) {
    Matcher repository = REPOSITORY.matcher(student);
    boolean isRepository = repository.matches();
    String own = isRepository ? repository.group(2) : student;
    return new Place(Who.named(own), file, 0, isRepository, false, Optional.empty(), "");
  }

  /** The exercise that a folder is for by its name, {@code e05} or {@code e05-jdoe}. */
  static Optional<String> exercise(String folder) {
    Matcher repository = REPOSITORY.matcher(folder + (folder.matches("e\\d\\d") ? "-any" : ""));
    return repository.matches() ? Optional.of(repository.group(1)) : Optional.empty();
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
