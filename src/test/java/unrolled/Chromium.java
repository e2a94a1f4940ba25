package unrolled;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, with one page open, driven by its DevTools protocol. */
public final class Chromium implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;
  private static final long STEP_MILLIS = 20;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();

  /** What the page has complained of: uncaught errors, and what its policy has refused. */
  public final List<String> complaints = new ArrayList<>();

  private int asked;

  private Chromium(Process process, Path profile) throws IOException, InterruptedException {
    this.process = process;
    this.profile = profile;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(page(port())), new Listener())
            .join();
    List.of("Page", "Runtime", "Log", "Network").forEach(part -> ask(part + ".enable", "{}"));
  }

  /** Where it is installed, if it is. */
  public static Optional<Path> installed() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static Chromium start(Path program) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("unrolled-browser-");
    var command = new ArrayList<String>();
    command.addAll(List.of(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu"));
    command.addAll(List.of("--no-first-run", "--disable-background-networking"));
    command.addAll(List.of("--remote-debugging-port=0", "--user-data-dir=" + profile));
    command.add("about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Chromium(process, profile);
  }

  private String port() throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    for (long left = PATIENCE_SECONDS * 1000; left > 0; left -= STEP_MILLIS) {
      if (Files.exists(file) && Files.readAllLines(file).size() > 1) {
        return Files.readAllLines(file).get(0);
      }
      Thread.sleep(STEP_MILLIS);
    }
    throw new IOException("the browser does not start");
  }

  /** The address of its one page. */
  private static String page(String port) throws IOException, InterruptedException {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (long left = PATIENCE_SECONDS * 1000; left > 0; left -= STEP_MILLIS) {
      String text =
          HttpClient.newHttpClient().send(list, HttpResponse.BodyHandlers.ofString()).body();
      for (var target : JsonParser.parseString(text).getAsJsonArray()) {
        if (target.getAsJsonObject().get("type").getAsString().equals("page")) {
          return target.getAsJsonObject().get("webSocketDebuggerUrl").getAsString();
        }
      }
      Thread.sleep(STEP_MILLIS);
    }
    throw new IOException("the browser opens no page");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        answers.add(JsonParser.parseString(text.toString()).getAsJsonObject());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /** Asks the browser, and waits for its answer. */
  private JsonObject ask(String method, String parameters) {
    int number = ++asked;
    socket
        .sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(number, method, parameters),
            true)
        .join();
    return await(answer -> answer.has("id") && answer.get("id").getAsInt() == number, method);
  }

  private interface Sought {
    boolean is(JsonObject answer);
  }

  private JsonObject await(Sought sought, String what) {
    try {
      while (true) {
        JsonObject answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
          throw new AssertionError("the browser does not answer to " + what);
        }
        if (sought.is(answer)) {
          return answer;
        }
        note(answer);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void note(JsonObject event) {
    String method = event.has("method") ? event.get("method").getAsString() : "";
    boolean asks = method.equals("Network.requestWillBeSent");
    if (method.equals("Runtime.exceptionThrown") || method.equals("Log.entryAdded")) {
      complaints.add(event.get("params").toString());
    } else if (asks && !event.toString().contains("\"url\":\"file:")) {
      complaints.add("it asks the network: " + event.get("params"));
    }
  }

  /** Opens a page, and waits until it is there. */
  public void open(String address) {
    ask("Page.navigate", "{\"url\":\"" + address + "\"}");
    awaitLoad();
  }

  /** Waits for a page that is being opened. */
  public void awaitLoad() {
    await(event -> event.toString().contains("\"Page.loadEventFired\""), "a page to load");
  }

  /** The value of an expression of JavaScript, as text. */
  public String value(String expression) {
    var parameters = new JsonObject();
    parameters.addProperty("expression", "String(" + expression + ")");
    JsonObject answer = ask("Runtime.evaluate", parameters.toString());
    JsonObject result = answer.getAsJsonObject("result");
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result);
    }
    return result.getAsJsonObject("result").get("value").getAsString();
  }

  /** Presses the left button in the middle of an element, as a person does. */
  public void click(String selector) {
    String box = "document.querySelector('" + selector + "')";
    value(box + ".scrollIntoView({block: 'center'})");
    String[] at =
        value(
                "(r => (r.x + r.width / 2) + ' ' + (r.y + r.height / 2))("
                    + box
                    + ".getBoundingClientRect())")
            .split(" ");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      ask(
          "Input.dispatchMouseEvent",
          "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"left\",\"clickCount\":1}"
              .formatted(type, at[0], at[1]));
    }
  }

  /** Types into the element that has the focus. */
  public void type(String text) {
    ask("Input.insertText", "{\"text\":\"" + text + "\"}");
  }

  /**
   * Presses a key.
   *
   * @param key by its name in the DOM, such as {@code ArrowRight}
   * @param code of the key on a keyboard of Windows, which decides what it does to a control
   */
  public void press(String key, int code) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      ask(
          "Input.dispatchKeyEvent",
          "{\"type\":\"%s\",\"key\":\"%s\",\"code\":\"%s\",\"windowsVirtualKeyCode\":%d}"
              .formatted(type, key, key, code));
    }
  }

  /** Takes a size of window, and the light or the dark scheme. */
  public void look(int width, int height, String scheme) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}"
            .formatted(width, height, width < 600));
    ask(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
  }

  /** Takes a picture. */
  public void shoot(Path file) throws IOException {
    JsonObject answer = ask("Page.captureScreenshot", "{\"format\":\"png\"}");
    String data = answer.getAsJsonObject("result").get("data").getAsString();
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
