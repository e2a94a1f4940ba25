package unrolled.grade.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import unrolled.grade.record.Gradebook;

/**
 * The students' pages in the form in which a platform takes feedback back: named as it had named
 * the hand-ins. Moodle takes such a zip under “Upload multiple feedback files in a zip”, Canvas
 * under “Upload Submissions”.
 */
final class FeedbackZip {
  static final String NAME = "feedback.zip";

  /** The first that a zip can hold, so that the same pages give the same bytes. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private FeedbackZip() {}

  /** The rows of which a platform takes feedback. */
  static List<Gradebook.Row> rows(Gradebook gradebook) {
    return gradebook.rows().stream().filter(row -> !row.delivery().feedback().isEmpty()).toList();
  }

  static byte[] of(Gradebook gradebook) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Gradebook.Row row : rows(gradebook)) {
        var entry = new ZipEntry(row.delivery().feedback());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(StudentPage.of(gradebook, row).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
