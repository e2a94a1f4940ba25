package unrolled.grade.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.exercise.Home;
import unrolled.grade.intake.Answer;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;
import unrolled.player.SandboxLayer;

/**
 * Something hostile to hand in, read from a folder: the files, and a README that says what it tries
 * and what is to come of it.
 *
 * <p>What a README does not say is the best that can be: the scan refuses it, it holds at every
 * level, and it earns no mark.
 *
 * @param name the name of the folder
 * @param title the first line of the README
 * @param says what the README says in its list
 * @param files the files by their names
 */
record Attack(String name, String title, Map<String, String> says, Map<String, String> files) {
  /** A text that comes many times, {@code #} being the number of the copy. */
  private static final Pattern REPEATED = Pattern.compile("@(\\d+)\\*(.+?)@", Pattern.DOTALL);

  private static final Pattern SAID = Pattern.compile("(?m)^- ([\\w ]+): (.+)$");

  static Path folder() {
    return Home.path().resolve("src/test/resources/attacks");
  }

  static List<Attack> all() {
    try (Stream<Path> folders = Files.list(folder())) {
      return folders.filter(Files::isDirectory).sorted().map(Attack::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Attack of(String name) {
    return read(folder().resolve(name));
  }

  /** What the README says, or else the best that can be. */
  String says(String what, String otherwise) {
    return says.getOrDefault(what, otherwise);
  }

  boolean says(String what) {
    return says.containsKey(what);
  }

  /** Whether it reaches what it is after at this level, in a Java of this version. */
  boolean isOpen(Level level) {
    boolean closed = says("denied from 24") && Runtime.version().feature() >= 24;
    String anybody = says(level.word(), "holds");
    String said = Protection.isRoot() ? anybody : says("unprivileged " + level.word(), anybody);
    return said.equals("open") && !closed;
  }

  /** How many of the tests its honest part earns points with. */
  int honest(Level level) {
    String otherwise = says("honest", "0");
    return Integer.parseInt(isOpen(level) ? says("honest if open", otherwise) : otherwise);
  }

  /** The layer of the sandbox that it is held by, where there is one. */
  Optional<SandboxLayer> layer() {
    return Optional.ofNullable(says.get("layer")).map(SandboxLayer::valueOf);
  }

  /** The weakest level that holds it by that layer. */
  Level box() {
    return says("box", "full").equals("limits") ? Level.LIMITS : Level.FULL;
  }

  boolean isOnTheCompiler() {
    return says("stage", "").equals("compile");
  }

  /** The files as they are handed in, with these words put in for their names. */
  Answer answer(Map<String, String> words) {
    var sources = new TreeMap<String, String>();
    files.forEach(
        (file, text) -> {
          String written = text;
          for (var word : words.entrySet()) {
            written = written.replace("@" + word.getKey() + "@", word.getValue());
          }
          sources.put("e05_rnn_step/" + file, repeated(written));
        });
    return new Answer(sources);
  }

  private static String repeated(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.join(
                        "",
                        IntStream.range(0, Integer.parseInt(found.group(1)))
                            .mapToObj(i -> found.group(2).replace("#", Integer.toString(i)))
                            .toList())));
  }

  private static Attack read(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String readme = files.remove("README.md");
    Map<String, String> says = new LinkedHashMap<>();
    SAID.matcher(readme).results().forEach(said -> says.put(said.group(1), said.group(2)));
    return new Attack(
        folder.getFileName().toString(),
        readme.lines().findFirst().orElse("").substring(2),
        says,
        files);
  }
}
