package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import unrolled.grade.intake.Delivery;
import unrolled.grade.intake.Receipt;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.PointsOverride;

class PagesTest {
  private static final Gradebook CLASS = SampleClass.of(60);
  private static final String INDEX = IndexPage.of(CLASS, SimilarAnswers.of(CLASS));

  /** What a page of ours may hold: anything else would have come out of somebody's text. */
  private static final Set<String> OURS =
      Set.of(
          ("html head meta title style body main header nav h1 h2 p b a dl div dt dd ul li section"
                  + " figure figcaption svg rect text table thead tbody tr th td button"
                  + " small bdi span label input details summary code pre script")
              .split(" "));

  private static Verdict verdict(List<Verdict.Row> rows, int points) {
    return new Verdict("e05", rows, points, 10, "", "", "", "", "full", List.of(), "", false);
  }

  private static Gradebook.Row row(Verdict verdict) {
    return new Gradebook.Row(
        new Student("k", "Kim", Map.of()), true, List.of(), Map.of(verdict.exercise(), verdict));
  }

  private static String page(Verdict verdict) {
    return StudentPage.of(CLASS, row(verdict));
  }

  private static void holdsOnlyOurElements(Document page) {
    for (Element element : Html.all(page, "*")) {
      assertTrue(OURS.contains(element.getTagName()), element.getTagName());
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        String name = attributes.item(i).getNodeName();
        assertFalse(name.startsWith("on") || name.equals("style") || name.equals("src"), name);
      }
    }
  }

  @Test
  void no_name_note_message_or_output_becomes_an_element_of_a_page() {
    holdsOnlyOurElements(Html.of(INDEX));
    for (Gradebook.Row row : CLASS.rows()) {
      holdsOnlyOurElements(Html.of(StudentPage.of(CLASS, row)));
    }
  }

  @Test
  void a_hostile_name_is_shown_as_it_is_but_for_what_no_page_may_hold() {
    List<String> names =
        Html.all(Html.of(INDEX), "tr").stream()
            .filter(row -> row.getParentNode().getNodeName().equals("tbody"))
            .map(row -> ((Element) row.getFirstChild()).getAttribute("data-value"))
            .toList();
    assertTrue(names.contains("<script>alert(1)</script>"));
    assertTrue(names.contains("אליס כהן"));
    assertTrue(names.contains("\uFFFDgnp.exe"), "the mark that turns writing around is gone");
    assertTrue(names.contains("two lines and three"));
    assertTrue(names.contains("(no name)"));
  }

  @Test
  void the_policy_lets_in_the_style_and_the_script_by_their_hashes_and_nothing_else() {
    Document page = Html.of(INDEX);
    String policy =
        Html.all(page, "meta").stream()
            .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
            .findFirst()
            .orElseThrow()
            .getAttribute("content");
    String script = INDEX.split("<script>")[1].split("</script>")[0];
    String style = INDEX.split("<style>")[1].split("</style>")[0];
    assertEquals(
        ("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s';"
                + " base-uri 'none'; form-action 'none'")
            .formatted(Sha256.base64(style), Sha256.base64(script)),
        policy);
  }

  @Test
  void a_page_names_no_address_outside() {
    assertFalse(INDEX.replace("https://evil.example", "").contains("://"));
  }

  @Test
  void a_student_s_page_runs_no_script() {
    String page = StudentPage.of(CLASS, CLASS.rows().get(0));
    assertFalse(page.contains("<script"));
    assertTrue(page.contains("script-src 'none'"));
  }

  @Test
  void every_column_is_sorted_by_a_button_and_every_cell_has_its_value() {
    Document page = Html.of(INDEX);
    Element table =
        Html.all(page, "table").stream()
            .filter(t -> t.getAttribute("id").equals("class"))
            .findFirst()
            .orElseThrow();
    var heads = table.getElementsByTagName("button");
    assertEquals(8, heads.getLength());
    int rows = 0;
    for (Element row : Html.all(page, "tr")) {
      if (row.getParentNode().getParentNode() == table
          && row.getParentNode().getNodeName().equals("tbody")) {
        rows++;
        assertEquals(heads.getLength(), row.getChildNodes().getLength());
        for (int i = 0; i < heads.getLength(); i++) {
          Element cell = (Element) row.getChildNodes().item(i);
          Element head = (Element) heads.item(i).getParentNode();
          String value = cell.getAttribute("data-value");
          assertFalse(value.isEmpty());
          assertTrue(head.getAttribute("data-kind").equals("text") || value.matches("-?[0-9]+"));
        }
      }
    }
    assertEquals(60, rows);
  }

  @Test
  void every_link_leads_to_a_page_or_a_place_that_is_written(@TempDir Path out) throws IOException {
    Reports.write(CLASS, out, Reports.Choice.DEFAULT, Map.of());
    Document index = Html.of(Files.readString(out.resolve("index.html")));
    var places = new HashSet<String>();
    Html.all(index, "*").forEach(element -> places.add("#" + element.getAttribute("id")));
    int links = 0;
    for (Element link : Html.all(index, "a")) {
      String href = link.getAttribute("href");
      String[] parts = href.split("#", 2);
      if (parts[0].isEmpty()) {
        assertTrue(places.contains(href), href);
        continue;
      }
      String target = Files.readString(out.resolve(parts[0]));
      assertTrue(parts.length == 1 || target.contains("id=\"" + parts[1] + "\""), href);
      links++;
    }
    assertTrue(links > 200, links + " links");
  }

  @Test
  void of_a_hidden_test_a_student_learns_only_that_it_failed() {
    String page =
        page(
            verdict(
                List.of(
                    new Verdict.Row("open name", false, true, ""),
                    new Verdict.Row("SECRET NAME", true, false, "SECRET MESSAGE"),
                    new Verdict.Row("SECRET OTHER", true, true, "")),
                6));
    assertFalse(page.contains("SECRET"));
    assertTrue(page.contains("a hidden test failed"));
    assertTrue(page.contains("a hidden test passed"));
  }

  @Test
  void the_seed_of_the_random_tests_is_the_teacher_s() {
    var seeded = new Gradebook(CLASS.columns(), CLASS.rows(), 987_654_321);
    assertTrue(IndexPage.of(seeded, SimilarAnswers.of(seeded)).contains("<dd>987654321</dd>"));
    for (Gradebook.Row row : seeded.rows()) {
      assertFalse(StudentPage.of(seeded, row).contains("987654321"));
    }
  }

  @Test
  void a_student_reads_the_message_the_mistake_the_hint_and_the_sandbox() {
    var verdict =
        new Verdict(
            "e05",
            List.of(new Verdict.Row("h is tanh of b", false, false, "expected 1, got 2")),
            0,
            10,
            "",
            "What went wrong: the bias is missing.",
            "ForgetsBias",
            "printed words",
            "limits",
            List.of("bwrap: not found"),
            "Taken: MyRnnStep of code cell 3.",
            false);
    String page = page(verdict);
    for (String part :
        List.of(
            "h is tanh of b",
            "expected 1, got 2",
            "the bias is missing.",
            "Taken: MyRnnStep of code cell 3.",
            "<code>./unrolled hint e05</code>",
            "printed words",
            "Sandbox: limits; bwrap: not found.")) {
      assertTrue(page.contains(part), part);
    }
  }

  @Test
  void why_a_test_that_passes_gives_no_points_is_told_everywhere() {
    String why = "No points: right for the published numbers, wrong for others.";
    Verdict verdict =
        verdict(
            List.of(
                new Verdict.Row("h is tanh of b", false, true, "", why),
                new Verdict.Row("h is a matrix", false, true, "")),
            5);
    String page = page(verdict);
    assertTrue(page.contains("2 of 2 tests pass, 1 of them without points"), page);
    assertTrue(page.contains(why), page);
    assertEquals(2, page.split("class=\"void\"", -1).length);
    var row = new Gradebook.Row(Student.named("a"), true, List.of(), Map.of("e05", verdict));
    var gradebook = new Gradebook(SampleClass.COLUMNS, List.of(row), 1);
    assertTrue(GradebookCsv.of(gradebook).contains("\"e05 1 test: " + why), why);
    assertTrue(JunitXml.of(gradebook, row).contains("<system-out>" + why), why);
    assertTrue(GradescopeJson.of(gradebook, row).contains(why), why);
  }

  @Test
  void points_that_the_teacher_has_set_count_everywhere_and_are_explained() {
    Verdict verdict = verdict(List.of(new Verdict.Row("h is tanh of b", false, false, "no")), 0);
    var row =
        new Gradebook.Row(
            Student.named("a"),
            true,
            List.of(),
            Map.of("e05", verdict),
            Map.of(
                "e05", new PointsOverride(7, "the idea is <b>right</b>"),
                "e10", new PointsOverride(20, "shown in the lab")),
            Delivery.UNKNOWN);
    var gradebook = new Gradebook(SampleClass.COLUMNS, List.of(row), 1);
    String page = StudentPage.of(gradebook, row);
    assertTrue(page.contains("<b>27</b> of 55 points"), page);
    assertTrue(
        page.contains(
            "Points set by your teacher: the idea is &lt;b&gt;right&lt;/b&gt; (The tests gave 0.)"),
        page);
    assertTrue(page.contains("Points set by your teacher: shown in the lab"), page);
    String index = IndexPage.of(gradebook, SimilarAnswers.of(gradebook));
    assertTrue(index.contains("set by you, tests gave 0: the idea is"), index);
    assertTrue(index.contains("set by you, tests gave none: shown in the lab"), index);
    String csv = GradebookCsv.of(gradebook);
    assertTrue(
        csv.contains(
            "\"e05 7 instead of 0: the idea is <b>right</b>; e10 20 instead of none: shown in the lab\""),
        csv);
    assertTrue(csv.contains("\"\",\"7\",\"20\",\"\",\"\",\"27\""), csv);
    assertTrue(NbgraderCsv.of(gradebook).contains("\"20\",\"0\",\"20\",\"20\""));
    String json = GradescopeJson.of(gradebook, row);
    assertTrue(json.contains("\"score\": 27,"), json);
    assertTrue(json.contains("\"score\": 7,"), json);
    assertTrue(json.contains("Points set by your teacher: shown in the lab"), json);
    String xml = JunitXml.of(gradebook, row);
    assertTrue(xml.contains("name=\"e05.points\" value=\"7\""), xml);
  }

  @Test
  void why_a_hidden_test_failed_is_on_the_teacher_s_page_with_the_names() {
    var failed = new Verdict.Row("SECRET NAME", true, false, "SECRET <b>MESSAGE</b>");
    Verdict verdict = verdict(List.of(new Verdict.Row("open", false, true, ""), failed), 5);
    var one = new Gradebook.Row(Student.named("ann"), true, List.of(), Map.of("e05", verdict));
    var gradebook = new Gradebook(SampleClass.COLUMNS, List.of(one), 1);
    String index = IndexPage.of(gradebook, SimilarAnswers.of(gradebook));
    assertTrue(index.contains("SECRET NAME"), index);
    assertTrue(index.contains("<p><bdi>ann</bdi></p><pre>SECRET &lt;b&gt;MESSAGE"), index);
    assertTrue(index.contains("href=\"#hidden-tests\""), index);
    assertFalse(StudentPage.of(gradebook, one).contains("SECRET"));
    assertFalse(GradescopeJson.of(gradebook, one).contains("SECRET"));
    assertFalse(JunitXml.of(gradebook, one).contains("SECRET"));
  }

  @Test
  void each_test_that_fails_says_what_it_costs() {
    Verdict verdict =
        verdict(
            List.of(
                new Verdict.Row("one", false, true, ""),
                new Verdict.Row("two", false, false, "no"),
                new Verdict.Row("three", false, true, "", "No points: by heart."),
                new Verdict.Row("four", true, false, "x"),
                new Verdict.Row("five", true, false, "y"),
                new Verdict.Row("six", true, true, "")),
            3);
    String page = page(verdict);
    assertTrue(page.contains("two <span class=\"lost\">−1.67</span>"), page);
    assertTrue(page.contains("three <span class=\"lost\">−1.67</span>"), page);
    assertTrue(page.contains("2 hidden tests failed <span class=\"lost\">−3.33</span>"), page);
    assertTrue(page.contains("<p>one</p>"), page);
    String shares = "Each of the 6 tests is worth 1.67 points; the sum is rounded down to whole";
    assertTrue(page.contains(shares), page);
    String json = GradescopeJson.of(CLASS, row(verdict));
    assertTrue(json.contains("\"output\": \"−1.67 points\\nno\""), json);
    assertTrue(json.contains(shares), json);
    assertFalse(
        page(verdict(List.of(new Verdict.Row("one", false, true, "")), 10)).contains("worth"));
  }

  @Test
  void values_can_be_kept_from_students_and_are_on_no_file_of_theirs(@TempDir Path out)
      throws IOException {
    String told = "h is 2 × 3.\nx and hPrev are zero here, so every row of h is tanh(b).";
    var named =
        new Verdict(
            "e05",
            List.of(
                new Verdict.Row("h is tanh of b", false, false, "h[0,1]: expected 0.4621, got 0"),
                new Verdict.Row("h has its shape", false, false, told)),
            0,
            10,
            "",
            "What went wrong: the bias is missing. It is 1 × H.",
            "ForgetsBias",
            "",
            "full",
            List.of(),
            "",
            false);
    var gradebook = new Gradebook(SampleClass.COLUMNS, List.of(row(named)), 1);
    Reports.write(gradebook, out, new Reports.Choice(true, true), Map.of());
    String name = row(named).student().fileName();
    for (String file :
        List.of(
            "students/" + name + ".html",
            "gradescope/" + name + ".json",
            "junit/TEST-" + name + ".xml")) {
      String text = Files.readString(out.resolve(file));
      assertFalse(text.contains("0.4621") || text.contains("2 × 3"), text);
      assertTrue(text.contains("h is tanh of b"), text);
      assertTrue(text.contains(HiddenValues.INSTEAD), text);
      assertTrue(text.contains("every row of h is tanh(b)."), text);
    }
    assertTrue(
        Files.readString(out.resolve("students/" + name + ".html")).contains("It is 1 × H."));
    assertTrue(Files.readString(out.resolve("gradebook.csv")).startsWith("\uFEFF\"key\""));
    assertTrue(Files.readString(out.resolve("nbgrader.csv")).startsWith("\"assignment\""));
    Reports.write(gradebook, out, Reports.Choice.DEFAULT, Map.of());
    assertTrue(Files.readString(out.resolve("gradebook.csv")).startsWith("\"key\""));
    assertTrue(Files.readString(out.resolve("students/" + name + ".html")).contains("0.4621"));
  }

  @Test
  void late_work_stands_apart_and_feedback_goes_back_as_the_platform_named_it(@TempDir Path out)
      throws IOException {
    Verdict verdict = verdict(List.of(new Verdict.Row("one", false, true, "")), 10);
    var rows = new ArrayList<Gradebook.Row>();
    String moodle = "Zoë Lee_815_assignsubmission_file_/feedback.html";
    for (var delivery :
        List.of(
            new Delivery("2026-10-01T10:00:00Z", false, ""),
            new Delivery("2026-10-03T10:00:00.5Z", true, ""),
            new Delivery("", true, moodle))) {
      var who = Student.named("s" + rows.size());
      rows.add(new Gradebook.Row(who, true, List.of(), Map.of("e05", verdict), Map.of(), delivery));
    }
    var gradebook = new Gradebook(SampleClass.COLUMNS, rows, 1);
    Reports.write(gradebook, out, Reports.Choice.DEFAULT, Map.of());
    String index = Files.readString(out.resolve("index.html"));
    String section = index.substring(index.indexOf("id=\"late\""));
    section = section.substring(0, section.indexOf("</section>"));
    assertFalse(section.contains("<bdi>s0"), section);
    assertTrue(section.contains("<bdi>s1"), section);
    assertTrue(section.contains("<td>2026-10-03 10:00:00</td>"), section);
    assertTrue(section.contains("<bdi>s2"), section);
    assertTrue(section.contains("<td>marked by the platform</td>"), section);
    assertTrue(index.contains("the pages of 1 student in the form in which Moodle and Canvas"));
    String csv = Files.readString(out.resolve("gradebook.csv"));
    assertTrue(csv.contains("\"s1\",\"s1\",\"yes\",\"yes\""), csv);
    assertTrue(csv.contains("\"2026-10-03T10:00:00.5Z\""), csv);
    try (var zip = new ZipInputStream(Files.newInputStream(out.resolve("feedback.zip")))) {
      assertEquals(moodle, zip.getNextEntry().getName());
      assertEquals(
          StudentPage.of(gradebook, rows.get(2)),
          new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(null, zip.getNextEntry());
    }
  }

  @Test
  void of_a_hand_in_that_is_late_in_part_each_exercise_says_what_is_true_of_it() {
    var early = new Receipt("2026-09-30T10:00:00Z", false);
    var late = new Receipt("2026-10-02T10:00:00Z", true);
    var delivery =
        new Delivery(late.time(), true, "", new TreeMap<>(Map.of("e05", early, "e18", late)));
    Verdict verdict = verdict(List.of(new Verdict.Row("one", false, true, "")), 10);
    var row =
        new Gradebook.Row(
            Student.named("ann"),
            true,
            List.of(),
            Map.of("e05", verdict, "e18", verdict),
            Map.of(),
            delivery);
    var gradebook = new Gradebook(SampleClass.COLUMNS, List.of(row), 1);
    String page = StudentPage.of(gradebook, row);
    assertTrue(page.contains(">Handed in at 2026-09-30 10:00:00 (UTC).<"), page);
    assertTrue(page.contains(">Handed in at 2026-10-02 10:00:00 (UTC), after the due date.<"));
    assertEquals(2, page.split("; late").length, page);
    assertTrue(GradebookCsv.of(gradebook).contains("\"2026-10-02T10:00:00Z\",\"e18\""));
    String lines = NbgraderCsv.of(gradebook);
    assertTrue(lines.contains("\"e05\",\"\",\"2026-09-30 10:00:00\",\"ann\""), lines);
    assertTrue(lines.contains("\"e18\",\"\",\"2026-10-02 10:00:00\",\"ann\""), lines);
    assertTrue(lines.contains("\"e01\",\"\",\"\",\"ann\""), lines);
    String index = IndexPage.of(gradebook, SimilarAnswers.of(gradebook));
    assertTrue(index.contains("<small>late: e18</small>"), index);
    assertTrue(index.contains("<td>e18</td>"), index);
  }

  @Test
  void a_message_that_repeats_is_said_once() {
    var same = new Verdict.Row("one", false, false, "the same reason");
    String page = page(verdict(List.of(same, same, same), 0));
    assertEquals(2, page.split("the same reason", -1).length);
  }

  @Test
  void a_page_of_one_student_holds_nothing_of_another() {
    Gradebook.Row one = CLASS.rows().get(30);
    String page = StudentPage.of(CLASS, one);
    for (Gradebook.Row other : CLASS.rows()) {
      if (other != one) {
        assertFalse(page.contains(other.student().fileName()));
      }
    }
  }

  @Test
  void a_class_of_nobody_and_one_without_answers_have_their_pages() {
    var nobody = new Gradebook(SampleClass.COLUMNS, List.of(), 1);
    String page = IndexPage.of(nobody, SimilarAnswers.of(nobody));
    assertTrue(page.contains("There are no answers yet."), page);
    assertTrue(page.contains("Nobody handed in e0"), page);
    var absent = new Gradebook.Row(Student.named("a"), false, List.of(), Map.of());
    var missing = new Gradebook(SampleClass.COLUMNS, List.of(absent), 1);
    assertTrue(IndexPage.of(missing, SimilarAnswers.of(missing)).contains("nothing handed in"));
    assertTrue(StudentPage.of(missing, absent).contains("Nothing was handed in."));
  }

  @Test
  void mistakes_are_counted_over_the_class() {
    long made =
        CLASS.rows().stream()
            .filter(row -> row.verdicts().containsKey("e05"))
            .filter(row -> row.verdicts().get("e05").mistake().equals("ForgetsBias"))
            .count();
    ClassTable.Mistake counted =
        ClassTable.of(CLASS).mistakes().stream()
            .filter(one -> one.exercise().equals("e05") && one.name().equals("ForgetsBias"))
            .findFirst()
            .orElseThrow();
    assertEquals(made, counted.students());
    Element row =
        Html.all(Html.of(INDEX), "tr").stream()
            .filter(one -> one.getTextContent().startsWith("e05 ForgetsBias"))
            .findFirst()
            .orElseThrow();
    Element count = (Element) row.getElementsByTagName("td").item(0);
    assertEquals(String.valueOf(made), count.getTextContent());
    assertTrue(count.getAttribute("class").matches("number p[0-9]+"), "it has its bar");
  }

  @Test
  void a_histogram_has_a_bar_and_a_count_for_what_somebody_has() {
    var page = new Markup();
    Histogram.of(List.of(5, 0, 5, 2, 5, 5, 0), 5).write(page);
    Document drawing = Html.of(page.toString());
    List<Double> heights =
        Html.all(drawing, "rect").stream()
            .map(bar -> Double.valueOf(bar.getAttribute("height")))
            .toList();
    assertEquals(List.of(48.0, 24.0, 96.0, 1.0), heights, "three bars, and the line below them");
    List<String> counts =
        Html.all(drawing, "text").stream()
            .filter(text -> text.getAttribute("class").equals("count"))
            .map(Element::getTextContent)
            .toList();
    assertEquals(List.of("2", "1", "4"), counts);
    assertEquals(
        "Students by points. 0 points: 2 students; 2 points: 1 student; 5 points: 4 students.",
        drawing.getDocumentElement().getAttribute("aria-label"));
  }

  @Test
  void the_table_says_that_the_code_ended_before_its_tests() {
    Verdict verdict =
        new Verdict(
            "e05",
            List.of(new Verdict.Row("it comes out", false, false, "not tried")),
            0,
            10,
            "",
            "Your code called System.exit (MyRnnStep.java:8). The tests after that were not tried.",
            "",
            "",
            "full",
            List.of(),
            "",
            false);
    assertEquals("The code called System.exit (MyRnnStep.java:8).", Words.why(verdict));
    var page = new Markup();
    var one = new Gradebook(CLASS.columns(), List.of(row(verdict)), CLASS.seed());
    new StudentsTable(one, page, CLASS.columns()).write();
    assertTrue(page.toString().contains(">The code called System.exit (MyRnnStep.java:8).<"));
  }

  @Test
  void the_table_says_what_does_not_compile_and_not_in_which_file_of_which_java() {
    Verdict verdict =
        Verdict.unplayed(
            "e05",
            10,
            "It does not compile with Java 17: e05_rnn_step/MyRnnStep.java:9: ';' expected");
    assertEquals("It does not compile: ';' expected", Words.whyBriefly(verdict));
  }
}
