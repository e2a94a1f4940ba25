package unrolled.grade.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
  /** As Canvas exports its gradebook. */
  private static final String CANVAS =
      """
      Student,ID,SIS User ID,SIS Login ID,Section,Homework 3 (815)
      "    Points Possible",,,,,50
      "Doe, Jane",4711,s-100,jdoe,CS 1,
      "Öztürk, Can",4712,s-101,coez,CS 1,
      "Lee, Sam",4713,s-102,slee,CS 2,
      "Lee, Sam",4714,s-103,slee2,CS 2,
      """;

  @TempDir Path folder;

  private Roster roster(String csv) throws IOException {
    return Roster.read(Files.writeString(folder.resolve("class.csv"), csv));
  }

  private static Student of(Roster roster, String name) {
    return roster.find(Who.named(name)).student();
  }

  private static void assertMeans(Roster roster, String key, String... names) {
    for (String name : names) {
      assertEquals(key, of(roster, name).key(), name);
    }
  }

  @Test
  void a_student_is_found_by_whatever_a_platform_puts_into_a_name() throws IOException {
    Roster roster = roster(CANVAS);
    assertEquals(4, roster.students().size());
    assertMeans(
        roster,
        "jdoe",
        "jdoe",
        "JDoe",
        "4711",
        "s-100",
        "doejane_4711",
        "Jane Doe_815",
        "Jane Doe",
        "Doe, Jane",
        "week-3-jdoe",
        "e05-jdoe");
    assertMeans(
        roster, "coez", "ozturkcan_4712", "Can Ozturk", "ÖZTÜRK Can", "Can O\u0308ztu\u0308rk");
    assertMeans(roster, "slee2", "leesam_4714", "slee2");
    assertEquals("Doe, Jane", of(roster, "jdoe").name());
    assertEquals("CS 1", of(roster, "jdoe").entry("section"));
  }

  @Test
  void letters_that_are_no_accents_and_last_names_of_several_words_are_found() throws IOException {
    Roster roster =
        roster(
            """
            id,first name,last name
            1,Łukasz,Wójcik
            2,Hans,Strauß
            3,İbrahim,Iğdır
            4,Øystein,Aas
            5,Ana,de la Cruz
            """);
    assertMeans(roster, "1", "Lukasz Wojcik", "WÓJCIK ŁUKASZ");
    assertMeans(roster, "2", "Hans Strauss", "HANS STRAUSS");
    assertMeans(roster, "3", "Ibrahim Igdir", "İBRAHİM IĞDIR");
    assertMeans(roster, "4", "Oystein Aas");
    assertMeans(roster, "5", "de la Cruz Ana", "Ana de la Cruz");
  }

  @Test
  void who_is_not_clear_is_not_guessed() throws IOException {
    Roster roster = roster(CANVAS);
    Roster.Match lee = roster.find(Who.named("Sam Lee_816"));
    assertEquals("Sam Lee_816", lee.student().key());
    assertEquals(
        List.of(
            "“Sam Lee_816” may be Lee, Sam (slee) or Lee, Sam (slee2) of the roster: it is filed under its own name."),
        lee.notes());
    assertEquals(
        List.of("“nobody” is not in the roster."), roster.find(Who.named("nobody")).notes());
  }

  @Test
  void a_number_that_is_anothers_in_another_system_does_not_count() throws IOException {
    Roster roster = roster("id,name\n815,Sam Lee\n816,Jane Doe\n");
    Roster.Match match =
        roster.find(new Who("doejane_815", "doejane_815", List.of("815", "doejane"), "815"));
    assertEquals("doejane_815", match.student().key());
    assertEquals(1, match.notes().size());
  }

  @Test
  void the_header_may_be_in_any_order_and_either_separator_and_with_a_mark() throws IOException {
    Path csv = folder.resolve("moodle.csv");
    String text =
        "\uFEFFSection;Email address;Last name;First name\nA;jdoe@school.example;Doe;Jane\n";
    Files.write(csv, text.getBytes(StandardCharsets.UTF_8));
    Roster roster = Roster.read(csv);
    assertMeans(roster, "jdoe@school.example", "Jane Doe_4", "doejane_1", "jdoe", "e05-jdoe");
    assertEquals("Jane Doe", of(roster, "jdoe").name());
  }

  @Test
  void a_header_may_be_in_German() throws IOException {
    Roster roster =
        roster(
            "Nachname;Vorname;Matrikelnummer;E-Mail-Adresse\n"
                + "Doe;Jane;00112;jdoe@school.example\n");
    assertMeans(roster, "00112", "Jane Doe_4", "jdoe");
    assertEquals("Jane Doe", of(roster, "00112").name());
    assertMeans(roster("Vollständiger Name\nJane Doe\n"), "Jane Doe", "doejane_1");
  }

  @Test
  void a_row_that_stands_twice_is_one_student_and_the_test_student_is_none() throws IOException {
    Roster roster = roster("Student,ID\n\"Doe, Jane\",1\n\"Doe, Jane\",1\n\"Student, Test\",9\n");
    assertEquals(List.of("1"), roster.students().stream().map(Student::key).toList());
    var collected = new Collected(Files.createDirectory(folder.resolve("all")));
    collected.file("doejane_1_1_MyRnnStep.java", Collected.GOOD);
    assertEquals(
        List.of(
            "The roster has Canvas's “Student, Test”, who is left out.",
            "The roster has 1 twice, in lines 2 and 3, which are the same: one is taken."),
        collected.intake(roster).notes());
  }

  @Test
  void names_may_hold_quotes_separators_and_newlines() throws IOException {
    Roster roster = roster("name,login\n\"O\"\"Neil, \nZoë\",zo\n");
    assertEquals("O\"Neil, \nZoë", of(roster, "zo").name());
    assertMeans(roster, "zo", "oneilzoe_9");
  }

  @Test
  void hand_ins_get_their_students_and_who_is_missing_is_listed() throws IOException {
    var collected = new Collected(Files.createDirectory(folder.resolve("all")));
    collected.file("doejane_4711_1_MyRnnStep.java", Collected.GOOD);
    collected.file("jdoe.zip", new Zipped().with("MyRnnStep.java", "x").bytes());
    collected.file("stranger/MyRnnStep.java", "package e05_rnn_step;\n");
    Collected.written(collected.folder.resolve("jdoe.zip"), 1);
    Intake intake = collected.intake(roster(CANVAS));
    assertEquals(
        List.of("jdoe", "stranger"), intake.handIns().stream().map(HandIn::student).toList());
    assertEquals(
        List.of("coez", "slee", "slee2"), intake.missing().stream().map(Student::key).toList());
    Contents jane = intake.read(intake.handIns().get(0));
    assertEquals(Collected.GOOD, Collected.answer(jane));
    assertEquals(
        List.of(
            "There are 2 hand-ins: jdoe.zip, doejane_4711_1_MyRnnStep.java. The one to which the"
                + " platform gave the highest number counts, which is doejane_4711_1_MyRnnStep.java."),
        jane.notes());
    assertEquals(
        List.of("“stranger” is not in the roster."), intake.read(intake.handIns().get(1)).notes());
  }

  @Test
  void what_is_no_roster_is_one_sentence() throws IOException {
    assertRefused(
        "points,grade\n1,2\n",
        " names no students: it needs a header with a login, an id, an email or a name, filled in"
            + " for each; its header is [points, grade]. Read are login, login id, SIS login id,"
            + " username, user, net id, GitHub username, Anmeldename, Benutzername, Kennung, id,"
            + " student id, sid, SIS user id, id number, user id, identifier, Matrikelnummer,"
            + " ID-Nummer, email, email address, mail, E-Mail-Adresse, name, student, full name,"
            + " student name, Vollständiger Name, first name, given name, first, Vorname, last name,"
            + " surname, family name, last, Nachname, Familienname, with small letters or capitals;"
            + " write one of them into the header");
    assertRefused("", " is empty");
    assertRefused(
        "login,name\na,A\na,B\n",
        " has a twice, in lines 2 and 3, which differ: take one of them out, or give each its own");
    var error =
        assertThrows(IllegalArgumentException.class, () -> Roster.read(folder.resolve("none.csv")));
    assertEquals("there is no roster " + folder.resolve("none.csv"), error.getMessage());
  }

  private void assertRefused(String csv, String why) {
    var error = assertThrows(IllegalArgumentException.class, () -> roster(csv));
    assertEquals("the roster " + folder.resolve("class.csv") + why, error.getMessage());
  }
}
