package unrolled.grade.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which hand-ins are laid out by those who collect them. */
class IntakeLayoutsTest {
  private static final String GOOD = Collected.GOOD;
  private static final String ONE_HOT = "package e01_one_hot;\nclass MyOneHot {}\n";

  @TempDir Path folder;
  private Collected collected;

  @BeforeEach
  void collect() {
    collected = new Collected(folder);
  }

  private void assertAllAnswered(List<String> students) {
    assertEquals(students, collected.students());
    for (String student : students) {
      Contents read = collected.of(student);
      assertEquals(GOOD, Collected.answer(read), student);
      assertEquals(List.of(), read.notes());
    }
  }

  @Test
  void a_folder_for_each_student_with_files_wherever() {
    collected.file("ann/MyRnnStep.java", GOOD);
    collected.file("bob/exercises/e05_rnn_step/MyRnnStep.java", GOOD);
    assertAllAnswered(List.of("ann", "bob"));
  }

  @Test
  void a_zip_for_each_student() {
    new Zipped().with("e05_rnn_step/MyRnnStep.java", GOOD).to(folder.resolve("ann.zip"));
    new Zipped().with("MyRnnStep.java", GOOD).to(folder.resolve("bob.ZIP"));
    assertAllAnswered(List.of("ann", "bob"));
  }

  @Test
  void the_download_of_Canvas() {
    collected.file("doejane_4711_90210_MyRnnStep.java", GOOD);
    collected.file("öztürkcan_LATE_4712_90211_MyRnnStep-1.java", GOOD);
    collected.file("anon_x7Kp2_90212_MyRnnStep.java", GOOD);
    new Zipped()
        .with("week 3/MyRnnStep.java", GOOD)
        .to(folder.resolve("leesam_4713_90213_my homework_2.zip"));
    assertEquals(
        List.of("anon_x7Kp2", "doejane_4711", "leesam_4713", "öztürkcan_4712"),
        collected.students());
    for (String student : collected.students()) {
      Contents read = collected.of(student);
      assertEquals(GOOD, Collected.answer(read), student);
      boolean isLate = student.equals("öztürkcan_4712");
      assertEquals(
          isLate ? List.of("The platform has marked it as late.") : List.of(), read.notes());
    }
  }

  @Test
  void files_that_Canvas_has_numbered_are_one_file_and_the_latest_counts() {
    collected.file("doejane_4711_90210_MyRnnStep.java", "old");
    collected.file("doejane_4711_90214_MyRnnStep-1.java", GOOD);
    Contents read = collected.only();
    assertEquals(GOOD, Collected.answer(read));
    assertEquals(
        List.of(
            "There are 2 files: doejane_4711_90210_MyRnnStep.java,"
                + " doejane_4711_90214_MyRnnStep-1.java. The one to which the platform gave the highest"
                + " number counts, which is doejane_4711_90214_MyRnnStep-1.java."),
        read.notes());
  }

  @Test
  void the_download_of_Moodle() {
    collected.file("Jane Doe_815_assignsubmission_file_/MyRnnStep.java", GOOD);
    collected.file("Jane Doe_816_assignsubmission_file_MyRnnStep.java", GOOD);
    collected.file("Sam O'Lee_817_assignsubmission_file/MyRnnStep.java", GOOD);
    assertAllAnswered(List.of("Jane Doe_815", "Jane Doe_816", "Sam O'Lee_817"));
  }

  @Test
  void the_export_of_Gradescope_with_a_group() {
    collected.file("assignment_99_export/submission_1/MyRnnStep.java", GOOD);
    collected.file("assignment_99_export/submission_2/MyRnnStep.java", GOOD);
    collected.file(
        "assignment_99_export/submission_metadata.yml",
        """
        ---
        submission_1:
          :submitters:
          - :name: Jane Doe
            :sid: '4711'
            :email: jdoe@school.example
          :created_at: !ruby/object:ActiveSupport::TimeWithZone
            utc: 2026-10-01 10:00:00.000000000 Z
          :score: 0.0
          :history: []
        submission_2:
          :submitters:
          - :name: Sam Lee
            :sid: ''
            :email: slee@school.example
          - :name: Can Öztürk
            :sid: '4712'
            :email:
        """);
    assertAllAnswered(List.of("4711", "4712", "slee@school.example"));
  }

  @Test
  void repositories_of_one_exercise() {
    collected.file("e05-jane-doe/exercises/e05_rnn_step/MyRnnStep.java", GOOD);
    collected.file("e05-slee/MyRnnStep.java", GOOD);
    collected.file("e05-slee/.git/MyRnnStep.java", "not this");
    collected.file("e05-slee/target/MyRnnStep.java", "nor this");
    assertAllAnswered(List.of("jane-doe", "slee"));
  }

  @Test
  void the_course_folder_of_nbgrader() {
    collected.file("submitted/ann/week3/MyRnnStep.java", GOOD);
    collected.file("submitted/ann/week3/timestamp.txt", "2026-10-01 10:00:00 UTC");
    collected.file("release/week3/notebook.ipynb", "{}");
    assertAllAnswered(List.of("ann"));
  }

  @Test
  void a_zip_of_all_as_a_platform_gives_it_out() throws Exception {
    byte[] one = new Zipped().with("MyRnnStep.java", GOOD).bytes();
    byte[] all =
        new Zipped()
            .with("Ann Lee_1_assignsubmission_file_/work.zip", one)
            .with("Bob Lee_2_assignsubmission_file_/MyRnnStep.java", GOOD)
            .bytes();
    Path zip = Files.write(folder.resolve("CS1-Week 3-815.zip"), all);
    assertAllAnswered(List.of("Ann Lee_1", "Bob Lee_2"));
    Intake itself = Intake.of(zip, List.of(unrolled.exercise.Exercise.of("e05")));
    assertEquals(2, itself.handIns().size());
    assertEquals(GOOD, Collected.answer(itself.read(itself.handIns().get(0))));
  }

  @Test
  void a_zip_of_zips() {
    byte[] one = new Zipped().with("MyRnnStep.java", GOOD).bytes();
    new Zipped()
        .with("class/ann.zip", one)
        .with("class/bob.zip", one)
        .to(folder.resolve("class.zip"));
    assertAllAnswered(List.of("ann", "bob"));
  }

  @Test
  void what_systems_leave_behind_is_nobody() {
    collected.file("ann/MyRnnStep.java", GOOD);
    collected.file("__MACOSX/ann/._MyRnnStep.java", "x");
    collected.file(".DS_Store", "x");
    assertAllAnswered(List.of("ann"));
    assertEquals(List.of(), collected.intake().notes());
  }

  @Test
  void a_file_that_is_nobodys_is_said() {
    collected.file("ann/MyRnnStep.java", GOOD);
    collected.file("grades.csv", "x");
    collected.file("MyRnnStep.java", GOOD);
    assertEquals(
        List.of(
            "MyRnnStep.java belongs to no student, and is ignored.",
            "grades.csv belongs to no student, and is ignored."),
        collected.intake().notes());
  }

  @Test
  void two_hand_ins_of_one_student_are_said_and_the_latest_counts() {
    new Zipped().with("MyRnnStep.java", "old").to(folder.resolve("ann.zip"));
    Path later = collected.file("ann/MyRnnStep.java", GOOD);
    Collected.written(folder.resolve("ann.zip"), 1_000);
    Collected.written(later, 2_000);
    Contents read = collected.only();
    assertEquals(GOOD, Collected.answer(read));
    assertEquals(
        List.of(
            "There are 2 hand-ins: ann.zip, ann. It is not known when they were handed in: the one"
                + " that was written last counts, which is ann."),
        read.notes());
    Collected.written(later, 1_000);
    assertEquals(
        "There are 2 hand-ins: ann, ann.zip. It is not known when they were handed in: the last"
            + " by its name counts, which is ann.zip.",
        collected.only().notes().get(0));
  }

  @Test
  void a_place_that_is_not_there_or_no_zip_is_one_sentence() {
    Path none = folder.resolve("none");
    var error = assertThrows(IllegalArgumentException.class, () -> Intake.of(none, Set.of()));
    assertEquals("there is no " + none, error.getMessage());
    Path broken = collected.file("broken.zip", "PK no zip");
    error = assertThrows(IllegalArgumentException.class, () -> Intake.of(broken, Set.of()));
    assertEquals(broken + " is not a zip, or a damaged one", error.getMessage());
  }

  @Test
  void the_platform_s_time_and_the_name_of_its_feedback_are_kept() {
    collected.file("Jane Doe_815_assignsubmission_file_/MyRnnStep.java", GOOD);
    collected.file("Sam Lee_816_assignsubmission_file_MyRnnStep.java", GOOD);
    collected.file("öztürkcan_LATE_4712_90211_MyRnnStep-1.java", GOOD);
    collected.file("anon_x7Kp2_90212_MyRnnStep.java", GOOD);
    assertEquals(
        List.of(
            "anon_x7Kp2_90212_feedback.html",
            "Jane Doe_815_assignsubmission_file_/feedback.html",
            "Sam Lee_816_assignsubmission_file_/feedback.html",
            "öztürkcan_LATE_4712_90211_feedback.html"),
        collected.intake().handIns().stream()
            .map(handIn -> handIn.delivery().feedback())
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .toList());
    assertEquals(
        List.of("öztürkcan_4712"),
        collected.intake().handIns().stream()
            .filter(handIn -> handIn.delivery().late())
            .map(HandIn::student)
            .toList());
  }

  @Test
  void of_two_hand_ins_in_Gradescope_the_one_in_time_counts() {
    collected.file("submission_1/MyRnnStep.java", GOOD);
    collected.file("submission_2/MyRnnStep.java", "late");
    collected.file("submission_3/MyRnnStep.java", GOOD);
    String entry =
        """
        submission_%d:
          :submitters:
          - :name: %s
            :sid: '%d'
          :created_at: 2026-10-0%d 18:30:00.250000000 Z
        """;
    collected.file(
        "submission_metadata.yml",
        entry.formatted(1, "Jane Doe", 4711, 1)
            + entry.formatted(2, "Jane Doe", 4711, 3)
            + entry.formatted(3, "Sam Lee", 4712, 3));
    List<HandIn> all = collected.intake(DueDate.of("2026-10-02T12:00Z")).handIns();
    assertEquals(List.of("4711", "4712"), all.stream().map(HandIn::student).toList());
    assertEquals(
        List.of("Jane Doe", "Sam Lee"), all.stream().map(one -> one.who().name()).toList());
    assertEquals(new Delivery("2026-10-01T18:30:00.250Z", false, ""), all.get(0).delivery());
    assertEquals(
        List.of("submission_2 came after the due date; what came before counts."),
        all.get(0).notes());
    assertEquals(GOOD, Collected.answer(collected.intake().read(all.get(0))));
    assertEquals(new Delivery("2026-10-03T18:30:00.250Z", true, ""), all.get(1).delivery());
  }

  @Test
  void the_time_of_nbgrader_is_read_from_its_place_alone() {
    collected.file("submitted/ann/week3/MyRnnStep.java", GOOD);
    collected.file("submitted/ann/week3/timestamp.txt", "2026-10-01 10:00:00.5 UTC\n");
    collected.file("submitted/ann/week3/mine/timestamp.txt", "1999-01-01 10:00:00 UTC");
    collected.file("submitted/bob/week3/MyRnnStep.java", GOOD);
    collected.file("submitted/bob/week3/timestamp.txt", "yesterday");
    assertEquals("2026-10-01T10:00:00.500Z", collected.of("ann").delivery().time());
    assertEquals("", collected.of("bob").delivery().time());
  }

  private Contents first(String due) {
    Intake intake = collected.intake(DueDate.of(due));
    return intake.read(intake.handIns().get(0));
  }

  @Test
  void each_assignment_of_nbgrader_has_its_own_time() {
    collected.file("submitted/ann/e01/MyOneHot.java", ONE_HOT);
    collected.file("submitted/ann/e01/timestamp.txt", "2026-10-02 10:00:00 UTC");
    collected.file("submitted/ann/e05/MyRnnStep.java", GOOD);
    collected.file("submitted/ann/e05/timestamp.txt", "2026-09-30 10:00:00 UTC");
    Contents read = first("2026-10-02T00:00Z");
    assertEquals(
        Map.of(
            "e01", new Receipt("2026-10-02T10:00:00Z", true),
            "e05", new Receipt("2026-09-30T10:00:00Z", false)),
        read.delivery().exercises());
    assertEquals("2026-10-02T10:00:00Z", read.delivery().time());
    assertTrue(read.delivery().late());
    assertEquals(List.of("e01 was handed in 10 h 0 min after the due date."), read.notes());
  }

  @Test
  void of_two_assignments_with_one_exercise_the_last_in_time_counts() {
    String[] days = {"01", "02", "04"};
    for (String day : days) {
      String text = day.equals("02") ? GOOD : "package e05_rnn_step;\n";
      collected.file("submitted/ann/week" + (9 - day.charAt(1)) + "/MyRnnStep.java", text);
      collected.file(
          "submitted/ann/week" + (9 - day.charAt(1)) + "/timestamp.txt",
          "2026-10-" + day + " 10:00:00 UTC");
    }
    assertEquals(GOOD, Collected.answer(first("2026-10-03T00:00Z")));
  }

  @Test
  void a_class_that_came_late_makes_the_answer_late_that_uses_it() {
    collected.file("doejane_4711_1_MyRnnStep.java", GOOD.replace("Math::tanh", "Util::squash"));
    collected.file("doejane_LATE_4711_2_Util.java", "class Util {}");
    assertEquals(new Receipt("", true), collected.only().delivery().of("e05"));
  }

  @Test
  void of_an_exercise_in_time_and_one_that_Canvas_marks_as_late_both_count() {
    collected.file("roebob_4712_3_MyRnnStep.java", GOOD);
    collected.file("roebob_LATE_4712_4_MyOneHot.java", ONE_HOT);
    for (Contents read : List.of(collected.only(), first("2026-10-01"))) {
      assertEquals(Set.of("e01", "e05"), read.answers().keySet());
      assertTrue(read.delivery().late());
      assertTrue(read.delivery().of("e01").late());
      assertFalse(read.delivery().of("e05").late());
      assertEquals(List.of("The platform has marked e01 as late."), read.notes());
    }
  }

  @Test
  void what_Canvas_marks_as_late_does_not_replace_what_came_in_time() {
    collected.file("doejane_4711_1_MyRnnStep.java", GOOD);
    collected.file("doejane_LATE_4711_2_MyRnnStep-1.java", "late");
    Contents read = collected.only();
    assertEquals(GOOD, Collected.answer(read));
    assertFalse(read.delivery().late());
    assertEquals(
        List.of(
            "doejane_LATE_4711_2_MyRnnStep-1.java came after the due date; what came before"
                + " counts."),
        read.notes());
  }

  @Test
  void hand_ins_in_Gradescope_are_in_the_order_of_their_times() {
    collected.file("submission_101/MyRnnStep.java", GOOD);
    collected.file("submission_108/MyRnnStep.java", "old");
    String entry =
        """
        submission_%d:
          :submitters:
          - :sid: '4711'
          :created_at: 2026-%s:00.000000000 Z
        """;
    collected.file(
        "submission_metadata.yml",
        entry.formatted(101, "10-01 17:00") + entry.formatted(108, "09-30 15:00"));
    Contents read = collected.only();
    assertEquals(GOOD, Collected.answer(read));
    assertEquals(
        List.of(
            "There are 2 hand-ins: submission_108, submission_101. The latest counts, which is"
                + " submission_101."),
        read.notes());
  }

  @Test
  void a_due_date_is_a_day_or_a_time() {
    assertEquals(
        Instant.parse("2026-10-01T16:00:00Z"), DueDate.of("2026-10-01T18:00+02:00").time());
    assertEquals(Instant.parse("2026-10-01T16:00:00Z"), DueDate.of("2026-10-01 16:00:00Z").time());
    Instant day = DueDate.of("2026-10-01").time();
    assertEquals(DueDate.of("2026-10-01T23:59:59.999999999").time(), day);
    assertEquals("2 h 13 min", new DueDate(day).late(day.plusSeconds(2 * 3600 + 13 * 60 + 5)));
    assertEquals("3 d 1 h", new DueDate(day).late(day.plusSeconds(73 * 3600)));
    assertEquals("5 s", new DueDate(day).late(day.plusSeconds(5)));
    var error = assertThrows(IllegalArgumentException.class, () -> DueDate.of("tomorrow"));
    assertTrue(error.getMessage().contains("not “tomorrow”"), error.getMessage());
  }

  private String refused(Path place) {
    return assertThrows(IllegalArgumentException.class, () -> Intake.of(place, Set.of()))
        .getMessage();
  }

  @Test
  void where_nothing_is_found_that_is_said_and_what_to_give() {
    String expected =
        ": expected is the download of a platform, or a folder or zip for each student";
    assertEquals("nothing was found in " + folder + expected, refused(folder));
    Path file = collected.file("MyRnnStep.java", GOOD);
    assertEquals(
        "nothing was found in "
            + folder
            + " (MyRnnStep.java belongs to no student, and is ignored.)"
            + expected,
        refused(folder));
    assertEquals(
        file
            + " is a single file. Put it into a folder named after the student, and give the folder"
            + " around that",
        refused(file));
  }

  private void assertDownloads(String... names) {
    assertEquals(
        folder
            + " holds downloads of a platform where each student's hand-in is expected: “"
            + String.join("”, “", names)
            + "”. Give them one by one, each with a folder of its own for the results",
        refused(folder));
  }

  @Test
  void a_folder_of_downloads_is_no_class() {
    new Zipped()
        .with("Ada Byron_1_assignsubmission_file_/MyRnnStep.java", GOOD)
        .to(folder.resolve("e05-4001.zip"));
    new Zipped().with("byronada_11_101_MyRnnStep.java", GOOD).to(folder.resolve("submissions.zip"));
    collected.file("assignment_1_export/submission_metadata.yml", "");
    assertDownloads("assignment_1_export", "e05-4001.zip", "submissions.zip");
  }

  @Test
  void a_download_beside_hand_ins_of_another_one_is_not_one_of_them() {
    collected.file("week5/Ada Byron_1_assignsubmission_file_/MyRnnStep.java", GOOD);
    collected.file("Cy Late_3_assignsubmission_file_/MyRnnStep.java", GOOD);
    assertEquals(
        folder
            + " holds a download of a platform where each student's hand-in is expected: “week5”."
            + " Give that one instead of the folder around it",
        refused(folder));
  }

  @Test
  void one_who_hands_in_what_looks_like_a_download_stops_nobody() {
    collected.file("ann/MyRnnStep_1_2_final.java", GOOD);
    collected.file("bob/MyRnnStep.java", GOOD);
    collected.file("cat/MyRnnStep.java", GOOD);
    assertEquals(List.of("ann", "bob", "cat"), collected.students());
    assertEquals(
        List.of(
            "ann looks like the download of a platform, and is read as one student's. If it is a"
                + " download, grade it by itself."),
        collected.intake().notes());
  }

  @Test
  void repositories_of_two_exercises_are_one_hand_in_and_each_counts_for_its_own() {
    String starter =
        "package e05_rnn_step; throw new UnsupportedOperationException(\"e05: not written yet\");";
    collected.file("e05-ben/exercises/e05_rnn_step/MyRnnStep.java", GOOD);
    collected.file("e01-ben/exercises/e05_rnn_step/MyRnnStep.java", starter);
    collected.file("e01-ben/MyOneHot.java", "package e01_one_hot;\n");
    collected.file("e05-ada/MyRnnStep.java", GOOD);
    Path old = collected.file("e01-ada/exercises/e05_rnn_step/MyRnnStep.java", "old");
    Collected.written(old, 4_000_000_000L);
    assertEquals(Set.of("e01", "e05"), collected.of("ben").answers().keySet());
    assertEquals(List.of(), collected.of("ben").notes());
    assertEquals(GOOD, Collected.answer(collected.of("ben")));
    assertEquals(GOOD, Collected.answer(collected.of("ada")));
  }

  @Test
  void of_two_hand_ins_in_Gradescope_the_later_one_counts_whatever_the_files_say() {
    Path late = collected.file("submission_1/MyRnnStep.java", GOOD);
    Path early = collected.file("submission_2/MyRnnStep.java", "early");
    Collected.written(late, 1_000);
    Collected.written(early, 2_000);
    String entry =
        "submission_%d:%n  :submitters:%n  - :sid: '7'%n  :created_at: 2026-10-0%d 18:30:00 Z%n";
    collected.file("submission_metadata.yml", entry.formatted(1, 3) + entry.formatted(2, 1));
    assertEquals(GOOD, Collected.answer(collected.only()));
  }

  @Test
  void where_no_time_is_known_none_is_called_the_latest() {
    new Zipped().with("MyRnnStep.java", GOOD).to(folder.resolve("ann.zip"));
    Collected.written(folder.resolve("ann.zip"), 1_000);
    Collected.written(collected.file("ann/MyRnnStep.java", GOOD), 1_000);
    assertEquals(
        List.of(
            "There are 2 hand-ins: ann, ann.zip. It is not known when they were handed in: the last by"
                + " its name counts, which is ann.zip."),
        collected.only().notes());
  }
}
