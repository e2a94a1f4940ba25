package unrolled.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gathers what is printed, and hands it on ten times a second.
 *
 * <p>A notebook server drops the messages of a kernel that sends more than a thousand in a second,
 * its results among them. A letter is handed on whole, however its bytes come.
 */
final class PrintedText {
  /** Takes a piece of text on its way to the front end. */
  interface Taker {
    void take(boolean error, String text);
  }

  private static final int PAUSE_MILLIS = 100;

  // Output and errors may take turns line by line; each turn would be a message.
  private static final int MOST_TURNS = 20;

  private record Piece(boolean error, ByteArrayOutputStream bytes) {}

  private final Object sending = new Object();

  // Not that of the cell that prints first, with which a stop would end it.
  private final ThreadGroup group = Thread.currentThread().getThreadGroup();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(group, task, "printed-text");
            thread.setDaemon(true);
            return thread;
          });
  private final Taker taker;
  private List<Piece> pieces = new ArrayList<>();
  private boolean scheduled;

  PrintedText(Taker taker) {
    this.taker = taker;
  }

  PrintStream stream(boolean error) {
    return open(new Stream(error), StandardCharsets.UTF_8);
  }

  /** A stream that no cell can close: what is printed later would vanish without a word. */
  static PrintStream open(OutputStream to, Charset charset) {
    return new PrintStream(to, true, charset) {
      @Override
      public void close() {
        flush();
      }
    };
  }

  private synchronized void add(boolean error, byte[] bytes, int from, int count) {
    Piece piece = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
    if (piece == null || piece.error() != error) {
      piece = lastTurn(error);
    }
    piece.bytes().write(bytes, from, count);
    if (!scheduled) {
      scheduled = true;
      clock.schedule(this::flush, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private Piece lastTurn(boolean error) {
    for (int i = pieces.size() - 1; i >= 0 && pieces.size() >= MOST_TURNS; i--) {
      if (pieces.get(i).error() == error) {
        return pieces.get(i);
      }
    }
    var piece = new Piece(error, new ByteArrayOutputStream());
    pieces.add(piece);
    return piece;
  }

  /** Hands on what there is; the bytes of a letter that has begun wait for its end. */
  void flush() {
    synchronized (sending) {
      for (Piece piece : taken()) {
        byte[] bytes = piece.bytes().toByteArray();
        int whole = wholeLetters(bytes);
        if (whole > 0) {
          taker.take(piece.error(), new String(bytes, 0, whole, StandardCharsets.UTF_8));
        }
        if (whole < bytes.length) {
          putBack(piece.error(), bytes, whole);
        }
      }
    }
  }

  private synchronized List<Piece> taken() {
    List<Piece> taken = pieces;
    pieces = new ArrayList<>();
    scheduled = false;
    return taken;
  }

  private synchronized void putBack(boolean error, byte[] bytes, int from) {
    var begun = new ByteArrayOutputStream();
    begun.write(bytes, from, bytes.length - from);
    for (Piece later : pieces) {
      if (later.error() == error) {
        begun.writeBytes(later.bytes().toByteArray());
        later.bytes().reset();
        later.bytes().writeBytes(begun.toByteArray());
        return;
      }
    }
    pieces.add(0, new Piece(error, begun));
  }

  /** How many bytes there are before a letter of which only the beginning is here. */
  static int wholeLetters(byte[] bytes) {
    for (int i = bytes.length - 1; i >= Math.max(0, bytes.length - 3); i--) {
      int b = bytes[i] & 0xFF;
      if (b >= 0xC0) {
        int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
        return i + length > bytes.length ? i : bytes.length;
      }
      if (b < 0x80) {
        break;
      }
    }
    return bytes.length;
  }

  private final class Stream extends OutputStream {
    private final boolean error;

    Stream(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int b) {
      add(error, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      add(error, bytes, from, count);
    }
  }
}
