package unrolled.player.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.Type;
import unrolled.player.Player;

/** Jars of a few classes that are here, for a process that is to see no others. */
public final class Jars {
  /** Where the player's classes may be from; following them further would lead to the tests. */
  private static final List<String> PLAYER = List.of("unrolled/player/", "unrolled/matrix/");

  private Jars() {}

  /** Writes the jar of the player and the matrices. */
  public static void player(Path file) throws IOException {
    write(file, reached(Player.class, PLAYER));
  }

  /** Writes the jar of a contract and what is declared within it. */
  public static void contract(Path file, Class<?> contract) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    addWithNested(contract, classes);
    write(file, classes);
  }

  /** A class, and whatever it refers to in these packages; class bytes by internal name. */
  public static Map<String, byte[]> reached(Class<?> main, List<String> packages)
      throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    var left = new ArrayDeque<>(List.of(Type.getInternalName(main)));
    while (!left.isEmpty()) {
      String name = left.remove();
      if (!classes.containsKey(name)) {
        classes.put(name, bytes(name));
        References.of(classes.get(name)).classes().stream()
            .filter(other -> packages.stream().anyMatch(other::startsWith))
            .forEach(left::add);
      }
    }
    return classes;
  }

  /** Writes a jar of these classes, without their lambdas. */
  public static void write(Path file, Map<String, byte[]> classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        var jar = new JarOutputStream(out)) {
      for (var type : Lambdas.asClasses(classes).entrySet()) {
        JarEntry entry = new JarEntry(type.getKey() + ".class");
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        jar.putNextEntry(entry);
        jar.write(type.getValue());
      }
    }
  }

  /** The class file of a class, by its internal name. */
  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Jars.class.getResourceAsStream("/" + name + ".class")) {
      if (in == null) {
        throw new IllegalStateException("the class file of " + name + " cannot be found");
      }
      return in.readAllBytes();
    }
  }

  private static void addWithNested(Class<?> type, Map<String, byte[]> all) throws IOException {
    all.put(Type.getInternalName(type), bytes(Type.getInternalName(type)));
    for (Class<?> nested : type.getDeclaredClasses()) {
      addWithNested(nested, all);
    }
  }
}
