package unrolled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import unrolled.jupyter.Jupyter;

/** A Jupyter server on loopback that asks for a token; it ends with this JVM. */
final class JupyterServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final String application;
  private final int port;
  private final String token = token();
  private final Path log;
  private final Process process;

  JupyterServer(Path home, Jupyter jupyter, int port) {
    this.application = jupyter.application();
    this.port = port;
    this.log = home.resolve("target").resolve("jupyter").resolve("server.log");
    var arguments = new ArrayList<String>();
    arguments.add(application);
    arguments.addAll(List.of("--no-browser", "-y", "--ip=127.0.0.1", "--port=" + port));
    if (System.getProperty("user.name").equals("root")) {
      arguments.add("--allow-root");
    }
    ProcessBuilder command = jupyter.command(arguments.toArray(String[]::new));
    // Not on the command line, where every user of the machine could read it.
    command.environment().put("JUPYTER_TOKEN", token);
    try {
      process =
          command
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Jupyter cannot be started: " + e.getMessage(), e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private static String token() {
    var bytes = new byte[20];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The address of the list of notebooks, token included. */
  String url() {
    String tree = application.equals("lab") ? "lab/tree/notebooks" : "tree/notebooks";
    return "http://127.0.0.1:" + port + "/" + tree + "?token=" + token;
  }

  /** Waits until the server answers. */
  void awaitReady() {
    var api = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api"));
    var request = api.timeout(Duration.ofSeconds(2)).build();
    HttpClient client = HttpClient.newHttpClient();
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (answers(client, request)) {
        return;
      }
      pause();
    }
    throw Problem.missing(
        "Jupyter did not start; the end of its log (%s):\n%s".formatted(log, lastWords()));
  }

  private static boolean answers(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException | HttpTimeoutException notYet) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Jupyter does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for Jupyter", e);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "the log cannot be read: " + e.getMessage();
    }
  }

  /** Waits until the server ends by itself; the result is its exit code. */
  int await() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
