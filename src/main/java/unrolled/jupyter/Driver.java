package unrolled.jupyter;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The Python process that speaks Jupyter's protocol to a kernel; {@code drive.py} is its code. */
final class Driver implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Process process;
  private final Path errors;
  private final Writer orders;
  private final BufferedReader answers;
  private boolean silent;

  /** Starts Python; the kernel follows with {@link #tell} and {@link #answer}. */
  Driver(ProcessBuilder jupyter) {
    try {
      String python = JupyterPython.find(Path.of(jupyter.command().get(0)));
      errors = Files.createTempFile("unrolled-kernel", ".txt");
      process = jupyter.command(python, "-c", code()).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException("The kernel's driver cannot be started", e);
    }
    orders = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  private static String code() throws IOException {
    try (InputStream in = Driver.class.getResourceAsStream("drive.py")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void tell(JsonObject order) {
    try {
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new KernelUnavailable("The kernel's driver has ended: " + words());
    }
  }

  /**
   * The next answer; empty when none comes in time.
   *
   * @throws KernelUnavailable when the process has ended or tells of a problem
   */
  Optional<JsonObject> answer(Duration limit) {
    var line = CompletableFuture.supplyAsync(this::readLine);
    line.completeOnTimeout(Optional.of(""), limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    String text =
        line.join()
            .orElseThrow(() -> new KernelUnavailable("The kernel's driver has ended: " + words()));
    if (text.isEmpty()) {
      silent = true;
      return Optional.empty();
    }
    JsonObject answer = JsonParser.parseString(text).getAsJsonObject();
    if (answer.has("problem")) {
      throw new KernelUnavailable(answer.get("problem").getAsString() + "\n" + words());
    }
    return Optional.of(answer);
  }

  private Optional<String> readLine() {
    try {
      return Optional.ofNullable(answers.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Python and the kernel wrote on their error streams. */
  private String words() {
    try {
      return Files.readString(errors).replaceAll("WARNING: Using incubator.*\\R", "").strip();
    } catch (IOException e) {
      return errors + " cannot be read";
    }
  }

  /** Ends the process, and with it the kernel. */
  @Override
  public void close() {
    try {
      if (!silent) {
        orders.close();
      }
      if (silent || !process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
