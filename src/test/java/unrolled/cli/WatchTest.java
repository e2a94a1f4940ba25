package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.exercise.Exercise;

/** The learner's loop, on a copy of the exercises. */
class WatchTest {
  private static final List<String> PROPERTIES = List.of("unrolled.home", "unrolled.answers");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String RIGHT =
      "return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);";
  private static final String WITHOUT_BIAS =
      "return x.matmul(Wx).plus(hPrev.matmul(Wh)).map(Math::tanh);";

  @TempDir Path home;
  private final List<String> before = PROPERTIES.stream().map(System::getProperty).toList();
  private final Path original = Checkout.home();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PipedOutputStream keys = new PipedOutputStream();
  private Thread loop;

  @BeforeEach
  void check_out() throws IOException {
    Path from = original.resolve("exercises");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve("exercises").resolve(from.relativize(file).toString()));
      }
    }
    System.setProperty("unrolled.home", home.toString());
    System.setProperty("unrolled.answers", "exercises");
  }

  @AfterEach
  void put_back() throws Exception {
    if (loop != null) {
      loop.interrupt();
      loop.join();
    }
    for (int i = 0; i < PROPERTIES.size(); i++) {
      if (before.get(i) == null) {
        System.clearProperty(PROPERTIES.get(i));
      } else {
        System.setProperty(PROPERTIES.get(i), before.get(i));
      }
    }
  }

  @Test
  void each_save_is_checked_and_a_pass_goes_on_to_the_next() throws Exception {
    start("e05");
    await("e05 RNN step, forward: not written yet.");
    await("Watching exercises/e05_rnn_step/MyRnnStep.java");
    overwrite(WITHOUT_BIAS);
    await("What went wrong: the bias is missing");
    saveByRename(RIGHT);
    await("e05 RNN step, forward: passed all 14 tests, 10 of 10 points");
    await("Watching exercises/e06_rnn_sequence/MyRnnSequence.java");
    Files.writeString(
        home.resolve("exercises/e01_one_hot/MyOneHot.java"), "class", StandardCharsets.UTF_8);
    await("e01 One-hot rows: not run, 0 of 5 points");
  }

  @Test
  void keys_show_hint_statement_and_list_and_end_it() throws Exception {
    start("e05");
    await("h hint (1 point)  s statement  l list  n next  r check  q quit");
    press("h\n");
    await("e05 RNN step, forward: hint 1 of 3");
    press("s\n");
    await("z = x Wₓ + hₜ₋₁ Wₕ + b");
    press("l\n");
    await("· e10  RNN step, backward");
    press("n");
    await("e09 Finite differences: not written yet.");
    press("q");
    loop.join(PATIENCE.toMillis());
    assertFalse(loop.isAlive());
    assertTrue(text().endsWith("Go on with ./unrolled watch\n"), text());
  }

  @Test
  void an_end_of_the_input_ends_nothing() throws Exception {
    start("e05");
    keys.close();
    await("not written yet");
    overwrite(WITHOUT_BIAS);
    await("6 of 14 tests pass");
  }

  @Test
  void it_can_be_left_while_an_answer_loops() throws Exception {
    overwrite("while (true) { x.set(0, 0, 1); }");
    start("e05");
    await("Checking e05…");
    press("q");
    loop.join(PATIENCE.toMillis());
    assertFalse(loop.isAlive());
    assertFalse(text().contains("did not end"), text());
  }

  @Test
  void it_begins_with_what_was_written_last() throws Exception {
    assertEquals("e01", Watch.workedOn().id());
    overwrite(WITHOUT_BIAS);
    assertEquals("e05", Watch.workedOn().id());
  }

  @Test
  void on_a_terminal_single_keys_do_it_and_Ctrl_C_ends_it_cleanly() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "script makes a terminal");
    for (String term : List.of("xterm", "dumb")) {
      Path typescript = home.resolve("typescript-" + term);
      Files.deleteIfExists(home.resolve("progress.json"));
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String command =
          "stty cols 40; exec '%s' -Dunrolled.home='%s' -Dunrolled.terminal=true -cp '%s' %s watch e05"
              .formatted(java, home, System.getProperty("java.class.path"), Main.class.getName());
      var builder = new ProcessBuilder("script", "-qfec", command, typescript.toString());
      builder.environment().put("TERM", term);
      builder.environment().remove("NO_COLOR");
      Process process = builder.redirectErrorStream(true).start();
      try (var typed = process.getOutputStream()) {
        awaitFile(typescript, "q quit");
        typed.write('h');
        typed.flush();
        awaitFile(typescript, "hint 1 of 3");
        typed.write(3);
        typed.flush();
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      } finally {
        process.destroyForcibly();
      }
      String all = Files.readString(typescript);
      assertTrue(all.contains("./unrolled watch"), all);
      assertEquals(0, process.exitValue(), all);
      assertEquals(term.equals("xterm"), all.contains("\u001b[H"), all);
      if (term.equals("dumb")) {
        String page = all.substring(all.indexOf("Checking"));
        assertFalse(page.contains("\u001b"), page);
        // The last line is that of script, which types for us.
        assertTrue(
            page.lines()
                .filter(line -> !line.startsWith("Script done"))
                .allMatch(line -> line.stripTrailing().length() <= 50),
            page);
      }
    }
  }

  private void start(String id) throws IOException {
    BlockingQueue<Watch.Event> events = new LinkedBlockingQueue<>();
    var screen =
        new Screen.Streams(
            new PipedInputStream(keys),
            new PrintStream(shown, true, StandardCharsets.UTF_8),
            80,
            events::add);
    Exercise first = Exercise.of(id);
    loop =
        new Thread(
            () -> {
              try (Saves saves =
                  Saves.of(Exercise.all(), saved -> events.add(new Watch.Saved(saved)))) {
                saves.start();
                new Watch(screen, events).run(first);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    loop.start();
  }

  private void press(String typed) throws IOException {
    keys.write(typed.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  private void overwrite(String body) throws IOException {
    Files.writeString(answer(), source(body));
  }

  private void saveByRename(String body) throws IOException {
    Path part = Files.writeString(answer().resolveSibling("4913"), source(body));
    Files.move(part, answer(), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path answer() {
    return home.resolve("exercises/e05_rnn_step/MyRnnStep.java");
  }

  private static String source(String body) {
    return """
        package e05_rnn_step;
        import unrolled.matrix.Matrix;
        public final class MyRnnStep implements RnnStep {
          public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
            %s
          }
        }
        """
        .formatted(body);
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private void await(String words) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!text().contains(words)) {
      assertTrue(System.nanoTime() < end, "never shown: " + words + "\n" + text());
      Thread.sleep(20);
    }
  }

  private static void awaitFile(Path file, String words) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file) || !Files.readString(file).contains(words)) {
      assertTrue(
          System.nanoTime() < end,
          "never shown: " + words + (Files.exists(file) ? Files.readString(file) : ""));
      Thread.sleep(20);
    }
  }
}
