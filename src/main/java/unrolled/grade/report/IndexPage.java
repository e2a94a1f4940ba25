package unrolled.grade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/** The gradebook as a page for the teacher: the class at a glance, then every student. */
final class IndexPage {
  private static final String FOUND = "What went wrong: ";

  private final Gradebook gradebook;
  private final SimilarAnswers similar;
  private final ClassTable table;
  private final List<Gradebook.Column> answered; // by at least one student
  private final HiddenTestsTable hiddenTests;
  private final LateTable late;
  private final Markup html;

  private IndexPage(Gradebook gradebook, SimilarAnswers similar, Markup html) {
    this.gradebook = gradebook;
    this.similar = similar;
    this.late = new LateTable(gradebook, html);
    this.hiddenTests = new HiddenTestsTable(gradebook, html);
    this.table = ClassTable.of(gradebook);
    this.answered =
        gradebook.columns().stream().filter(one -> !table.points(one.id()).isEmpty()).toList();
    this.html = html;
  }

  static String of(Gradebook gradebook, SimilarAnswers similar) {
    return ReportPage.sortable(
        "Gradebook", html -> new IndexPage(gradebook, similar, html).write());
  }

  private void write() {
    html.open("main", "class", "gradebook").line();
    header();
    new StudentsTable(gradebook, html, answered).write();
    notAnswered();
    if (!late.isEmpty()) {
      late.write();
    }
    points();
    mistakes();
    if (!hiddenTests.isEmpty()) {
      hiddenTests.write();
    }
    files();
    html.close().line();
  }

  private void header() {
    List<Verdict> verdicts =
        gradebook.rows().stream().flatMap(row -> row.verdicts().values().stream()).toList();
    long handedIn = gradebook.rows().stream().filter(Gradebook.Row::handedIn).count();
    int students = gradebook.rows().size();
    html.open("header").line().element("h1", "Gradebook").line();
    html.open("dl", "class", "facts").line();
    fact("students", String.valueOf(students));
    fact("handed in", String.valueOf(handedIn));
    if (handedIn > 0) {
      fact("median points", median() + " of " + gradebook.maximum());
    }
    fact("weakest sandbox", Words.sandbox(verdicts));
    fact("seed", String.valueOf(gradebook.seed()));
    html.close().line();
    sandbox(verdicts);
    html.open("nav").line();
    var sections = new ArrayList<>(List.of("Students", "Points", "Mistakes", "Files"));
    if (!late.isEmpty()) {
      sections.add(1, "Late");
    }
    if (!hiddenTests.isEmpty()) {
      sections.add(sections.size() - 1, "Hidden tests");
    }
    for (String section : sections) {
      String place = section.toLowerCase(Locale.ROOT).replace(' ', '-');
      html.element("a", section, "href", "#" + place).line();
    }
    html.close().line().close().line();
  }

  private void sandbox(List<Verdict> verdicts) {
    List<String> reasons = Words.reasons(verdicts);
    if (!reasons.isEmpty()) {
      long weaker = verdicts.stream().filter(verdict -> !verdict.reasons().isEmpty()).count();
      html.open("div", "class", "notice");
      html.element("p", Words.count(weaker, "answer") + " ran with less than the full sandbox:");
      html.open("ul").line();
      reasons.forEach(reason -> html.element("li", reason).line());
      html.close().close().line();
    }
  }

  private void fact(String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close().line();
  }

  /** Of those who have handed in. */
  private String median() {
    return number(
        ClassTable.median(
            gradebook.rows().stream()
                .filter(Gradebook.Row::handedIn)
                .map(Gradebook.Row::points)
                .toList()));
  }

  /** What an exercise would show that nobody has handed in is said in one line. */
  private void notAnswered() {
    List<Gradebook.Column> rest = new ArrayList<>(gradebook.columns());
    rest.removeAll(answered);
    if (!rest.isEmpty()) {
      String ids = rest.stream().map(Gradebook.Column::id).collect(Collectors.joining(", "));
      String where = rest.size() == 1 ? "it has an empty column" : "they have empty columns";
      html.element(
              "p",
              "Nobody handed in " + ids + ": " + where + " in gradebook.csv.",
              "class",
              "quiet")
          .line();
    }
  }

  private void points() {
    html.open("section", "aria-labelledby", "points").line();
    html.element("h2", "Points", "id", "points").line();
    String what =
        answered.isEmpty()
            ? "There are no answers yet."
            : "How many students have how many points of an exercise.";
    html.element("p", what, "class", "quiet").line();
    html.open("div", "class", "charts").line();
    for (Gradebook.Column column : answered) {
      List<Integer> points = table.points(column.id());
      html.open("figure").open("figcaption").element("b", Words.exercise(column));
      html.text(" " + figures(points, column)).close().line();
      Histogram.of(points, column.points()).write(html);
      html.close().line();
    }
    html.close().close().line();
  }

  private static String figures(List<Integer> points, Gradebook.Column column) {
    return Words.count(points.size(), "answer")
        + ", median "
        + number(ClassTable.median(points))
        + " of "
        + column.points();
  }

  private void mistakes() {
    html.open("section", "aria-labelledby", "mistakes").line();
    html.element("h2", "Mistakes", "id", "mistakes").line();
    List<ClassTable.Mistake> mistakes = table.mistakes();
    if (mistakes.isEmpty()) {
      html.element("p", "No answer makes a known mistake.").line();
    } else {
      list(mistakes);
    }
    html.close().line();
  }

  private void list(List<ClassTable.Mistake> mistakes) {
    html.open("table", "class", "told").line();
    html.open("thead").open("tr");
    html.element("th", "Mistake, and what the student is told", "scope", "col");
    html.element("th", "Students", "scope", "col", "class", "number");
    html.close().close().line().open("tbody").line();
    for (ClassTable.Mistake mistake : mistakes) {
      html.open("tr").open("th", "scope", "row");
      html.element("code", mistake.exercise());
      html.text(" " + mistake.name());
      String rest = afterName(mistake);
      if (!rest.isEmpty()) {
        html.element("p", rest);
      }
      html.close();
      html.element(
          "td",
          String.valueOf(mistake.students()),
          "class",
          "number " + StudentsTable.share(mistake.students(), mistakes.get(0).students()));
      html.close().line();
    }
    html.close().close().line();
  }

  /** Most sentences begin with the name of the mistake, which stands above them. */
  private static String afterName(ClassTable.Mistake mistake) {
    String told = mistake.told();
    return told.startsWith(mistake.name())
        ? told.substring(mistake.name().length()).replaceFirst("^[:;,.] *", "")
        : told;
  }

  private void files() {
    html.open("section", "aria-labelledby", "files").line();
    html.element("h2", "Files", "id", "files").line();
    html.open("ul").line();
    file("gradebook.csv", "for a spreadsheet");
    List<Student> leftOut = CanvasCsv.leftOut(gradebook);
    if (leftOut.size() < gradebook.rows().size()) {
      file("canvas.csv", "for Canvas");
    }
    file("nbgrader.csv", "in the columns of nbgrader");
    int feedback = FeedbackZip.rows(gradebook).size();
    if (feedback > 0) {
      file(
          FeedbackZip.NAME,
          "the pages of "
              + Words.count(feedback, "student")
              + " in the form in which Moodle and Canvas take feedback back");
    }
    file(
        SimilarPage.NAME,
        "answers that are the same but for names and layout: "
            + Words.count(similar.groups().size(), "group"));
    html.open("li").element("code", "gradescope/").text(" for Gradescope, a file a student");
    html.close().line();
    html.open("li").element("code", "junit/").text(" for what shows test reports").close().line();
    html.close().line();
    leftOut(leftOut);
    html.close().line();
  }

  private void file(String name, String what) {
    html.open("li").element("a", name, "href", name).text(" " + what).close().line();
  }

  private void leftOut(List<Student> students) {
    if (students.isEmpty()) {
      return;
    }
    html.open("details");
    html.element(
        "summary",
        Words.count(students.size(), "student")
            + " not in canvas.csv: the roster gives no Canvas ID, SIS User ID or SIS Login ID");
    html.open("ul").line();
    students.forEach(student -> html.open("li").element("bdi", Words.name(student)).close().line());
    html.close().close().line();
  }

  /** A count or a median: whole, or with its half. */
  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
