package unrolled.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.grade.Grader;
import unrolled.grade.Level;
import unrolled.grade.Order;
import unrolled.grade.Shard;

/**
 * The grader on a class: hand-ins per second, from the start of the command to its end, beside
 * {@code mvn test} on one hand-in after the other; and the memory that it lives on.
 */
final class GradeTopic implements Topic {
  private static final String EXERCISE = "e05_rnn_step";
  private static final String PACE = "a class of one exercise";
  private static final String MEMORY = "memory in use after a collection, at most";
  private static final int MAVEN_RUNS = 3;
  private static final double GOAL_PER_SECOND = 20;
  private static final double GOAL_RATIO = 20;

  @Override
  public String name() {
    return "grade";
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("pace", 1), new Part("memory", 1));
  }

  @Override
  public void measure(Part part, boolean quick, Consumer<Line> log) {
    try {
      Path work = Files.createTempDirectory("unrolled-bench-grade-");
      try {
        if (part.name().equals("pace")) pace(work, quick, log);
        else memory(work, quick ? List.of(30, 300) : List.of(30, 300, 1000), log);
      } finally {
        clear(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  /** Each round: Maven, one job, two jobs, Maven; so that each of ours has Maven beside it. */
  private static void pace(Path work, boolean quick, Consumer<Line> log)
      throws IOException, InterruptedException {
    int students = quick ? 100 : 300;
    Path home = Home.path();
    Path handIns = work.resolve("class");
    GeneratedClass.write(home, EXERCISE, students, handIns);
    GeneratedClass.write(home, EXERCISE, 3, work.resolve("few"));
    var maven = new MavenProject(home, Files.createDirectory(work.resolve("maven")), EXERCISE);
    maven.test(handIns.resolve("student-0001"));
    seconds(work.resolve("few"), work.resolve("out-few"), 2);
    int rounds = quick ? 1 : 2;
    double[] one = new double[rounds];
    double[] two = new double[rounds];
    double[] theirs = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      double before = mavenSeconds(maven, handIns);
      one[i] = students / seconds(handIns, work.resolve("out-1-" + i), 1);
      two[i] = students / seconds(handIns, work.resolve("out-2-" + i), 2);
      theirs[i] = 2 / (before + mavenSeconds(maven, handIns));
    }
    log.accept(ratio(students, "1 job", one, theirs));
    log.accept(ratio(students, "2 jobs", two, theirs));
    log.accept(perSecond(students, "1 job", one, Double.NaN));
    log.accept(perSecond(students, "2 jobs", two, GOAL_PER_SECOND));
    log.accept(perSecond(students, "mvn test", theirs, Double.NaN));
  }

  private static Line ratio(int students, String how, double[] ours, double[] theirs) {
    return new Line(
        PACE,
        students + " hand-ins, " + how,
        "times as fast as mvn test",
        Ratio.of(ours, theirs),
        how.equals("2 jobs") ? GOAL_RATIO : Double.NaN,
        Ratio.median(ours),
        Ratio.median(theirs),
        "");
  }

  private static Line perSecond(int students, String how, double[] rates, double goal) {
    String row = how.equals("mvn test") ? how : students + " hand-ins, " + how;
    return Line.rate(PACE, row, "hand-ins per second", Ratio.median(rates), goal);
  }

  /** The whole command, as a teacher types it. */
  private static double seconds(Path handIns, Path out, int jobs)
      throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
            Home.path().resolve("unrolled").toString(),
            "grade",
            handIns.toString(),
            "--out=" + out,
            "--exercises=e05",
            "--jobs=" + jobs,
            "--minimum-sandbox=process");
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    long start = System.nanoTime();
    int code = command.inheritIO().start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) throw new IllegalStateException("grade ended with " + code);
    return seconds;
  }

  /** Of one hand-in, on average. */
  private static double mavenSeconds(MavenProject maven, Path handIns)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 1; i <= MAVEN_RUNS; i++) {
      maven.test(handIns.resolve("student-%04d".formatted(i)));
    }
    return (System.nanoTime() - start) / 1e9 / MAVEN_RUNS;
  }

  private static void memory(Path work, List<Integer> sizes, Consumer<Line> log)
      throws IOException {
    for (int students : sizes) {
      Path handIns = work.resolve("class-" + students);
      GeneratedClass.write(Home.path(), EXERCISE, students, handIns);
      var order =
          new Order(
              handIns,
              work.resolve("out-" + students),
              List.of(Exercise.of("e05")),
              Optional.of(Home.path().resolve("solutions")),
              1,
              2,
              Shard.ALL,
              Level.PROCESS,
              Optional.empty());
      double most = mostMegabytes(order, Math.max(1, students / 10));
      String text = String.format(Locale.ROOT, "%.1f MB", most);
      log.accept(Line.note(MEMORY, students + " hand-ins, 2 jobs", "heap", text));
    }
  }

  private static double mostMegabytes(Order order, int every) {
    var looks = new ArrayList<Long>();
    Grader.of(order)
        .grade(
            (done, all) -> {
              synchronized (looks) {
                if (done / every > looks.size()) looks.add(used());
              }
            });
    return looks.stream().max(Comparator.naturalOrder()).orElseThrow() / 1e6;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
