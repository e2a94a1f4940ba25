package unrolled.grade.intake;

import java.util.Set;

/** What systems and tools leave behind, which no student has handed in. */
final class Clutter {
  private static final Set<String> FOLDERS =
      Set.of(
          "__MACOSX",
          ".git",
          ".svn",
          ".idea",
          ".vscode",
          ".settings",
          ".mvn",
          ".github",
          ".ci",
          ".ipynb_checkpoints",
          "target",
          "node_modules");
  private static final Set<String> FILES =
      Set.of(".DS_Store", "Thumbs.db", "desktop.ini", "timestamp.txt", ".gitkeep", ".gitignore");

  private Clutter() {}

  static boolean isFolder(String name) {
    return FOLDERS.contains(name);
  }

  /** Whether a path lies in such a folder, or is such a file. */
  static boolean isPath(String path) {
    String[] names = path.split("/");
    for (int i = 0; i < names.length - 1; i++) {
      if (isFolder(names[i])) {
        return true;
      }
    }
    return isFile(names[names.length - 1]);
  }

  static boolean isFile(String name) {
    return FILES.contains(name) || name.startsWith("._") || name.startsWith("~$");
  }
}
