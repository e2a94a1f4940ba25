package unrolled.grade.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody's work becomes another person's. */
class AttributionTest {
  @TempDir Path folder;
  private Collected collected;

  @BeforeEach
  void collect() throws IOException {
    collected = new Collected(Files.createDirectory(folder.resolve("all")));
  }

  private Roster roster(String csv) throws IOException {
    return Roster.read(Files.writeString(folder.resolve("class.csv"), csv));
  }

  private void handIn(String... names) {
    for (String name : names) {
      collected.file(name, answer(name));
    }
  }

  /** An answer that no other person has. */
  private static String answer(String name) {
    return Collected.GOOD + "// " + name;
  }

  /** The key of each who handed in, with what is said of how it was found. */
  private List<String> found(Roster roster) {
    return collected.intake(roster).handIns().stream()
        .map(handIn -> handIn.student() + (handIn.notes().isEmpty() ? "" : " " + handIn.notes()))
        .toList();
  }

  @Test
  void of_two_with_the_name_of_one_student_neither_is_guessed() throws IOException {
    handIn(
        "Anna Schmidt_819_assignsubmission_file_/MyRnnStep.java",
        "Anna Schmidt_820_assignsubmission_file_/MyRnnStep.java");
    Roster roster = roster("First name,Last name,ID number\nAnna,Schmidt,1002\nBob,Jones,1009\n");
    assertEquals(
        List.of(
            "Anna Schmidt_819 [“Anna Schmidt_819” may be Anna Schmidt (1002) of the roster, and so"
                + " may “Anna Schmidt_820”: it is filed under its own name.]",
            "Anna Schmidt_820 [“Anna Schmidt_820” may be Anna Schmidt (1002) of the roster, and so"
                + " may “Anna Schmidt_819”: it is filed under its own name.]"),
        found(roster));
    assertEquals(2, collected.intake(roster).missing().size());
  }

  @Test
  void the_one_with_the_number_of_the_roster_is_the_student() throws IOException {
    handIn("leekim_4716_90260_MyRnnStep.java", "leekim_4717_90270_MyRnnStep.java");
    assertEquals(
        List.of(
            "klee1",
            "leekim_4717 [“leekim_4717” has the name of Lee, Kim (klee1) of the roster, but another number: it is filed under its own name.]"),
        found(roster("Student,ID,SIS Login ID\n\"Lee, Kim\",4716,klee1\n")));
    assertEquals(
        List.of("leekim_4716", "leekim_4717"),
        collected.intake(roster("Student,SIS Login ID\n\"Lee, Kim\",klee1\n")).handIns().stream()
            .map(HandIn::student)
            .toList());
  }

  @Test
  void a_name_that_ends_like_another_is_another() throws IOException {
    handIn("Anna-Lena Schmidt/MyRnnStep.java", "Lena Schmidt/MyRnnStep.java");
    assertEquals(
        List.of("7001", "Anna-Lena Schmidt [“Anna-Lena Schmidt” is not in the roster.]"),
        found(roster("First name,Last name,ID number\nLena,Schmidt,7001\n")));
  }

  @Test
  void a_login_that_is_the_end_of_anothers_name_belongs_to_who_has_it_whole() throws IOException {
    handIn("anna-lena/MyRnnStep.java", "lena/MyRnnStep.java");
    assertEquals(
        List.of(
            "anna-lena [“anna-lena” may be Lena (lena) of the roster, and so may “lena”: it is"
                + " filed under its own name.]",
            "lena"),
        found(roster("login,name\nlena,Lena\n")));
  }

  @Test
  void the_number_of_a_Moodle_participant_is_no_ID() throws IOException {
    handIn("Jane Doe_7001_assignsubmission_file_/MyRnnStep.java");
    assertEquals(
        List.of("Jane Doe_7001 [“Jane Doe_7001” is not in the roster.]"),
        found(roster("First name,Last name,ID number\nLena,Schmidt,7001\n")));
  }

  @Test
  void the_number_of_a_Moodle_participant_may_be_another_s_ID() throws IOException {
    handIn(
        "Lena Schmidt_7002_assignsubmission_file_/MyRnnStep.java",
        "Kim Lee_7009_assignsubmission_file_/MyRnnStep.java");
    assertEquals(
        List.of("7001", "7002"),
        found(roster("First name,Last name,ID number\nLena,Schmidt,7001\nKim,Lee,7002\n")));
  }

  /** Hands in with Gradescope; the answer is a comment that names who it is of. */
  private void export(String... submitters) {
    var metadata = new StringBuilder();
    for (int i = 0; i < submitters.length; i++) {
      String[] one = submitters[i].split(",", -1);
      collected.file("submission_" + i + "/MyRnnStep.java", answer(one[0]));
      metadata.append(
          "submission_%d:%n  :submitters:%n  - :name: %s%n    :sid: '%s'%n    :email: %s%n"
              .formatted(i, one[0], one[1], one[2]));
    }
    collected.file("submission_metadata.yml", metadata.toString());
  }

  private static final String JANE_AND_KIM =
      "First Name,Last Name,SID,Email\nJane,Doe,77,jane@u.edu\nKim,Lo,82,kim@u.edu\n";

  @Test
  void two_who_have_given_one_SID_are_two() throws IOException {
    export("Jane Doe,77,jane@u.edu", "Kim Lo,77,kim@u.edu");
    String jane =
        "“Jane Doe” has the same SID as “Kim Lo”, 77, but another name and address: each has a row.";
    String kim = jane.replace("Jane Doe", "?").replace("Kim Lo", "Jane Doe").replace("?", "Kim Lo");
    assertEquals(
        List.of("Jane Doe (77) [" + jane + "]", "Kim Lo (77) [" + kim + "]"), found(Roster.none()));
    assertEquals(
        List.of(
            "77 [" + jane + "]",
            "Kim Lo (77) ["
                + kim
                + ", “Kim Lo (77)” may be Jane Doe (77) or Kim Lo (82) of the roster: it is filed"
                + " under its own name.]"),
        found(roster(JANE_AND_KIM)));
    Intake intake = collected.intake(roster(JANE_AND_KIM));
    assertEquals(answer("Jane Doe"), Collected.answer(intake.read(intake.handIns().get(0))));
    assertEquals(answer("Kim Lo"), Collected.answer(intake.read(intake.handIns().get(1))));
  }

  @Test
  void of_two_with_one_SID_the_one_of_whom_all_agrees_is_the_student() throws IOException {
    export("Kim Lo,77,kim@u.edu", "Jane Doe,77,jane@u.edu");
    assertEquals(
        List.of("77", "Kim Lo (77)"),
        collected.intake(roster("Name,SID,Email\nJane Doe,77,jane@u.edu\n")).handIns().stream()
            .map(HandIn::student)
            .toList());
    assertEquals(
        List.of("77", "Kim Lo (77)"),
        collected.intake(roster("Name,SID\nJane Doe,77\n")).handIns().stream()
            .map(HandIn::student)
            .toList());
  }

  @Test
  void the_SID_of_somebody_else_is_not_enough_and_not_what_the_work_is_filed_under()
      throws IOException {
    export("Kim Lo,77,kim@u.edu");
    assertEquals(
        List.of(
            "Kim Lo (77) [“Kim Lo (77)” may be Jane Doe (77) or Kim Lo (82) of the roster: it is"
                + " filed under its own name.]"),
        found(roster(JANE_AND_KIM)));
    assertEquals(
        List.of(
            "Kim Lo (77) [“Kim Lo (77)” has a number of Jane Doe (77) of the roster, but another"
                + " name and address: it is filed under its own name.]"),
        found(roster("Name,SID,Email\nJane Doe,77,jane@u.edu\n")));
    assertEquals(List.of("77"), found(roster("SID\n77\n")));
  }

  @Test
  void one_who_has_changed_the_name_or_the_address_stays_one() throws IOException {
    export("Jane Doe,77,jane@u.edu", "Jane Roe,77,Jane@u.edu", "JANE DOE,77,jd@mail.example");
    assertEquals(
        List.of("77"),
        collected.intake(Roster.none()).handIns().stream().map(HandIn::student).toList());
  }

  @Test
  void a_folder_with_a_number_of_two_students_is_filed_under_neither() throws IOException {
    handIn("815/MyRnnStep.java");
    Roster roster = roster("login,id,name\n815,9,Sam Lee\nroe,815,Bob Roe\n");
    assertEquals(
        List.of(
            "815 (unclear) [“815 (unclear)” may be Sam Lee (815) or Bob Roe (roe) of the roster: it"
                + " is filed under its own name.]"),
        found(roster));
    assertEquals(2, collected.intake(roster).missing().size());
  }

  @Test
  void the_number_of_Canvas_stands_in_its_own_column_alone() throws IOException {
    handIn("vandenbergludwig_4713_1_MyRnnStep.java", "leekim_99_2_MyRnnStep.java");
    assertEquals(
        List.of("klee", "lberg"),
        found(
            roster(
                "Student,ID,SIS User ID,SIS Login ID\n"
                    + "\"van den Berg, Ludwig\",4713,99,lberg\n"
                    + "\"O'Brien, Sean\",4712,4713,sobrien\n"
                    + "\"Lee, Kim\",99,4712,klee\n")));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /**
   * People by few names and numbers, so that they clash; a roster of some of them and of others.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatever_the_names_each_answer_is_in_one_row_and_each_person_has_one(long seed)
      throws IOException {
    var rng = new Random(seed);
    int layout = rng.nextInt(3);
    Set<String> people = new LinkedHashSet<>();
    for (int number = 1; number <= 6; number++) {
      people.add(person(layout, number, rng));
    }
    handIn(people.toArray(String[]::new));
    Intake intake = collected.intake(roster(rosterFile(rng)));
    List<String> answers = new ArrayList<>();
    for (HandIn handIn : intake.handIns()) {
      answers.add(Collected.answer(intake.read(handIn)));
    }
    List<String> expected = new ArrayList<>(people.stream().map(AttributionTest::answer).toList());
    Collections.sort(expected);
    Collections.sort(answers);
    assertEquals(expected, answers, () -> found(intake));
  }

  private static String found(Intake intake) {
    return intake.handIns().stream().map(HandIn::toString).toList().toString();
  }

  private static final List<String> FIRST = List.of("Anna", "Lena", "Anna-Lena", "Kim");
  private static final List<String> LAST = List.of("Lee", "Schmidt", "Lee-Schmidt");

  private static String one(List<String> of, Random rng) {
    return of.get(rng.nextInt(of.size()));
  }

  /** The path of one who hands in: by Moodle, by Canvas, or in a folder by name or login. */
  private static String person(int layout, int number, Random rng) {
    String first = one(FIRST, rng);
    String last = one(LAST, rng);
    return switch (layout) {
      case 0 -> first + " " + last + "_" + number + "_assignsubmission_file_/MyRnnStep.java";
      case 1 ->
          (last + first).replaceAll("\\W", "").toLowerCase(Locale.ROOT)
              + "_"
              + number
              + "_9_MyRnnStep.java";
      default ->
          (rng.nextBoolean() ? first.toLowerCase(Locale.ROOT) + rng.nextInt(4) : first + " " + last)
              + "/MyRnnStep.java";
    };
  }

  private static String rosterFile(Random rng) {
    var csv = new StringBuilder("ID number,login,First name,Last name\n");
    for (int i = 0; i < 4; i++) {
      String first = one(FIRST, rng);
      csv.append(
          "%d,%s%d,%s,%s%n".formatted(3 * i + rng.nextInt(3), first, i, first, one(LAST, rng)));
    }
    return csv.toString();
  }
}
