package unrolled.notebook;

/** A file that is not a notebook that can be read; the message is one sentence naming the file. */
public final class BadNotebook extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  BadNotebook(String file, String reason) {
    super(file + " cannot be read as a notebook: " + reason);
  }
}
