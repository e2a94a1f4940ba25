package unrolled.notebook.book;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import unrolled.notebook.Claim;
import unrolled.notebook.Html;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.Term;

/** The first page: chapters, ledger of claims, glossary. */
final class Contents {
  private final List<NotebookRun> runs;

  Contents(List<NotebookRun> runs) {
    this.runs = runs;
  }

  String html() {
    return PageFrame.around(
        "Unrolled: the book",
        """
        <main>
        <h1>Unrolled</h1>
        <p>%s</p>
        %s%s%s</main>
        """
            .formatted(summary(), chapters(), ledger(), glossary()));
  }

  private List<Ledger.Entry<Claim>> claims() {
    return runs.stream().flatMap(run -> Ledger.claims(run.notebook()).stream()).toList();
  }

  private String summary() {
    long failed = runs.stream().filter(run -> run.failure().isPresent()).count();
    Duration all = runs.stream().map(NotebookRun::time).reduce(Duration.ZERO, Duration::plus);
    return "Chapters: %d, executed in %s. %sClaims measured and held: %d."
        .formatted(
            runs.size(),
            Page.seconds(all),
            failed == 0 ? "" : "<strong>Failed: " + failed + ".</strong> ",
            claims().size());
  }

  private String chapters() {
    String rows =
        runs.stream()
            .map(
                run ->
                    row(
                        link(run, "", run.notebook().title()),
                        Html.escape(run.notebook().name()),
                        Page.seconds(run.time()),
                        run.failure()
                            .map(failure -> "<strong>failed at [" + failure.number() + "]</strong>")
                            .orElse("ok")))
            .collect(Collectors.joining());
    return section("Chapters", "chapters", table("Chapter,File,Time,Result", rows));
  }

  private static String link(NotebookRun run, String anchor, String text) {
    return "<a href=\"%s.html%s\">%s</a>"
        .formatted(Html.escape(run.notebook().name()), anchor, Html.escape(text));
  }

  private String ledger() {
    if (claims().isEmpty()) {
      return "";
    }
    var rows = new StringBuilder();
    for (NotebookRun run : runs) {
      for (Ledger.Entry<Claim> entry : Ledger.claims(run.notebook())) {
        Claim claim = entry.what();
        String chapter = run.notebook().name();
        rows.append(
            row(
                link(run, "#" + Page.anchor(entry.cell()), chapter),
                Html.escape(claim.text()),
                claim.measured(),
                claim.words()));
      }
    }
    return section(
        "Ledger of claims", "ledger", table("Chapter,Claim,Measured,Held", rows.toString()));
  }

  private String glossary() {
    Map<String, LinkedHashSet<String>> meanings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (NotebookRun run : runs) {
      for (Ledger.Entry<Term> entry : Ledger.terms(run.notebook())) {
        meanings
            .computeIfAbsent(entry.what().term(), term -> new LinkedHashSet<>())
            .add(
                Html.escape(entry.what().meaning())
                    + " "
                    + link(run, "#" + Page.anchor(entry.cell()), run.notebook().name()));
      }
    }
    if (meanings.isEmpty()) {
      return "";
    }
    String entries =
        meanings.entrySet().stream()
            .map(
                entry ->
                    "<dt>"
                        + Html.escape(entry.getKey())
                        + "</dt>\n"
                        + definitions(entry.getValue()))
            .collect(Collectors.joining());
    return section("Glossary", "glossary", "<dl>\n" + entries + "</dl>\n");
  }

  private static String definitions(LinkedHashSet<String> meanings) {
    return meanings.stream()
        .map(meaning -> "<dd>" + meaning + "</dd>\n")
        .collect(Collectors.joining());
  }

  private static String section(String title, String id, String body) {
    return "<section id=\"%s\">\n<h2>%s</h2>\n%s</section>\n".formatted(id, title, body);
  }

  private static String table(String head, String rows) {
    return "<table>\n<thead><tr><th>%s</th></tr></thead>\n<tbody>\n%s</tbody>\n</table>\n"
        .formatted(head.replace(",", "</th><th>"), rows);
  }

  private static String row(String... cells) {
    return "<tr><td>" + String.join("</td><td>", cells) + "</td></tr>\n";
  }
}
