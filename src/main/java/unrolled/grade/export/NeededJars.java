package unrolled.grade.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.objectweb.asm.Type;
import unrolled.player.host.References;

/**
 * Those parts of a class path that a program needs: references are followed from class to class,
 * and a jar is needed if one of its classes is reached.
 */
final class NeededJars implements AutoCloseable {
  private static final String SERVICES = "META-INF/services/";

  private final Map<Path, JarFile> jars = new LinkedHashMap<>();
  private final List<Path> classPath;
  private final Set<Path> needed = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> left = new ArrayDeque<>();

  private NeededJars(List<Path> classPath) throws IOException {
    this.classPath = classPath;
    for (Path part : classPath) {
      if (Files.isRegularFile(part)) {
        jars.put(part, new JarFile(part.toFile()));
      }
    }
  }

  /**
   * The folders of a class path, and those of its jars that are needed, in the same order.
   *
   * @param main where the program begins
   * @param more the bytes of other classes that it is to run
   */
  static List<Path> of(List<Path> classPath, Class<?> main, Collection<byte[]> more)
      throws IOException {
    try (var jars = new NeededJars(classPath)) {
      jars.left.add(Type.getInternalName(main));
      more.forEach(jars::refer);
      while (!jars.left.isEmpty()) {
        jars.visit(jars.left.remove());
      }
      return classPath.stream()
          .filter(part -> Files.isDirectory(part) || jars.needed.contains(part))
          .toList();
    }
  }

  private void refer(byte[] code) {
    References.of(code).classes().stream().filter(seen::add).forEach(left::add);
  }

  private void visit(String name) throws IOException {
    String file = name + ".class";
    for (Path part : classPath) {
      JarFile jar = jars.get(part);
      if (jar == null) {
        if (Files.exists(part.resolve(file))) {
          refer(Files.readAllBytes(part.resolve(file)));
          return;
        }
      } else if (jar.getEntry(file) != null) {
        if (needed.add(part)) {
          addServices(jar);
        }
        refer(bytes(jar, jar.getEntry(file)));
        return;
      }
    }
    // It is the JDK's, or something optional that is not there now either.
  }

  /** What a library finds by the name of a service is written nowhere else. */
  private void addServices(JarFile jar) throws IOException {
    for (ZipEntry entry : jar.stream().filter(e -> e.getName().startsWith(SERVICES)).toList()) {
      new String(bytes(jar, entry), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
          .filter(line -> !line.isEmpty() && seen.add(line))
          .forEach(left::add);
    }
  }

  private static byte[] bytes(JarFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    for (JarFile jar : jars.values()) {
      jar.close();
    }
  }
}
