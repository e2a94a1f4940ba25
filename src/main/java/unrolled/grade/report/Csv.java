package unrolled.grade.report;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.StringWriter;
import java.util.List;
import unrolled.player.host.Clean;

/**
 * Tables as RFC 4180 has them: commas, every field in quotes, lines that end in CR and LF.
 *
 * <p>A spreadsheet takes a field that begins with {@code = + - @} for a formula and runs it. What a
 * student has written, and begins so, has an apostrophe put before it, which makes a text of it.
 */
final class Csv {
  /** The four, and the same as they are typed in full width, which some spreadsheets take too. */
  private static final String FORMULA = "=+-@＝＋－＠";

  private Csv() {}

  /** A text by somebody else, on one line and no formula. */
  static String harmless(String text) {
    String line = Clean.line(text);
    return isFormula(line) ? "'" + line : line;
  }

  static boolean isFormula(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
  }

  /** The file: these headers, which differ, and rows of as many fields. */
  static String of(List<String> headers, List<List<String>> rows) {
    var settings = new CsvWriterSettings();
    settings.setQuoteAllFields(true);
    settings.getFormat().setLineSeparator("\r\n");
    // A name is kept as it is, with spaces at its ends and all.
    settings.trimValues(false);
    settings.setEmptyValue("");
    var text = new StringWriter();
    var writer = new CsvWriter(text, settings);
    writer.writeHeaders(headers);
    rows.forEach(writer::writeRow);
    writer.close();
    return text.toString();
  }
}
