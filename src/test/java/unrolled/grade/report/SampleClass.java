package unrolled.grade.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.Gradebook.Column;
import unrolled.grade.record.Gradebook.Row;

/** Gradebooks to report on: a class of any size, some of its names hostile. */
final class SampleClass {
  /** Names that have broken pages, tables or files somewhere. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "</style><style>*{display:none}</style>",
          "=HYPERLINK(\"https://evil.example\",\"x\")",
          "+1+1",
          "-2+3",
          "@SUM(A1:A9)",
          "＝1+1",
          "O'Brien, \"Bob\"; drop",
          "two\nlines\r\nand three",
          "\u202Egnp.exe",
          "אליס כהן",
          "محمد علي",
          "../../etc/passwd",
          "-rf",
          "nul\u0000byte\u0007bell",
          "]]>&amp;&#x3c;b&#x3e;",
          "Points Possible",
          "Zoë Ünïcødé 😀",
          "Muted",
          " ");

  static final List<Column> COLUMNS =
      List.of(
          new Column("e01", "One-hot vectors", 5, "v1"),
          new Column("e05", "RNN step, forward", 10, "v1"),
          new Column("e10", "RNN step, backward", 20, "v1"),
          new Column("e13", "Clipping by norm", 5, "v1"),
          new Column("e18", "LSTM step, forward", 15, "v1"));

  private static final List<String> FIRST =
      List.of("Ada", "Grace", "Alan", "Barbara", "Edsger", "Radia", "Donald", "Frances", "Ken");
  private static final List<String> LAST =
      List.of("Lovelace", "Hopper", "Turing", "Liskov", "Dijkstra", "Perlman", "Knuth", "Allen");
  private static final List<String> MISTAKES =
      List.of("ForgetsBias", "TransposesWh", "NoTanh", "BiasAfterTanh", "IgnoresPreviousState");

  private SampleClass() {}

  /** A class of so many, the hostile names first. */
  static Gradebook of(int size) {
    var random = new SplittableRandom(7);
    var rows = new ArrayList<Row>();
    for (int i = 0; i < size; i++) {
      String name =
          i < HOSTILE.size()
              ? HOSTILE.get(i)
              : FIRST.get(random.nextInt(FIRST.size()))
                  + " "
                  + LAST.get(random.nextInt(LAST.size()));
      rows.add(row(i, name, random));
    }
    return new Gradebook(COLUMNS, rows, 42);
  }

  private static Row row(int i, String name, SplittableRandom random) {
    var student = new Student(i < HOSTILE.size() ? name : "s%03d".formatted(i), name, roster(i));
    if (random.nextInt(25) == 0) {
      return new Row(student, false, List.of(), Map.of());
    }
    Map<String, Verdict> verdicts = new HashMap<>();
    double skill = random.nextDouble();
    for (Column column : COLUMNS) {
      if (random.nextInt(12) > 0) {
        verdicts.put(column.id(), verdict(column, skill, random));
      }
    }
    List<String> notes =
        random.nextInt(9) == 0
            ? List.of("MyRnnstep.java is not asked for; MyRnnStep.java is <b>nearest</b>.")
            : List.of();
    return new Row(student, true, notes, verdicts);
  }

  private static Map<String, String> roster(int i) {
    var roster = new LinkedHashMap<String, String>();
    roster.put("Student", "x");
    roster.put("Section", "Monday");
    roster.put("ID", i % 7 == 0 ? "" : String.valueOf(100_000 + i));
    roster.put("SIS Login ID", i % 3 == 0 ? "login" + i : "");
    return roster;
  }

  private static Verdict verdict(Column column, double skill, SplittableRandom random) {
    if (random.nextInt(30) == 0) {
      String problem =
          "My" + column.id() + ".java:12: error: ';' expected\n    int x = 1 <b>\n             ^";
      return Verdict.unplayed(column.id(), column.points(), problem);
    }
    boolean mistaken = random.nextDouble() > skill;
    String mistake =
        mistaken ? MISTAKES.get((int) (MISTAKES.size() * Math.pow(random.nextDouble(), 2))) : "";
    var tests = new ArrayList<Verdict.Row>();
    for (int t = 1; t <= 12; t++) {
      boolean passed = !mistaken || random.nextDouble() < skill;
      String said =
          "h[0,1]: expected 0.4621, got 0.3799.\nx and hPrev are zero here, so every row of h is tanh(b).";
      tests.add(new Verdict.Row("test number " + t + " holds", false, passed, passed ? "" : said));
    }
    for (int t = 1; t <= 4; t++) {
      boolean passed = !mistaken || random.nextBoolean();
      tests.add(new Verdict.Row("SECRET NAME", true, passed, passed ? "" : "SECRET MESSAGE"));
    }
    int points = points(tests, column.points());
    boolean limited = random.nextInt(40) == 0;
    return new Verdict(
        column.id(),
        tests,
        points,
        column.points(),
        "",
        mistake.isEmpty() ? "" : "What went wrong: " + told(mistake),
        mistake,
        random.nextInt(6) == 0 ? "h = [0.1, <i>0.2</i>]\n" : "",
        limited ? "limits" : "full",
        limited ? List.of("bwrap: not found on this machine") : List.of(),
        "",
        false);
  }

  private static int points(List<Verdict.Row> tests, int maximum) {
    int passed = (int) tests.stream().filter(Verdict.Row::passed).count();
    return maximum * passed / tests.size();
  }

  private static String told(String mistake) {
    return switch (mistake) {
      case "ForgetsBias" ->
          "the bias is missing. b is added to every row of the sum before tanh: plusRow(b).";
      case "TransposesWh" -> "Wh is used transposed. It is H × H, so the shapes do not tell.";
      case "NoTanh" -> "tanh is missing: h = tanh(x·Wx + hPrev·Wh + b).";
      case "BiasAfterTanh" ->
          "the bias is added after tanh. It belongs inside: tanh(x·Wx + hPrev·Wh + b).";
      default -> "hPrev is never used, so the step has no memory.";
    };
  }
}
