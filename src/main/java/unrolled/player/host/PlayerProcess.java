package unrolled.player.host;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import unrolled.player.Bounds;
import unrolled.player.MalformedMessage;
import unrolled.player.Message;
import unrolled.player.Player;

/**
 * A player seen from here: asks it, waits no longer than allowed, reads no more than allowed, and
 * kills it when it does anything else than answer.
 */
public final class PlayerProcess implements AutoCloseable {
  private static final String LOST =
      "ended in the middle of a call: look for System.exit, or memory that grows" + " without end";

  private static final String TOO_LONG = "took too long for all calls together";
  private static final String STARVED =
      "was not let run for long enough: this machine was too busy, or stopped";

  /** How long it may take to be gone, after its end or after its time. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How often a call has its time again while this machine does not let it run. */
  private static final int TIMES = 3;

  /** One for this request, and a late one for the request before it. */
  private static final int SAID_AT_MOST = 2;

  private final Process process;
  private final Box box;
  private final DataOutputStream to;
  private final DataInputStream from;
  private final ExecutorService pump;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicReference<String> ended = new AtomicReference<>("");
  private volatile String said = "";
  private long nanosLeft = Bounds.ALL_CALLS.toNanos();
  private long bytesLeft = Bounds.ALL_BYTES;
  private int callsLeft = Bounds.CALLS;
  private int asked;

  private PlayerProcess(ExecutorService pump, Process process, Box box) {
    this.pump = pump;
    this.process = process;
    this.box = box;
    to = new DataOutputStream(process.getOutputStream());
    from = new DataInputStream(process.getInputStream());
  }

  /** Starts a player in a box, which is closed with it. */
  public static PlayerProcess start(Box box, Path folder, List<Path> jars) {
    return start(box, folder, jars, Program.PLAYER);
  }

  /** Starts a program that answers as a player does. */
  public static PlayerProcess start(Box box, Path folder, List<Path> jars, Program program) {
    var builder = new ProcessBuilder(box.command(folder, jars, program));
    builder.directory(folder.toFile());
    String windows = System.getenv("SystemRoot");
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    // The paths on the command line may have letters beyond ASCII.
    builder.environment().put("LC_ALL", "C.UTF-8");
    if (windows != null) {
      // Without it no program there finds the system's own libraries.
      builder.environment().put("SystemRoot", windows);
    }
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    ExecutorService pump = Executors.newSingleThreadExecutor(PlayerProcess::thread);
    try {
      // By the thread that lives as long: the kernel ends a player with the thread that started it.
      Process process = pump.submit(builder::start).get();
      return new PlayerProcess(pump, process, box);
    } catch (ExecutionException e) {
      pump.shutdownNow();
      box.close();
      String reason = e.getCause().getMessage();
      throw new UncheckedIOException(
          "cannot start a player: " + reason, new IOException(reason, e.getCause()));
    } catch (InterruptedException e) {
      pump.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting a player", e);
    }
  }

  /** One of its own: a pipe that is not read, or not closed, stops no other. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "pipe of a player");
    thread.setDaemon(true);
    return thread;
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** The same as {@link #request}, with the time that a JVM takes to start. */
  public DataInputStream firstRequest(byte kind, Message.Body body) {
    return request(kind, body, Bounds.START);
  }

  /**
   * Asks, and gives the answer from behind its number.
   *
   * @throws PlayerEnded if there is none
   */
  public DataInputStream request(byte kind, Message.Body body) {
    return request(kind, body, Bounds.CALL);
  }

  /** The same, within this time. */
  public synchronized DataInputStream request(byte kind, Message.Body body, Duration limit) {
    if (isEnded()) {
      throw new PlayerEnded("not tried, because your code had ended", ended.get());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new PlayerEnded("not tried, because the time of the test was up", "");
    }
    asked++;
    callsLeft--;
    if (callsLeft < 0 || nanosLeft <= 0) {
      throw end(TOO_LONG);
    }
    long start = System.nanoTime();
    byte[] message = exchange(Message.of(asked, kind, body), limit);
    nanosLeft -= kind == Message.CALL ? System.nanoTime() - start : 0;
    bytesLeft -= message.length;
    if (bytesLeft < 0) {
      throw end("gave more than " + Bounds.ALL_BYTES + " bytes in all");
    }
    return afterNumber(message);
  }

  /** Whether there will be no more answers. */
  public boolean isEnded() {
    return !ended.get().isEmpty();
  }

  /** Why there will be no more answers, as the end of a sentence about the code; else empty. */
  public String whyEnded() {
    return ended.get();
  }

  /** Gives it all the calls, all the time and all the output again, for another run of tests. */
  public synchronized void renewBounds() {
    said = "";
    callsLeft = Bounds.CALLS;
    nanosLeft = Bounds.ALL_CALLS.toNanos();
    bytesLeft = Bounds.ALL_BYTES;
  }

  /** Whether the process went away by itself, or by somebody else's hand. */
  public boolean isLost() {
    return ended.get().equals(LOST);
  }

  /** Whether it ran out of time for want of a processor. */
  public boolean isStarved() {
    return ended.get().equals(STARVED);
  }

  /** Ends the player, for the reason given; the first reason counts. */
  public PlayerEnded end(String reason) {
    if (ended.compareAndSet("", reason)) {
      close();
    }
    return new PlayerEnded("your code " + ended.get(), ended.get());
  }

  /** Ends it because it wrote something else than an answer. */
  public PlayerEnded noAnswer(Throwable malformed) {
    return end(
        "wrote something that is no answer to the call: "
            + Clean.line(String.valueOf(malformed.getMessage())));
  }

  @Override
  public void close() {
    ended.compareAndSet("", "was not needed any more");
    synchronized (isClosed) {
      if (!isClosed.get()) {
        try {
          kill();
          isClosed.set(true);
          box.close();
        } catch (IOException e) {
          throw new UncheckedIOException("cannot end what a player has left", e);
        } catch (InterruptedException e) {
          // A test whose time was up; the code that started the player closes it again.
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void kill() throws IOException, InterruptedException {
    List<ProcessHandle> inner = process.descendants().toList();
    inner.forEach(ProcessHandle::destroyForcibly);
    // A box that goes by itself has seen the last of its processes go.
    boolean goes = box.endsWithItsProgram() && !(inner.isEmpty() && process.isAlive());
    boolean isClean = goes && process.waitFor(5, TimeUnit.SECONDS);
    process.destroyForcibly();
    pump.shutdownNow();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IOException("process " + process.pid() + " does not die");
    }
    if (!isClean) {
      box.sweep();
    }
  }

  private byte[] exchange(byte[] request, Duration limit) {
    Future<byte[]> reply =
        pump.submit(
            () -> {
              Message.write(to, request);
              return reply();
            });
    long end = System.nanoTime() + limit.toNanos();
    int timesLeft = TIMES;
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return reply.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          // The answer is still to come, and must not be taken for that of the next call.
          isInterrupted = true;
        } catch (TimeoutException e) {
          String why = tooLong(limit);
          if (!why.equals(STARVED) || --timesLeft == 0) {
            throw end(why);
          }
          end = System.nanoTime() + limit.toNanos();
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof MalformedMessage
          ? noAnswer(e.getCause())
          : end(isFull() ? Thrown.OUT_OF_MEMORY : LOST);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String tooLong(Duration limit) {
    String loop =
        "did not end within "
            + limit.toSeconds()
            + " seconds: look for a loop whose condition never changes";
    boolean isStarved = Starvation.of(process.toHandle());
    return isFull() ? Thrown.OUT_OF_MEMORY : isStarved ? STARVED : loop;
  }

  /** The next message that is an answer; what the player says meanwhile is kept. */
  private byte[] reply() throws IOException {
    byte[] message = Message.read(from, Bounds.MESSAGE_BYTES);
    for (int left = SAID_AT_MOST; left > 0 && isSaid(message); left--) {
      var in = new DataInputStream(new ByteArrayInputStream(message));
      in.skipNBytes(Integer.BYTES + 1);
      said = in.readUTF();
      message = Message.read(from, Bounds.MESSAGE_BYTES);
    }
    return message;
  }

  private static boolean isSaid(byte[] message) {
    return message.length > Integer.BYTES && message[Integer.BYTES] == Message.SAID;
  }

  /** What the code had printed when it was about to end; empty if nothing is known of it. */
  public String said() {
    return said;
  }

  /** Whether it ends by itself about now, and says that its memory is full. */
  private boolean isFull() {
    try {
      return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          && process.exitValue() == Player.MEMORY_FULL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private DataInputStream afterNumber(byte[] message) {
    var in = new DataInputStream(new ByteArrayInputStream(message));
    try {
      if (message.length > Integer.BYTES && in.readInt() == asked) {
        if (message[Integer.BYTES] == Message.EXITED) {
          in.readByte();
          String place = Thrown.placeText(Thrown.place(in.readUTF(), in.readInt()));
          throw end("called System.exit" + place + ", which ends the program: return, or throw");
        }
        return in;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw noAnswer(new MalformedMessage("a number that is not that of the call"));
  }
}
