package unrolled.grade.intake;

import java.io.IOException;

/**
 * A file among those handed in, whose content is read when it is asked for.
 *
 * @param path where it lies in the hand-in, with slashes
 * @param modified when it was written, as seconds of its own calendar; for comparing only
 * @param kind what it is
 * @param content gives the bytes of a {@link Kind#FILE}
 */
record ItemFile(String path, long modified, Kind kind, Content content) {
  /** What lies under a name. */
  enum Kind {
    FILE(""),
    LINK("a link"),
    PIPE("not a file but a device or a pipe"),
    ENCRYPTED("encrypted"),
    OUTSIDE("outside of the hand-in"),
    CLOSED("unreadable"),
    PACKED("compressed with a method that is not known here"),
    DEEP("a folder that is nested too deeply");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Gives bytes. */
  interface Content {
    /**
     * All bytes, if they are no more than so many.
     *
     * @throws Unreadable if they are more, or damaged
     */
    byte[] read(int most) throws IOException;
  }

  /** It cannot be read; the message is for its author. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }

    static Unreadable tooLarge(long most) {
      return new Unreadable(
          "larger than " + (most >= 1 << 20 ? (most >> 20) + " MB" : (most >> 10) + " kB"));
    }
  }

  /** The name without the folders. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name of the folder that it lies in; empty at the top. */
  String folder() {
    String above = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return above.substring(above.lastIndexOf('/') + 1);
  }

  ItemFile at(String newPath) {
    return new ItemFile(newPath, modified, kind, content);
  }
}
