package unrolled.grade.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The folder that reports are written to.
 *
 * <p>A file appears whole or not at all. What an earlier run wrote here and this one does not is
 * removed; a file that somebody else wrote, or has changed since, is left alone. To know which is
 * which, the folder keeps a list of what was written, each file with its SHA-256, as the command
 * {@code sha256sum} writes it.
 */
final class ReportFolder {
  private static final String LIST = ".reports";
  private static final String DRAFT = ".reports-draft";
  private static final int HASH = 64;
  private static final String GAP = "  ";

  private final Path root;
  private final Set<String> earlier;
  private final TreeMap<String, String> written = new TreeMap<>();

  private ReportFolder(Path root, Set<String> earlier) {
    this.root = root;
    this.earlier = earlier;
  }

  /** The folder here, which is made if there is none. */
  static ReportFolder at(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    Path list = root.resolve(LIST);
    try {
      Files.createDirectories(root);
      List<String> lines = Files.exists(list) ? Files.readAllLines(list) : List.of();
      return new ReportFolder(root, new HashSet<>(lines));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of reports " + list, e);
    }
  }

  /**
   * Writes a file.
   *
   * @param name its path in the folder, with slashes
   */
  void put(String name, String text) {
    put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file that is no text. */
  void put(String name, byte[] bytes) {
    Path file = root.resolve(name);
    String hash = Sha256.hex(bytes);
    written.put(name, hash);
    try {
      if (!hasBytes(file, bytes)) {
        // Noted before it is written, so that an interrupted run leaves nothing unaccounted for.
        note(hash + GAP + name);
        replace(file, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }

  /** Removes what earlier runs wrote and this one did not. */
  void finish() {
    try {
      for (String line : earlier) {
        removeIfStale(line);
      }
      var lines = new ArrayList<String>();
      written.forEach((name, hash) -> lines.add(hash + GAP + name + "\n"));
      byte[] list = String.join("", lines).getBytes(StandardCharsets.UTF_8);
      if (!hasBytes(root.resolve(LIST), list)) {
        replace(root.resolve(LIST), list);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear old reports out of " + root, e);
    }
  }

  private void note(String line) throws IOException {
    earlier.add(line);
    Files.writeString(
        root.resolve(LIST), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void replace(Path file, byte[] bytes) throws IOException {
    Path draft = root.resolve(DRAFT);
    try {
      Files.write(draft, bytes);
      Files.createDirectories(file.getParent());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void removeIfStale(String line) throws IOException {
    if (line.length() <= HASH + GAP.length()) {
      return; // An interrupted run may have left half a line.
    }
    String name = line.substring(HASH + GAP.length());
    Path file = root.resolve(name).normalize();
    boolean ours =
        file.startsWith(root)
            && !written.containsKey(name)
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Sha256.hex(Files.readAllBytes(file)).equals(line.substring(0, HASH));
    if (ours) {
      Files.delete(file);
      removeIfEmpty(file.getParent());
    }
  }

  private void removeIfEmpty(Path folder) throws IOException {
    if (!folder.equals(root)) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        // There are other reports in it.
        return;
      }
    }
  }

  private static boolean hasBytes(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }
}
