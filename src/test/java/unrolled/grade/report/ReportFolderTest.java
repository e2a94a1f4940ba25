package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  @TempDir Path out;

  private void run(String... namesAndTexts) {
    ReportFolder folder = ReportFolder.at(out);
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      folder.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    folder.finish();
  }

  private Map<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(out.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void a_file_that_is_no_longer_written_is_removed_with_its_empty_folder() throws IOException {
    run("students/a.html", "a", "junit/b.xml", "b", "c.csv", "c");
    run("students/a.html", "a", "c.csv", "c");
    assertFalse(Files.exists(out.resolve("junit")));
    assertTrue(Files.exists(out.resolve("students/a.html")));
  }

  @Test
  void what_somebody_else_wrote_or_changed_is_left_alone() throws IOException {
    run("students/a.html", "a", "students/b.html", "b");
    Files.writeString(out.resolve("students/mine.html"), "mine");
    Files.writeString(out.resolve("students/b.html"), "b, and what I have to say of it");
    run("index.html", "i");
    assertFalse(Files.exists(out.resolve("students/a.html")));
    assertEquals("mine", Files.readString(out.resolve("students/mine.html")));
    assertTrue(Files.exists(out.resolve("students/b.html")));
  }

  @Test
  void a_run_that_is_cut_short_leaves_nothing_that_the_next_does_not_account_for()
      throws IOException {
    ReportFolder cut = ReportFolder.at(out);
    cut.put("students/gone.html", "gone");
    run("index.html", "i");
    assertFalse(Files.exists(out.resolve("students")));
  }

  @Test
  void the_list_of_reports_removes_nothing_outside_the_folder(@TempDir Path elsewhere)
      throws IOException {
    Path other = Files.writeString(elsewhere.resolve("other.txt"), "x");
    String hash = Sha256.hex("x".getBytes(StandardCharsets.UTF_8));
    Files.writeString(out.resolve(".reports"), hash + "  " + out.relativize(other) + "\n");
    run("index.html", "i");
    assertTrue(Files.exists(other));
  }

  @Test
  void a_report_that_cannot_be_written_is_named_and_leaves_the_old_one_whole() throws IOException {
    run("a.csv", "old");
    Files.createDirectories(out.resolve("b.csv/in-the-way"));
    ReportFolder folder = ReportFolder.at(out);
    var e = assertThrows(UncheckedIOException.class, () -> folder.put("b.csv", "b"));
    assertTrue(e.getMessage().endsWith("b.csv"), e.getMessage());
    assertEquals("old", Files.readString(out.resolve("a.csv")));
    assertFalse(Files.exists(out.resolve(".reports-draft")));
  }

  @Test
  void the_same_gradebook_gives_the_same_bytes(@TempDir Path again) throws IOException {
    Reports.write(SampleClass.of(30), out, Reports.Choice.DEFAULT, Map.of());
    Map<String, String> first = contents();
    Reports.write(SampleClass.of(30), out, Reports.Choice.DEFAULT, Map.of());
    assertEquals(first, contents());
    out = again;
    Reports.write(SampleClass.of(30), out, Reports.Choice.DEFAULT, Map.of());
    assertEquals(first, contents());
    assertEquals(3 * 30 + 6, first.size());
  }

  @Test
  void a_student_who_has_left_leaves_no_page() throws IOException {
    Reports.write(SampleClass.of(30), out, Reports.Choice.DEFAULT, Map.of());
    Reports.write(SampleClass.of(25), out, Reports.Choice.DEFAULT, Map.of());
    assertEquals(3 * 25 + 6, contents().size());
  }
}
