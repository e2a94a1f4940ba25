package unrolled.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.grade.Grader;
import unrolled.grade.Order;
import unrolled.grade.intake.Shard;
import unrolled.grade.sandbox.Level;

/**
 * The grader on a class: hand-ins per second, from the start of the command to its end, beside
 * {@code mvn test} on one hand-in after the other; and the memory that it lives on.
 */
final class GradeTopic implements Topic {
  private static final String EXERCISE = "e05_rnn_step";
  private static final String PACE = "a class of one exercise";
  private static final String MEMORY = "memory in use after a collection, at most";
  private static final String BARE = "java -version, two at a time";
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
        else memory(work, quick ? List.of(10, 100) : List.of(30, 300), log);
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

  @Override
  public Optional<String> headline(Line line) {
    return line.row().endsWith("2 jobs") && line.table().equals(PACE)
        ? Optional.of("grading, %s: %s".formatted(line.row(), line.column()))
        : Optional.empty();
  }

  /**
   * Maven, one job, Maven, two jobs, Maven; each of Maven's runs is of one hand-in and counts by
   * itself, so that the spread is Maven's.
   */
  private static void pace(Path work, boolean quick, Consumer<Line> log)
      throws IOException, InterruptedException {
    int half = quick ? 30 : 100;
    int whole = quick ? 60 : 300;
    Path home = Home.path();
    Map<Integer, Path> classes = new TreeMap<>();
    for (int students : List.of(3, half, whole)) {
      classes.put(students, work.resolve("class-" + students));
      GeneratedClass.write(home, EXERCISE, students, classes.get(students));
    }
    var maven = new MavenProject(home, Files.createDirectory(work.resolve("maven")), EXERCISE);
    maven.prepare(classes.get(whole).resolve("student-0001"));
    seconds(classes.get(3), work.resolve("out-few"), 2);
    int times = quick ? 1 : 3;
    var rates = DoubleStream.builder();
    mavenRates(maven, classes.get(whole), times).forEach(rates::add);
    double one = half / seconds(classes.get(half), work.resolve("out-1"), 1);
    mavenRates(maven, classes.get(whole), times).forEach(rates::add);
    double two = whole / seconds(classes.get(whole), work.resolve("out-2"), 2);
    mavenRates(maven, classes.get(whole), times).forEach(rates::add);
    double[] theirs = rates.build().toArray();
    log.accept(ratio(half, "1 job", one, theirs));
    log.accept(ratio(whole, "2 jobs", two, theirs));
    log.accept(perSecond(half, "1 job", one, Double.NaN));
    log.accept(perSecond(whole, "2 jobs", two, GOAL_PER_SECOND));
    log.accept(perSecond(1, "mvn test", Ratio.median(theirs), Double.NaN));
    log.accept(perSecond(1, BARE, bareStarts(quick ? 10 : 40), Double.NaN));
  }

  private static Line ratio(int students, String how, double rate, double[] theirs) {
    var ours = new double[theirs.length];
    Arrays.fill(ours, rate);
    return new Line(
        PACE,
        students + " hand-ins, " + how,
        "times as fast as mvn test",
        Ratio.of(ours, theirs),
        how.equals("2 jobs") ? GOAL_RATIO : Double.NaN,
        rate,
        Ratio.median(theirs),
        "");
  }

  private static Line perSecond(int students, String how, double rate, double goal) {
    String row = students == 1 ? how : students + " hand-ins, " + how;
    return Line.rate(PACE, row, "hand-ins per second", rate, goal);
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

  /** What a process for each hand-in cannot surpass, per second. */
  private static double bareStarts(int each) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Callable<Void> starts =
        () -> {
          for (int i = 0; i < each; i++) {
            new ProcessBuilder(java, "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
          }
          return null;
        };
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      long start = System.nanoTime();
      for (Future<Void> one : two.invokeAll(List.of(starts, starts))) one.get();
      return 2 * each * 1e9 / (System.nanoTime() - start);
    } catch (ExecutionException e) {
      throw new IOException("java -version cannot be started", e.getCause());
    } finally {
      two.shutdownNow();
    }
  }

  /** Hand-ins per second, by each of so many runs. */
  private static DoubleStream mavenRates(MavenProject maven, Path handIns, int runs)
      throws IOException, InterruptedException {
    var rates = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      maven.test(handIns.resolve("student-%04d".formatted(i + 1)));
      rates[i] = 1e9 / (System.nanoTime() - start);
    }
    return DoubleStream.of(rates);
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
              Optional.empty(),
              Set.of(),
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
