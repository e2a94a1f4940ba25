package unrolled.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * A corpus that every reader has: the names of the public classes of the JDK that is running.
 *
 * <p>They are read from its module image: the top-level public types, without their package, of the
 * packages that the {@code java.*} modules export. JDK 17 has 3,264 of them, a newer one a few
 * more.
 */
public final class ClassNames {
  private ClassNames() {}

  /** The distinct names, sorted. */
  public static List<String> ofTheJdk() {
    SortedSet<String> names = new TreeSet<>();
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      if (module.descriptor().name().startsWith("java.")) {
        addNames(module, names);
      }
    }
    return List.copyOf(names);
  }

  private static void addNames(ModuleReference module, Set<String> names) {
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(e -> !e.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    try (ModuleReader reader = module.open()) {
      for (String resource : reader.list().toList()) {
        int slash = resource.lastIndexOf('/');
        if (slash < 0 || !resource.endsWith(".class") || resource.indexOf('$') >= 0) {
          continue;
        }
        if (!exported.contains(resource.substring(0, slash).replace('/', '.'))) {
          continue;
        }
        if (isPublic(reader, resource)) {
          names.add(resource.substring(slash + 1, resource.length() - ".class".length()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read module " + module.descriptor().name(), e);
    }
  }

  private static boolean isPublic(ModuleReader reader, String resource) throws IOException {
    try (InputStream in = reader.open(resource).orElseThrow()) {
      return (new ClassReader(in).getAccess() & Opcodes.ACC_PUBLIC) != 0;
    }
  }
}
