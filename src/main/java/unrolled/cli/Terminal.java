package unrolled.cli;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;
import unrolled.exercise.Wrap;

/** The terminal, if there is one. */
final class Terminal {
  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** Some terminals say that they have no columns at all. */
  private static final int NARROWEST = 20;

  private Terminal() {}

  /** Whether a person watches; the launcher knows, Java says so only from 22 on. */
  static boolean isWatched() {
    return Boolean.getBoolean("unrolled.terminal");
  }

  /** How many characters a line of it has. */
  static int width() {
    int width = Integer.getInteger("unrolled.columns", Wrap.WIDTH);
    return width < NARROWEST ? Wrap.WIDTH : width;
  }

  /** Prints UTF-8 also where no locale is set, as in most containers. */
  static void useUtf8() {
    if (!WINDOWS) {
      System.setOut(stream(FileDescriptor.out));
      System.setErr(stream(FileDescriptor.err));
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Asks; no answer is a yes. Without a terminal no one can answer, which counts as a no. */
  static boolean agrees(String question) {
    if (!isWatched()) {
      return false;
    }
    System.out.print(question + " [Y/n] ");
    System.out.flush();
    var answers = new Scanner(System.in, StandardCharsets.UTF_8);
    return answers.hasNextLine() && !answers.nextLine().toLowerCase(Locale.ROOT).startsWith("n");
  }
}
