package unrolled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The library stays small enough to be read whole. A bound is raised only for a reason given. */
class SizeTest {
  private static final List<String> LIBRARY = List.of("matrix", "nn", "cell", "layer", "train");
  private static final int ALL_LINES = 20000;
  private static final int FILE_LINES = 400;
  // 30, but for a tile of 8 rows in registers: where they begin, a line each to read, add, write.
  private static final int METHOD_LINES = 36;

  private record Size(String what, int lines) {
    @Override
    public String toString() {
      return lines + " lines: " + what;
    }
  }

  @Test
  void the_library_and_each_of_its_files_stay_small() {
    int all = 0;
    List<Size> tooLong = new ArrayList<>();
    for (String name : LIBRARY) {
      int lines = 0;
      for (Path file : sources(name)) {
        int length = lines(file);
        lines += length;
        if (length > FILE_LINES) tooLong.add(new Size(file.getFileName().toString(), length));
      }
      System.out.printf(
          "unrolled.%-8s %5d lines in %2d files%n", name, lines, sources(name).size());
      assertTrue(lines > 0, "no sources in unrolled." + name);
      all += lines;
    }
    System.out.printf("%-17s %5d lines, %d allowed%n", "the library", all, ALL_LINES);
    assertEquals(List.of(), tooLong, "files of more than " + FILE_LINES + " lines");
    assertTrue(all <= ALL_LINES, "the library has " + all + " lines");
  }

  @Test
  void each_method_of_the_library_fits_on_a_screen() throws IOException {
    List<Size> methods = new ArrayList<>();
    for (String name : LIBRARY) methods.addAll(methods(sources(name)));
    methods.sort(Comparator.comparingInt(Size::lines).reversed());
    System.out.printf("%d methods, the longest: %s%n", methods.size(), methods.get(0));
    assertTrue(methods.size() > 100, "only " + methods.size() + " methods found");
    assertEquals(
        List.of(),
        methods.stream().filter(m -> m.lines > METHOD_LINES).toList(),
        "methods of more than " + METHOD_LINES + " lines");
  }

  /**
   * Lines from the declaration, with its annotations and without its Javadoc, to the last brace.
   */
  @Test
  void a_method_is_measured_without_its_javadoc(@org.junit.jupiter.api.io.TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("A.java");
    String source =
        """
        class A {
          /**
           * Two lines of Javadoc.
           */
          @Override
          public String toString() {
            return "";
          }

          int f() { return 1; }
        }
        """;
    Files.writeString(file, source);
    assertEquals(
        List.of(new Size("A.java toString", 4), new Size("A.java f", 1)), methods(List.of(file)));
  }

  private static List<Size> methods(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Size> found = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        LineMap map = unit.getLineMap();
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            found.add(new Size(file + " " + method.getName(), (int) (last - first + 1)));
            return super.visitMethod(method, unused);
          }
        }.scan(unit, null);
      }
    }
    return found;
  }

  private static List<Path> sources(String name) {
    Path folder = Path.of(System.getProperty("unrolled.home", ""), "src/main/java/unrolled", name);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
