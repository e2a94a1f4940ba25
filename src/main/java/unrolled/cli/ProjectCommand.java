package unrolled.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Exercise;
import unrolled.notebook.Band;
import unrolled.notebook.Claim;
import unrolled.notebook.ShowcaseCard;
import unrolled.project.Examination;
import unrolled.project.OwnNetwork;
import unrolled.project.OwnSources;
import unrolled.project.ProjectTask;

/** Trains the learner's own network, and examines it. */
@Command(
    name = "project",
    mixinStandardHelpOptions = true,
    description = {
      "Trains the network of your project with three secret seeds, and examines it.",
      "The statement is in exercises/project/README.md. It takes a minute or more."
    })
final class ProjectCommand implements Callable<Integer> {
  private static final int SEEDS = 3;
  private static final int BAR = 30; // characters

  @Option(
      names = "--seeds",
      paramLabel = "SEED",
      split = ",",
      description =
          "seeds of your choice, to try things out or to repeat a run; such a run does not count")
  private List<Long> chosen = List.of();

  @Override
  public Integer call() {
    try {
      OwnSources sources = OwnSources.read();
      Supplier<OwnNetwork> network = sources.compile();
      ProjectTask task = task(network.get());
      System.out.printf(
          Locale.ROOT,
          "The project: %s (%s).%nThere are %,d steps of %d texts. To pass, %.0f %% of the texts of the test must be answered without a mistake, with each of %d seeds that nobody knows before.%n",
          task.words(),
          task.data(),
          task.steps(),
          ProjectTask.BATCH,
          100 * task.figure(),
          SEEDS);
      check(sources.exercises());
      List<Examination.Result> results = new ArrayList<>();
      for (long seed : seeds()) {
        results.add(examined(task, seed, network.get(), sources));
      }
      return told(task, results, network.get());
    } catch (IllegalStateException e) {
      throw Problem.failed(e.getMessage());
    }
  }

  private static ProjectTask task(OwnNetwork network) {
    if (network.task() == null) {
      throw new IllegalStateException(
          "task() gave null; expected one of WORD_STARTS, LANGUAGES and DATES.");
    }
    return network.task();
  }

  private List<Long> seeds() {
    var secret = new SecureRandom();
    return chosen.isEmpty()
        ? Stream.generate(() -> (long) secret.nextInt(1_000_000_000)).limit(SEEDS).toList()
        : chosen;
  }

  private static void check(List<Exercise> used) {
    if (used.isEmpty()) {
      return;
    }
    System.out.println("\nYour answers to exercises that it uses:");
    List<CheckResult> results = new ArrayList<>();
    for (Exercise exercise : used) {
      CheckResult result = Check.run(exercise.id());
      System.out.println("  " + result.headline());
      results.add(result);
    }
    results.stream()
        .filter(result -> !result.passed())
        .findFirst()
        .ifPresent(
            result -> {
              throw new IllegalStateException(
                  "The project uses %s, and that does not pass its check. Mend it first: ./unrolled check %s."
                      .formatted(result.id(), result.id()));
            });
  }

  private static Examination.Result examined(
      ProjectTask task, long seed, OwnNetwork network, OwnSources sources) {
    System.out.printf("%nSeed %d%n  step    loss  without a mistake%n", seed);
    try {
      Examination.Result result =
          new Examination(task, seed)
              .run(
                  network,
                  point -> {
                    sources.requireRecurrent();
                    print(point);
                  });
      System.out.printf(
          Locale.ROOT,
          "  test          %5.1f %%  %s%n",
          100 * result.exact(),
          result.passed() ? "passed" : "not passed");
      result.examples().forEach(line -> System.out.println("    " + line));
      return result;
    } catch (IllegalStateException e) {
      // The examination's own are sentences, and do not come out of the learner's code.
      throw place(e).isEmpty() ? e : new IllegalStateException(what(e), e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new IllegalStateException(what(e), e);
    }
  }

  private static String what(Throwable e) {
    boolean starter = e.getMessage() != null && e.getMessage().endsWith(": not written yet");
    return starter
        ? "MyNetwork is not written yet%s. The statement is in exercises/project/README.md."
            .formatted(place(e))
        : e + place(e);
  }

  /** Where in the learner's files. */
  private static String place(Throwable e) {
    return Stream.of(e.getStackTrace())
        .filter(frame -> frame.getClassName().matches("(project|e\\d\\d_\\w+)\\..*"))
        .findFirst()
        .map(frame -> " (%s, line %d)".formatted(frame.getFileName(), frame.getLineNumber()))
        .orElse("");
  }

  private static void print(Examination.Point point) {
    System.out.printf(
        Locale.ROOT,
        "  %4d  %6.3f  %5.1f %%  %s%n",
        point.step(),
        point.loss(),
        100 * point.exact(),
        "█".repeat((int) Math.round(point.exact() * BAR)));
    if (!point.remark().isEmpty()) {
      System.out.println("        " + point.remark());
    }
  }

  private int told(ProjectTask task, List<Examination.Result> results, OwnNetwork network) {
    double worst = results.stream().mapToDouble(Examination.Result::exact).min().orElseThrow();
    boolean passed = worst >= task.figure();
    System.out.println();
    if (!chosen.isEmpty()) {
      System.out.println("The seeds were known, so this run does not count.");
    } else if (passed) {
      System.out.println(
          "Passed with all " + SEEDS + " seeds. The card: " + card(task, results, network));
    } else {
      long failed = results.stream().filter(result -> !result.passed()).count();
      System.out.printf(
          Locale.ROOT,
          "Not passed: %d of %d seeds stayed below %.0f %%. To repeat this run: ./unrolled project --seeds %s%n",
          failed,
          SEEDS,
          100 * task.figure(),
          String.join(",", results.stream().map(r -> String.valueOf(r.seed())).toList()));
    }
    return passed ? 0 : Problem.FAILED;
  }

  private static Path card(ProjectTask task, List<Examination.Result> results, OwnNetwork network) {
    Path page = Checkout.home().resolve("target/cards/project.html");
    cardOf(task, results, network).saveAs(page);
    return page;
  }

  static ShowcaseCard cardOf(
      ProjectTask task, List<Examination.Result> results, OwnNetwork network) {
    Examination.Result first = results.get(0);
    String model = String.valueOf(network);
    String title = Problem.sentence(task.words());
    Claim worst =
        Claim.of(
            "texts without a mistake, the worst of %d seeds".formatted(results.size()),
            results.stream().mapToDouble(Examination.Result::exact).min().orElseThrow(),
            Band.atLeast(task.figure()));
    return new ShowcaseCard(
            title,
            // Without a toString of its own it says nothing.
            model.isBlank() || model.contains("MyNetwork@") ? "a network of my own" : model,
            task.data(),
            first.seed())
        .curve("share without a mistake", first.curve())
        .claims(worst);
  }
}
