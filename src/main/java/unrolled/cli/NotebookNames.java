package unrolled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import unrolled.notebook.NotebookFile;

/** Finds the notebooks that a person means: by number, by name, or by path. */
final class NotebookNames {
  private final Path folder;
  private final Path typedIn;

  NotebookNames(Path folder, Path typedIn) {
    this.folder = folder;
    this.typedIn = typedIn;
  }

  /** The files meant, in the order given; all of the folder when no name is given. */
  List<Path> files(List<String> names) {
    List<Path> all = NotebookFile.in(folder);
    if (!names.isEmpty()) {
      return names.stream().map(name -> file(name, all)).distinct().toList();
    }
    if (all.isEmpty()) {
      throw Problem.missing("There are no notebooks in " + folder + ".");
    }
    return all;
  }

  private Path file(String name, List<Path> all) {
    Path path = typedIn.resolve(name).normalize();
    if (Files.isRegularFile(path)) {
      return path;
    }
    List<Path> matching = all.stream().filter(file -> matches(name, bare(file))).toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    throw Problem.wrongUse(
        matching.isEmpty()
            ? "There is no notebook \"" + name + "\"; there " + list(all) + "."
            : "\"" + name + "\" may be any of these: " + words(matching) + ".");
  }

  // 3, 03, 03-hidden-state and 03-hidden-state.ipynb are one.
  private static boolean matches(String name, String bare) {
    String wanted = name.endsWith(".ipynb") ? name.substring(0, name.length() - 6) : name;
    String number = wanted.matches("\\d") ? "0" + wanted : wanted;
    return bare.equals(wanted) || bare.startsWith(number + "-");
  }

  private static String list(List<Path> all) {
    return all.isEmpty() ? "are none" : "are: " + words(all);
  }

  private static String words(List<Path> files) {
    return files.stream().map(NotebookNames::bare).collect(Collectors.joining(", "));
  }

  private static String bare(Path file) {
    return file.getFileName().toString().replaceAll("\\.ipynb$", "");
  }
}
