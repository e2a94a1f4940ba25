package unrolled.exercise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * Files that stay as they are from one compilation to the next: each package is looked through
 * once, which a compiler otherwise repeats for {@code java.lang} and every other.
 */
final class KnownFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private record Folder(
      Location location, String name, Set<JavaFileObject.Kind> kinds, boolean recurse) {}

  private final Map<Folder, List<JavaFileObject>> known = new HashMap<>();

  KnownFiles(JavaFileManager files) {
    super(files);
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String name, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    var folder = new Folder(location, name, Set.copyOf(kinds), recurse);
    List<JavaFileObject> files = known.get(folder);
    if (files == null) {
      files = new ArrayList<>();
      super.list(location, name, kinds, recurse).forEach(files::add);
      known.put(folder, files);
    }
    return files;
  }
}
