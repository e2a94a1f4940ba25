package unrolled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./unrolled bench} starts: measures the topics that are named, each part in a process
 * of its own, and prints their tables.
 */
public final class Main {
  static final List<Topic> TOPICS =
      List.of(new GemmTopic(), new ElementwiseTopic(), new LayersTopic(), new GradeTopic());

  private Main() {}

  /**
   * Measures and prints.
   *
   * @param arguments the names of topics, all of them if none is given, and {@code --quick}; or
   *     {@code --page}, to put what was measured into {@code docs/benchmarks.md}; or {@code jmh}
   *     and arguments for JMH, such as {@code Bench01}
   */
  public static void main(String[] arguments) throws IOException {
    try {
      if (arguments.length > 0 && arguments[0].equals("jmh"))
        org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
      else if (List.of(arguments).contains("--page")) page(arguments);
      else measure(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void page(String[] arguments) throws IOException {
    if (arguments.length > 1)
      throw new IllegalArgumentException("bench: --page measures nothing, so it stands alone");
    new BenchPage(home()).write();
    System.out.println(
        "%s holds the last whole runs on JDK %d and %d."
            .formatted(BenchPage.FILE, BenchPage.JDKS.get(0), BenchPage.JDKS.get(1)));
  }

  private static void measure(String[] arguments) throws IOException {
    var names = new ArrayList<>(List.of(arguments));
    boolean quick = names.remove("--quick");
    List<Topic> topics = named(names);
    Path folder = home().resolve("target/bench");
    Files.createDirectories(folder);
    boolean whole = true;
    for (Topic topic : topics) whole &= measure(topic, quick, folder);
    if (!whole) throw new IllegalStateException("bench: not all of it could be measured");
  }

  /** Whether every part came to its end. */
  private static boolean measure(Topic topic, boolean quick, Path folder) throws IOException {
    double before = OtherWork.now();
    System.err.println(Machine.description());
    if (before > OtherWork.MUCH)
      System.err.println("Something else is running: these figures will be of a busy machine.");
    long start = System.nanoTime();
    var lines = new ArrayList<Line>();
    for (Part part : topic.parts())
      lines.addAll(new PartProcess(topic, part, quick, folder).lines());
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    String conditions =
        "%s %s in %d s. %s"
            .formatted(
                Machine.description(),
                quick ? "A first look" : "Measured",
                seconds,
                new OtherWork(before, OtherWork.now()));
    String name = Report.name(topic, Runtime.version().feature(), quick);
    new Report(topic, lines, conditions).write(folder, name);
    return lines.stream().noneMatch(line -> line.table().equals(PartProcess.FAILED));
  }

  private static Path home() {
    return Path.of(System.getProperty("unrolled.home", ""));
  }

  private static List<Topic> named(List<String> names) {
    return names.isEmpty() || names.contains("all")
        ? TOPICS
        : names.stream().map(Main::topic).toList();
  }

  static Topic topic(String name) {
    return TOPICS.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "bench: there is no topic \"%s\", only %s"
                        .formatted(name, TOPICS.stream().map(Topic::name).toList())));
  }
}
