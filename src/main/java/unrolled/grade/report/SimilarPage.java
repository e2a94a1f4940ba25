package unrolled.grade.report;

import java.util.List;
import java.util.Map;
import unrolled.grade.intake.Student;

/** Answers that are the same but for names and layout, beside each other; for the teacher alone. */
final class SimilarPage {
  static final String NAME = "similar.html";

  private static final int MOST_TEXTS = 6;

  private final SimilarAnswers similar;
  private final Markup html;

  private SimilarPage(SimilarAnswers similar, Markup html) {
    this.similar = similar;
    this.html = html;
  }

  static String of(SimilarAnswers similar) {
    return ReportPage.of("Similar answers", html -> new SimilarPage(similar, html).write());
  }

  private void write() {
    html.open("main", "class", "gradebook").line();
    html.open("header").line().element("h1", "Similar answers").line();
    html.element(
            "p",
            "Answers that are the same but for names, layout and comments. This does not say that"
                + " anyone copied: there are not many ways to write a short answer, the lecture may"
                + " have shown one, and students may have been asked to work together. This page is"
                + " for you; no student's page says anything of it.")
        .line();
    html.open("p").element("a", "Gradebook", "href", "index.html").close().line();
    html.close().line();
    if (similar.groups().isEmpty()) {
      html.element("p", "No two answers are the same.").line();
    }
    String before = "";
    for (SimilarAnswers.Group group : similar.groups()) {
      String exercise = Words.exercise(group.column());
      if (!exercise.equals(before)) {
        html.element("h2", exercise, "id", group.column().id()).line();
      }
      before = exercise;
      group(group);
    }
    html.close().line();
  }

  private void group(SimilarAnswers.Group group) {
    String size =
        Words.count(group.size(), "student")
            + ", "
            + Words.count(group.tokens(), "token")
            + " more than the starter";
    html.open("details", group.isShort() ? new String[0] : new String[] {"open", "open"});
    html.element("summary", group.isShort() ? size + ": short, so often alike by chance" : size);
    html.open("div", "class", "beside").line();
    int shown = 0;
    for (Map.Entry<String, List<Student>> text : group.students().entrySet()) {
      html.open("figure").open("figcaption");
      names(text.getValue());
      html.close();
      if (shown++ < MOST_TEXTS) {
        html.element("pre", text.getKey());
      }
      html.close().line();
    }
    html.close().close().line();
  }

  private void names(List<Student> students) {
    for (int i = 0; i < students.size(); i++) {
      html.text(i == 0 ? "" : ", ");
      html.open("a", "href", "students/" + students.get(i).fileName() + ".html");
      html.element("bdi", Words.name(students.get(i))).close();
    }
    if (students.size() > 1) {
      html.text(" (the same text)");
    }
  }
}
