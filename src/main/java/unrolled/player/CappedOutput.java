package unrolled.player;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes of what is printed, and lets the rest go. */
final class CappedOutput extends OutputStream {
  private final int cap;
  private boolean isFull;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  CappedOutput(int cap) {
    this.cap = cap;
  }

  @Override
  public synchronized void write(int b) {
    if (kept.size() < cap) {
      kept.write(b);
    } else {
      isFull = true;
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    isFull |= length > cap - kept.size();
    kept.write(bytes, from, Math.min(length, cap - kept.size()));
  }

  synchronized void clear() {
    kept.reset();
    isFull = false;
  }

  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8) + (isFull ? " …" : "");
  }
}
