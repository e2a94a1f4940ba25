package unrolled.grade.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import unrolled.grade.intake.ItemFile.Kind;
import unrolled.grade.intake.ItemFile.Unreadable;

/** The files in a folder; links are never followed, and devices and pipes never opened. */
final class Folder {
  private Folder() {}

  /**
   * The files under a folder, or the one file that it is, in the order of their paths. If there are
   * more than so many, one more than that, so that it can be said; those that may hold an answer
   * are kept first.
   */
  static List<ItemFile> files(Path root, int most) throws IOException {
    var files = new ArrayList<ItemFile>();
    Files.walkFileTree(
        root,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        Limits.DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
            boolean skip = !folder.equals(root) && Clutter.isFolder(name(folder));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
            files.add(file(root, file, about));
            return files.size() < Limits.FILES_LISTED
                ? FileVisitResult.CONTINUE
                : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            files.add(unreadable(root, file));
            return FileVisitResult.CONTINUE;
          }
        });
    Comparator<ItemFile> byPath = Comparator.comparing(ItemFile::path);
    if (files.size() <= most) {
      files.sort(byPath);
      return files;
    }
    files.sort(Comparator.comparing((ItemFile file) -> !mayAnswer(file)).thenComparing(byPath));
    return new ArrayList<>(files.subList(0, most + 1));
  }

  private static boolean mayAnswer(ItemFile file) {
    return file.name().toLowerCase(Locale.ROOT).matches(".*\\.(java|ipynb|zip)");
  }

  /**
   * The last name of a path as it is on disk: in a session whose locale has no such letters, Java
   * shows them all as the same mark, and two students would be one.
   */
  static String name(Path path) {
    String raw = path.toUri().getRawPath();
    raw = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    raw = raw.substring(raw.lastIndexOf('/') + 1);
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.writeBytes(raw.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      ByteBuffer name = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }

  static Kind kind(BasicFileAttributes about) {
    if (about.isDirectory()) {
      return Kind.DEEP;
    }
    return about.isRegularFile() ? Kind.FILE : about.isSymbolicLink() ? Kind.LINK : Kind.PIPE;
  }

  /** When a file was written, in seconds. */
  static long modified(BasicFileAttributes about) {
    return about.lastModifiedTime().toInstant().getEpochSecond();
  }

  /** The bytes of a file that is no link. */
  static byte[] read(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw Unreadable.tooLarge(most);
      }
      return bytes;
    }
  }

  private static ItemFile file(Path root, Path file, BasicFileAttributes about) {
    return new ItemFile(path(root, file), modified(about), kind(about), most -> read(file, most));
  }

  private static ItemFile unreadable(Path root, Path file) {
    return new ItemFile(
        path(root, file),
        0,
        Kind.CLOSED,
        most -> {
          throw new Unreadable("unreadable");
        });
  }

  private static String path(Path root, Path file) {
    if (file.equals(root)) {
      return name(file);
    }
    var path = new StringBuilder(name(file));
    for (Path at = file.getParent(); !at.equals(root); at = at.getParent()) {
      path.insert(0, name(at) + "/");
    }
    return path.toString();
  }
}
