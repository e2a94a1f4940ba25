package unrolled.grade.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import unrolled.grade.sandbox.Stage;
import unrolled.player.Reach;

/**
 * A corner of this machine for one attack: files to read and to write, a server to reach, a process
 * to kill. What has become of them tells whether the attack has reached anything.
 */
final class Arena implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final List<Path> OPEN =
      Stream.of("/tmp", "/var/tmp", "/dev/shm", "/dev").map(Path::of).toList();

  final String nonce =
      "unrolled-attack-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  private final String sleep = "97" + ProcessHandle.current().pid() + COUNT.get();
  private final Path folder;
  private final Path results;
  private final Path open;
  private final Stage stage;
  private final ServerSocket server;
  private final DatagramSocket datagrams;
  private final Process victim;

  Arena(Stage stage) {
    this.stage = stage;
    try {
      folder = Files.createTempDirectory("unrolled-arena-");
      allow(folder, "rwxr-xr-x");
      open = allow(Files.createDirectory(folder.resolve("open")), "rwxrwxrwx");
      allow(Files.writeString(folder.resolve("secret"), "the solution"), "rw-r--r--");
      Path own = allow(Files.createDirectory(folder.resolve("own")), "rwx------");
      results = allow(Files.writeString(own.resolve("results"), "0 of 10"), "rw-------");
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      datagrams = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
      datagrams.setSoTimeout(1);
      var builder = new ProcessBuilder("sleep", sleep);
      builder.environment().put("UNROLLED_SECRET", nonce);
      victim = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path allow(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** The words that an attack's files hold in place of these. */
  Map<String, String> words() {
    var words = new TreeMap<String, String>();
    words.put("NONCE", nonce);
    words.put("SLEEP", sleep);
    words.put("OPEN", open.toString());
    words.put("PRIVATE", results.toString());
    words.put("SECRET", folder.resolve("secret").toString());
    words.put("STAGE", stage.wings().getParent().toString());
    words.put("HOME", System.getProperty("unrolled.home"));
    words.put("PORT", Integer.toString(server.getLocalPort()));
    words.put("UDP", Integer.toString(datagrams.getLocalPort()));
    words.put("GRADER", Long.toString(ProcessHandle.current().pid()));
    words.put("VICTIM", Long.toString(victim.pid()));
    try {
      words.put("SESSION", Reach.session());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  /** What has been reached, in words; to be asked once, when all is over. */
  List<String> reached() throws IOException, InterruptedException {
    var reached = new ArrayList<String>();
    try {
      datagrams.receive(new DatagramPacket(new byte[9], 9));
      reached.add("a datagram came");
    } catch (IOException e) {
      // None came.
    }
    if (!Files.readString(results).equals("0 of 10")) {
      reached.add("the results are changed");
    }
    if (!victim.isAlive()) {
      reached.add("another process was killed");
    }
    for (Path file : left()) {
      reached.add("left " + file.getFileName());
    }
    for (ProcessHandle process : processes()) {
      process.destroyForcibly();
      reached.add("left a process");
    }
    return reached;
  }

  /** A process that an attack has started, known by the number that it is told to sleep. */
  private List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").endsWith("sleep " + sleep + "1"))
        .toList();
  }

  private List<Path> left() throws IOException {
    var left = new ArrayList<Path>();
    var places = new ArrayList<>(OPEN);
    places.addAll(List.of(stage.wings(), stage.wings().getParent()));
    for (Path place : places) {
      Path file = place.resolve(nonce);
      if (Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        left.add(file);
        delete(file);
      }
    }
    try (Stream<Path> files = Files.list(open)) {
      left.addAll(files.toList());
    }
    return left;
  }

  static void delete(Path file) throws IOException {
    try (Stream<Path> files = Files.walk(file)) {
      for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void close() {
    try {
      victim.destroyForcibly().waitFor(9, TimeUnit.SECONDS);
      server.close();
      datagrams.close();
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
