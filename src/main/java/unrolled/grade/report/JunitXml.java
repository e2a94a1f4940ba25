package unrolled.grade.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.player.host.Clean;

/**
 * A student's results as Maven Surefire writes those of a test class, schema 3.0.2: for the systems
 * that show test reports. There is no place for points, so they stand among the properties.
 *
 * <p>The class of the test is the student's name for files, and the exercise. Times are 0: a report
 * says nothing that changes from run to run.
 */
final class JunitXml {
  private JunitXml() {}

  static String of(Gradebook gradebook, Gradebook.Row row) {
    String suite = row.student().fileName();
    var xml = new Markup();
    xml.ours("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    var cases = new Cases(xml, suite);
    xml.open("testsuite", attributes(gradebook, row, suite)).line();
    properties(xml, gradebook, row);
    for (Gradebook.Column column : gradebook.columns()) {
      Verdict verdict = row.verdicts().get(column.id());
      if (verdict == null) {
        cases.skipped(column);
      } else if (verdict.rows().isEmpty()) {
        cases.error(column, verdict);
      } else {
        verdict.rows().forEach(test -> cases.test(column, test));
      }
    }
    return xml.close().line().toString();
  }

  private static String[] attributes(Gradebook gradebook, Gradebook.Row row, String suite) {
    List<Verdict> verdicts = List.copyOf(row.verdicts().values());
    long tests = verdicts.stream().mapToLong(v -> Math.max(1, v.rows().size())).sum();
    long errors = verdicts.stream().filter(v -> v.rows().isEmpty()).count();
    long skipped = gradebook.columns().size() - verdicts.size();
    long failures =
        verdicts.stream().flatMap(v -> v.rows().stream()).filter(test -> !test.passed()).count();
    return new String[] {
      "name", suite,
      "time", "0",
      "tests", String.valueOf(tests + skipped),
      "errors", String.valueOf(errors),
      "skipped", String.valueOf(skipped),
      "failures", String.valueOf(failures)
    };
  }

  private static void properties(Markup xml, Gradebook gradebook, Gradebook.Row row) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("student", Words.name(row.student()));
    properties.put("points", String.valueOf(row.points()));
    properties.put("maximum", String.valueOf(gradebook.maximum()));
    row.verdicts()
        .forEach(
            (id, verdict) -> {
              properties.put(id + ".points", String.valueOf(row.points(id).orElseThrow()));
              properties.put(id + ".maximum", String.valueOf(verdict.maximum()));
              properties.put(id + ".sandbox", Words.protection(verdict));
              if (!verdict.mistake().isEmpty()) {
                properties.put(id + ".mistake", verdict.mistake());
              }
            });
    row.overrides()
        .forEach(
            (id, override) -> {
              properties.put(id + ".points", String.valueOf(override.points()));
              properties.put(id + ".override", override.reason());
            });
    xml.open("properties").line();
    properties.forEach(
        (name, value) -> xml.single("property", "name", name, "value", value).line());
    xml.close().line();
  }

  /** Writes the cases of a suite. */
  private record Cases(Markup xml, String suite) {
    void test(Gradebook.Column column, Verdict.Row test) {
      open(column, Words.test(test));
      if (!test.passed()) {
        String told = test.hidden() ? Words.HIDDEN + " failed" : test.message();
        xml.element("failure", told, "message", Clean.line(told), "type", "failed");
      } else if (!test.counts()) {
        xml.element("system-out", test.withheld());
      }
      xml.close().line();
    }

    void error(Gradebook.Column column, Verdict verdict) {
      open(column, "the answer can be run");
      String problem = verdict.problem();
      xml.element("error", problem, "message", Clean.line(problem), "type", "not run");
      xml.close().line();
    }

    void skipped(Gradebook.Column column) {
      open(column, "the answer is handed in");
      xml.element("skipped", "", "message", "not handed in");
      xml.close().line();
    }

    private void open(Gradebook.Column column, String name) {
      xml.open("testcase", "name", name, "classname", suite + "." + column.id(), "time", "0");
    }
  }
}
