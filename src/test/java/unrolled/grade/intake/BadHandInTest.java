package unrolled.grade.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import unrolled.grade.compile.Compilation;
import unrolled.grade.judge.Attempts;

/** Each bad hand-in is told of in a line of its own, and the good one beside it is read. */
class BadHandInTest {
  private static final String GOOD = Collected.GOOD;
  private static final String NOTHING =
      "There is no answer in it: no MyOneHot.java, MyRnnStep.java.";

  @TempDir Path folder;
  private Collected collected;

  @BeforeEach
  void one_good_hand_in() {
    collected = new Collected(folder);
    collected.file("good/MyRnnStep.java", GOOD);
  }

  private void assertNotes(String... notes) {
    assertEquals(List.of("bad", "good"), collected.students());
    assertEquals(List.of(notes), collected.of("bad").notes());
    assertEquals(GOOD, Collected.answer(collected.of("good")));
  }

  private Path zip() {
    return folder.resolve("bad.zip");
  }

  @Test
  void a_class_beside_the_answer_goes_along_if_the_answer_names_it() {
    String step = Collected.GOOD.replace("Math::tanh", "Util::squash");
    collected.file("bad/work/MyRnnStep.java", step);
    collected.file(
        "bad/work/Util.java",
        "class Util { static double squash(double v) { return Math.tanh(v); } }");
    collected.file("bad/work/Other.java", "class Other {}");
    Contents read = collected.of("bad");
    try (Attempts attempts = new Attempts()) {
      Compilation compiled = attempts.compiled(read.answers().get("e05"));
      assertEquals("", compiled.problem());
      assertEquals("Taken: MyRnnStep.java with Util.java.", compiled.remark());
    }
    assertEquals(List.of("Ignored: work/Other.java."), read.notes());
  }

  @Test
  void an_answer_among_thousands_of_files_is_found_and_that_the_rest_was_not_looked_at_is_said() {
    for (int i = 0; i < 2500; i++) {
      collected.file("bad/a/data-" + i + ".txt", "x");
    }
    collected.file("bad/z/MyRnnStep.java", Collected.GOOD);
    Contents read = collected.of("bad");
    assertEquals(Collected.GOOD, Collected.answer(read));
    assertTrue(
        read.notes().contains("It holds more than 2000 files; the rest was not looked at."),
        read.notes().toString());
  }

  @Test
  void an_empty_folder() throws IOException {
    Files.createDirectories(folder.resolve("bad/empty too"));
    assertNotes("bad is empty, and is ignored.", NOTHING);
  }

  @Test
  void a_zip_that_is_none() {
    collected.file("bad.zip", "Rar!");
    assertNotes("bad.zip is not a zip, or a damaged one, and is ignored.", NOTHING);
  }

  @Test
  void a_zip_cut_short() throws IOException {
    byte[] whole = new Zipped().with("MyRnnStep.java", GOOD).bytes();
    Files.write(zip(), Arrays.copyOf(whole, whole.length / 2));
    assertNotes("bad.zip is not a zip, or a damaged one, and is ignored.", NOTHING);
  }

  @Test
  void a_zip_with_any_byte_changed_is_read_or_refused() throws IOException {
    byte[] whole = new Zipped().with("MyRnnStep.java", GOOD).withLink("a", "/etc/passwd").bytes();
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      for (int value : new int[] {0, 0x7f, 0x80, 0xff}) {
        byte[] changed = whole.clone();
        changed[i] = (byte) value;
        try {
          for (ItemFile file : Zip.files(ByteBuffer.wrap(changed))) {
            file.content().read(Limits.SOURCE_BYTES);
          }
        } catch (ItemFile.Unreadable e) {
          refused++;
        }
      }
    }
    assertTrue(refused > whole.length, refused + " of " + whole.length);
  }

  @Test
  void an_empty_zip() {
    new Zipped().to(zip());
    assertNotes("bad.zip is empty, and is ignored.", NOTHING);
  }

  @Test
  void a_zip_whose_content_is_damaged() throws IOException {
    byte[] whole = new Zipped().with("MyRnnStep.java", GOOD).bytes();
    whole[60] ^= 1;
    Files.write(zip(), whole);
    assertNotes("bad.zip/MyRnnStep.java is damaged, and is ignored.", NOTHING);
  }

  @Test
  @Timeout(20)
  void a_bomb_is_stopped_by_what_comes_out_whatever_it_says_of_itself() {
    new Zipped().lying("MyRnnStep.java", new byte[64 << 20]).to(zip());
    assertNotes("bad.zip/MyRnnStep.java is larger than 256 kB, and is ignored.", NOTHING);
  }

  @Test
  @Timeout(20)
  void a_bomb_of_many_files_is_stopped_by_all_of_them_together() {
    Zipped bomb = new Zipped();
    byte[] most = new byte[Limits.SOURCE_BYTES];
    for (int i = 0; i < 400; i++) {
      bomb.with(i + "/MyRnnStep.java", most);
    }
    bomb.to(zip());
    List<String> notes = collected.of("bad").notes();
    assertTrue(
        notes.contains(
            "bad.zip/256/MyRnnStep.java is more than a hand-in may hold, and is ignored."),
        notes.toString());
  }

  @Test
  void zips_in_zips_without_end() {
    byte[] zip = new Zipped().with("MyRnnStep.java", GOOD).bytes();
    for (int i = 0; i < 9; i++) {
      zip = new Zipped().with("a.zip", zip).bytes();
    }
    collected.file("bad/a.zip", zip);
    assertNotes(
        "a.zip/a.zip/a.zip/a.zip is a zip inside too many other zips, and is ignored.", NOTHING);
  }

  @Test
  void more_files_than_anybody_writes() {
    Zipped many = new Zipped().with("MyRnnStep.java", GOOD);
    for (int i = 0; i < 3000; i++) {
      many.with("f" + i, "");
    }
    many.to(zip());
    assertTrue(
        collected
            .of("bad")
            .notes()
            .contains("It holds more than 2000 files; the rest was not looked at."));
  }

  @Test
  void an_encrypted_zip() {
    new Zipped().encrypted("MyRnnStep.java", GOOD).to(zip());
    assertNotes("bad.zip/MyRnnStep.java is encrypted, and is ignored.", NOTHING);
  }

  @Test
  void names_in_a_zip_that_lead_out_of_it() {
    new Zipped()
        .with("../good/MyRnnStep.java", "x")
        .with("/tmp/MyRnnStep.java", "x")
        .with("C:\\MyRnnStep.java", "x")
        .with("a\\..\\..\\MyRnnStep.java", "x")
        .to(zip());
    assertNotes(
        "bad.zip/../good/MyRnnStep.java is outside of the hand-in, and is ignored.",
        "bad.zip//tmp/MyRnnStep.java is outside of the hand-in, and is ignored.",
        "bad.zip/C:/MyRnnStep.java is outside of the hand-in, and is ignored.",
        "bad.zip/a/../../MyRnnStep.java is outside of the hand-in, and is ignored.",
        NOTHING);
  }

  @Test
  void links_are_not_followed() throws IOException {
    Path secret = collected.file("good/secret.txt", "secret");
    Files.createDirectories(folder.resolve("bad/e05_rnn_step"));
    Files.createSymbolicLink(folder.resolve("bad/MyRnnStep.java"), secret);
    Files.createSymbolicLink(folder.resolve("bad/e05_rnn_step/all"), folder);
    assertNotes(
        "MyRnnStep.java is a link, and is ignored.",
        "e05_rnn_step/all is a link, and is ignored.",
        NOTHING);
  }

  @Test
  void a_link_in_the_place_of_a_hand_in() throws IOException {
    Files.createSymbolicLink(folder.resolve("bad.zip"), collected.file("z/a.zip", "x"));
    Files.delete(folder.resolve("z/a.zip"));
    Files.delete(folder.resolve("z"));
    assertNotes("bad.zip is a link, and is ignored.", NOTHING);
  }

  @Test
  void links_in_a_zip() {
    new Zipped().withLink("MyRnnStep.java", "/etc/passwd").to(zip());
    assertNotes("bad.zip/MyRnnStep.java is a link, and is ignored.", NOTHING);
  }

  @Test
  @Timeout(20)
  void a_pipe_is_never_opened() throws Exception {
    Files.createDirectories(folder.resolve("bad"));
    Process made =
        new ProcessBuilder("mkfifo", folder.resolve("bad/MyRnnStep.java").toString()).start();
    assumeTrue(made.waitFor(5, TimeUnit.SECONDS) && made.exitValue() == 0, "there is no mkfifo");
    assertNotes("MyRnnStep.java is not a file but a device or a pipe, and is ignored.", NOTHING);
  }

  @Test
  void the_same_name_twice_in_a_zip() {
    new Zipped().with("MyRnnStep.java", "old").with("MyRnnStep.java", GOOD).to(zip());
    Contents read = collected.of("bad");
    assertEquals(GOOD, Collected.answer(read));
    assertTrue(
        read.notes().contains("MyRnnStep.java is in it twice; the last one counts."),
        read.notes().toString());
  }

  @Test
  void a_class_that_is_an_answer_under_another_name_is_told_the_right_one() {
    collected.file("bad/Mine.java", GOOD.replace("MyRnnStep", "Mine"));
    collected.file("bad/RnnStepImpl.java", GOOD.replace("MyRnnStep", "RnnStepImpl"));
    collected.file("bad/Other.java", "class Other { /* implements RnnStep { */ }");
    String rest =
        " implements RnnStep, but an answer to e05 must be the class MyRnnStep in a file"
            + " MyRnnStep.java: rename it.";
    assertNotes(
        "Mine.java" + rest,
        "RnnStepImpl.java" + rest,
        "There is no answer in it: no MyOneHot.java, MyRnnStep.java.",
        "Ignored: Mine.java, Other.java, RnnStepImpl.java.");
  }

  @Test
  void a_copy_is_told_the_right_name() {
    List<String> names =
        List.of("Copy of MyRnnStep.java", "MyRnnStep - Kopie.java", "Müller_MyRnnStep.java");
    names.forEach(name -> collected.file("bad/" + name, GOOD));
    String rest =
        " implements RnnStep, but an answer to e05 must be the class MyRnnStep in a file"
            + " MyRnnStep.java: rename it.";
    assertNotes(
        names.get(0) + rest,
        names.get(1) + rest,
        names.get(2) + rest,
        NOTHING,
        "Ignored: " + String.join(", ", names) + ".");
  }

  @Test
  void a_name_with_a_slip_is_told_the_right_one() {
    collected.file("bad/MyRnnStp.java", GOOD);
    collected.file("bad/myonehot.java.txt", GOOD);
    collected.file("bad/notes.txt", "x");
    assertNotes(
        "MyRnnStp.java is not the name of an answer. Should it be MyRnnStep.java?",
        "myonehot.java.txt is not the name of an answer. Should it be MyOneHot.java?",
        NOTHING,
        "Ignored: MyRnnStp.java, myonehot.java.txt, notes.txt.");
  }

  @Test
  void names_that_differ_in_capitals_only() {
    new Zipped().with("myrnnstep.java", "other").with("MyRnnStep.java", GOOD).to(zip());
    assertNotes("Ignored: bad.zip/myrnnstep.java.");
    assertEquals(GOOD, Collected.answer(collected.of("bad")));
  }

  @Test
  void a_starter_gives_way_to_what_has_been_written() {
    collected.file(
        "bad/exercises/e05_rnn_step/MyRnnStep.java",
        "package e05_rnn_step; throw new UnsupportedOperationException(\"e05: not written yet\");");
    collected.file("bad/MyRnnStep (1).java", GOOD);
    assertNotes();
    assertEquals(GOOD, Collected.answer(collected.of("bad")));
  }

  @Test
  void of_two_answers_the_one_in_its_folder_counts() {
    collected.file("bad/MyRnnStep.java", "package e05_rnn_step;\n");
    collected.file("bad/e05_rnn_step/MyRnnStep.java", GOOD);
    assertNotes(
        "e05: there are 2 answers, MyRnnStep.java, e05_rnn_step/MyRnnStep.java; the last of these"
            + " counts.");
    assertEquals(GOOD, Collected.answer(collected.of("bad")));
  }

  @Test
  void a_file_that_is_too_long() {
    collected.file("bad/MyRnnStep.java", new byte[300 << 10]);
    assertNotes("MyRnnStep.java is larger than 256 kB, and is ignored.", NOTHING);
  }

  @Test
  void a_file_without_a_text() {
    collected.file("bad/MyRnnStep.java", "");
    assertNotes("MyRnnStep.java is empty, and is ignored.", NOTHING);
    collected.file("bad/MyRnnStep.java", new byte[] {(byte) 0xca, (byte) 0xfe, 1, 0, 2, 7, 7, 7});
    assertNotes("MyRnnStep.java is not a text but binary, and is ignored.", NOTHING);
  }

  @Test
  void a_source_in_an_old_encoding_is_read_and_said() {
    String source = GOOD.replace("public final", "/** Für die Übung. */ public final");
    collected.file("bad/MyRnnStep.java", source.getBytes(Charset.forName("windows-1252")));
    assertNotes("MyRnnStep.java is not in UTF-8; it was read as windows-1252.");
    assertEquals(source, Collected.answer(collected.of("bad")));
  }

  @Test
  void byte_order_marks_are_no_part_of_a_source() {
    collected.file("bad/MyRnnStep.java", "\uFEFF" + GOOD);
    assertNotes();
    assertEquals(GOOD, Collected.answer(collected.of("bad")));
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String mark : List.of("\uFEFF", "")) {
        collected.file("bad/MyRnnStep.java", (mark + GOOD).getBytes(charset));
        assertNotes("MyRnnStep.java is not in UTF-8; it was read as UTF-16.");
        assertEquals(GOOD, Collected.answer(collected.of("bad")));
      }
    }
  }

  @Test
  void an_archive_that_is_no_zip_is_not_opened() {
    collected.file("bad/work.RAR", "Rar!");
    collected.file("bad/work.tar.gz", "?");
    assertNotes(
        "work.RAR is an archive, but not a zip, and is ignored.",
        "work.tar.gz is an archive, but not a zip, and is ignored.",
        NOTHING);
  }

  @Test
  void names_that_are_hard_on_shells_tables_and_pages() {
    List<String> names =
        List.of(
            "-rf",
            "--out=x",
            "=cmd|'calc'!A1",
            "a'; DROP TABLE students;--",
            "a\"b\"",
            "a\nb",
            "a b",
            "<script>alert(1)</script>".replace('/', '_'),
            "Zoë 李小龍 🎓",
            "$(touch x)",
            "right\u202Eleft");
    names.forEach(name -> collected.file(name + "/MyRnnStep.java", GOOD));
    assertTrue(collected.students().containsAll(names), collected.students().toString());
    for (String name : names) {
      Contents read = collected.of(name);
      assertEquals(GOOD, Collected.answer(read));
      assertTrue(file(name).matches("[A-Za-z0-9_][A-Za-z0-9_-]*"), file(name));
    }
    assertEquals(names.size(), names.stream().map(BadHandInTest::file).distinct().count());
  }

  private static String file(String name) {
    return Student.named(name).fileName();
  }

  @Test
  void names_of_no_known_alphabet_stay_apart() throws Exception {
    String make = "mkdir \"$(printf '\\303\\244\\377')\" \"$(printf '\\303\\266\\377')\"";
    Process made =
        new ProcessBuilder("sh", "-c", make).directory(folder.toFile()).inheritIO().start();
    assumeTrue(made.waitFor(5, TimeUnit.SECONDS) && made.exitValue() == 0, "no such names here");
    assertEquals(3, collected.students().size());
  }

  @Test
  void a_name_in_a_zip_in_the_letters_of_old_PCs() {
    byte[] name = {'M', (byte) 0x94, 'r', 'z', '.', 't', 'x', 't'};
    new Zipped().rawName(name, "x").with("MyRnnStep.java", GOOD).to(zip());
    assertNotes("Ignored: bad.zip/Mörz.txt.");
  }

  @Test
  void a_folder_that_may_not_be_opened() throws IOException {
    Path closed = Files.createDirectories(folder.resolve("bad"));
    collected.file("bad/MyRnnStep.java", GOOD);
    Files.setPosixFilePermissions(
        closed, java.nio.file.attribute.PosixFilePermissions.fromString("---------"));
    try {
      assumeTrue(!Files.isReadable(closed), "root may open everything");
      assertEquals(
          List.of("bad is unreadable, and is ignored.", NOTHING), collected.of("bad").notes());
    } finally {
      Files.setPosixFilePermissions(
          closed, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
