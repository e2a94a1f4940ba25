package unrolled.notebook;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A quiz as a page: radio buttons, and CSS that shows the reply to the chosen one.
 *
 * <p>Without its style the page shows the questions and no reply.
 */
final class QuizHtml {
  private static final AtomicInteger PAGES = new AtomicInteger();
  private static final String STYLE =
      """
      <style>
      #ID { max-width: 46em; }
      #ID ol { padding-left: 1.4em; margin: 0; }
      #ID > ol > li { margin: 0 0 1.1em; }
      #ID p { margin: 0 0 .4em; }
      #ID .choice { display: grid; grid-template-columns: 1.6em 1fr; align-items: start; margin: .15em 0; }
      #ID .choice input { margin: .35em 0 0; width: 1.05em; height: 1.05em; accent-color: #0072b2; }
      #ID .choice label { cursor: pointer; font-weight: normal; margin: 0; padding: .05em .3em; border-radius: .3em; }
      #ID .choice label:hover { background: rgba(128,128,128,.18); }
      #ID .choice input:focus-visible + label { outline: 3px solid #e69f00; }
      #ID .choice .reply { grid-column: 2; margin: .2em 0 .4em; padding: .35em .7em; border-left: 4px solid #d55e00;
        background: rgba(213,94,0,.1); }
      #ID .choice .reply.yes { border-color: #009e73; background: rgba(0,158,115,.12); }
      #ID .choice input:checked ~ .reply { display: block; }
      </style>
      """;

  private final Quiz quiz;
  private final String id;

  QuizHtml(Quiz quiz) {
    this.quiz = quiz;
    id =
        "quiz-%s-%08x-%d".formatted(quiz.id(), quiz.toString().hashCode(), PAGES.incrementAndGet());
  }

  String html() {
    String items =
        IntStream.range(0, quiz.questions().size())
            .mapToObj(this::question)
            .collect(Collectors.joining("\n"));
    return "<section class=\"unrolled-quiz\" id=\"%s\">\n%s<ol>\n%s\n</ol>\n</section>"
        .formatted(id, STYLE.replace("#ID", "#" + id), items);
  }

  private String question(int q) {
    Question question = quiz.questions().get(q);
    String choices =
        IntStream.range(0, question.choices().size())
            .mapToObj(c -> choice(q, c, question))
            .collect(Collectors.joining("\n"));
    return "<li><p id=\"%1$s-q%2$d\">%3$s</p>\n<div role=\"radiogroup\" aria-labelledby=\"%1$s-q%2$d\">\n%4$s\n</div></li>"
        .formatted(id, q + 1, Html.escape(question.text()), choices);
  }

  private String choice(int q, int c, Question question) {
    boolean right = c == question.right();
    return """
        <div class="choice"><input type="radio" name="%1$s-%2$d" id="%1$s-%2$d%3$s"/><label for="%1$s-%2$d%3$s">%4$s</label>
        <div class="reply%5$s" role="status" hidden="hidden">%6$s</div></div>"""
        .formatted(
            id,
            q + 1,
            Question.letter(c),
            Html.escape(question.choices().get(c)),
            right ? " yes" : "",
            right
                ? reply("✓ Right.", question, "See")
                : reply("✗ Not right.", question, "Look again at"));
  }

  private static String reply(String verdict, Question question, String look) {
    return "<b>%s</b> %s %s “<a href=\"#%s\">%s</a>”."
        .formatted(
            verdict,
            Html.escape(question.why()),
            look,
            Html.anchor(question.heading()),
            Html.escape(question.heading()));
  }
}
