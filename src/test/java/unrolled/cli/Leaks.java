package unrolled.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import unrolled.exercise.Home;

/**
 * Looks for anything of {@code solutions} in a folder: in every file, in what is packed into jars
 * and other archives, and in the objects of a Git repository.
 */
final class Leaks {
  private static final int LONG_LINE = 30;
  private static final int LONG_TEXT = 25;
  private static final Pattern TEXT =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.){" + LONG_TEXT + ",})\"");

  private static final String CLASS_FILE = "\u00ca\u00fe\u00ba\u00be";
  private static final Pattern SLIPS = Pattern.compile("e\\d\\d_\\w+/\\w+(Slips|Variants)\\b");

  /** Lines that the library has as well, and is free to. */
  private static final Set<String> COMMON =
      Set.of(
          "for (int t = 0; t < ids.length; t++)",
          "for (int t = 0; t < ids.length; t++) {",
          "GradientClipping.byGlobalNorm(parameters, maxNorm);");

  /** Lines and texts of the solutions, which are found once. */
  private static final Set<String> LINES = new TreeSet<>();

  private static final Set<String> TEXTS = new TreeSet<>();

  private final List<String> found = new ArrayList<>();

  private Leaks() throws IOException {
    if (LINES.isEmpty()) {
      read();
    }
  }

  private static void read() throws IOException {
    String known = publicCode();
    try (Stream<Path> files = Files.walk(Home.path().resolve("solutions"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readString(file).lines().map(Leaks::squeezed).toList()) {
          take(line, known, file);
        }
      }
    }
    LINES.removeAll(COMMON);
  }

  /** What was found in a folder: a line each. */
  static List<String> in(Path folder) throws IOException {
    Leaks leaks = new Leaks();
    if (LINES.size() < 100) {
      throw new AssertionError("the solutions are hardly there: " + LINES);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        leaks.look(path, Files.readAllBytes(file));
      }
    }
    return leaks.found;
  }

  /** Looks at a folder from the command line; ends with 1 if anything is found. */
  public static void main(String[] arguments) throws IOException {
    List<String> found = in(Path.of(arguments[0]));
    found.forEach(System.err::println);
    System.exit(found.isEmpty() ? 0 : 1);
  }

  /** What slips say is what a learner is to read, so their texts may go along. */
  private static void take(String line, String known, Path file) {
    boolean isCode =
        line.length() >= LONG_LINE
            && !line.matches("(import|package|\\*|/\\*|//).*")
            && !known.contains(line.replace(" ", ""));
    if (isCode) {
      LINES.add(line);
      Matcher text = TEXT.matcher(line);
      while (!file.toString().endsWith("Slips.java") && text.find()) {
        // A hidden test names those that are there for everybody.
        if (!known.contains(text.group(1).replace(" ", ""))) {
          TEXTS.add(text.group(1));
        }
      }
    }
  }

  private void look(String path, byte[] bytes) throws IOException {
    if (path.matches(
        "(.*/)?solutions/.*|.*e\\d\\d_\\w+/\\w+(Slips|Variants)\\W.*|.*e\\d\\d_\\w+/My\\w+\\.class")) {
      found.add(path + " has a name from the solutions");
    }
    String raw = new String(bytes, StandardCharsets.ISO_8859_1);
    if (raw.startsWith(CLASS_FILE) && SLIPS.matcher(raw).find()) {
      found.add(path + " is a class of slips or variants");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    TEXTS.stream().filter(text::contains).forEach(one -> found.add(path + " says " + one));
    Set<String> own = text.lines().map(Leaks::squeezed).collect(Collectors.toSet());
    LINES.stream().filter(own::contains).forEach(line -> found.add(path + " has " + line));
    unpack(path, bytes);
  }

  private void unpack(String path, byte[] bytes) throws IOException {
    if (bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K') {
      try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          look(path + "!/" + entry.getName(), zip.readAllBytes());
        }
      }
    } else if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      unpack(path, new GZIPInputStream(new ByteArrayInputStream(bytes)));
    } else if (path.matches("(.*/)?\\.git/objects/[0-9a-f]{2}/[0-9a-f]{38}")) {
      unpack(path, new InflaterInputStream(new ByteArrayInputStream(bytes)));
    } else if (path.endsWith(".pack")) {
      throw new AssertionError(path + " is a pack, which is not looked into");
    }
  }

  private void unpack(String path, InputStream packed) throws IOException {
    try (packed) {
      look(path + "!", packed.readAllBytes());
    }
  }

  /** The contracts, starters and tests, which everybody sees. */
  private static String publicCode() throws IOException {
    var code = new StringBuilder();
    try (Stream<Path> files = Files.walk(Home.path().resolve("exercises"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        code.append(Files.readString(file).replaceAll("\\s+", ""));
      }
    }
    try (Stream<Path> files = Files.walk(Home.path().resolve("src"))) {
      for (Path file : files.filter(file -> file.toString().matches(".*\\.(java|txt)")).toList()) {
        code.append(Files.readString(file).replaceAll("\\s+", ""));
      }
    }
    return code.toString();
  }

  private static String squeezed(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }
}
