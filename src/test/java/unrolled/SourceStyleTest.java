package unrolled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Home;

/** What the formatter cannot hold; see docs/style.md. */
class SourceStyleTest {
  @Test
  void every_body_has_braces() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("src/main/java", "src/test/java", "exercises", "solutions")) {
      try (Stream<Path> all = Files.walk(Home.path().resolve(folder))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    // What a learner writes is the learner's to format.
    files.removeIf(
        file ->
            file.startsWith(Home.path().resolve("exercises"))
                && file.getFileName().toString().startsWith("My"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      assertEquals(List.of(), bare(manager.getJavaFileObjectsFromPaths(files)));
    }
  }

  @Test
  void a_body_without_braces_is_found() throws IOException {
    String source =
        """
        class A {
          void a(int n) {
            if (n > 0) n--; else n++;
            if (n > 1) { n--; } else if (n > 2) { n++; }
            for (int i = 0; i < n; i++) n--;
            while (n > 0) { n--; }
            do n++; while (n < 0);
            for (int i : new int[n]) for (int j : new int[i]) { n--; }
          }
        }
        """;
    var file =
        new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    assertEquals(
        List.of("/A.java:3", "/A.java:3", "/A.java:5", "/A.java:7", "/A.java:8"),
        bare(List.of(file)));
  }

  /** The places of bodies without braces. */
  private static List<String> bare(Iterable<? extends JavaFileObject> files) throws IOException {
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, files);
    Trees trees = Trees.instance(task);
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      new TreeScanner<Void, Void>() {
        private void body(StatementTree body) {
          if (body != null && !(body instanceof BlockTree)) {
            long at = trees.getSourcePositions().getStartPosition(unit, body);
            found.add(
                unit.getSourceFile().toUri().getPath() + ":" + unit.getLineMap().getLineNumber(at));
          }
        }

        @Override
        public Void visitIf(IfTree tree, Void none) {
          body(tree.getThenStatement());
          if (!(tree.getElseStatement() instanceof IfTree)) {
            body(tree.getElseStatement());
          }
          return super.visitIf(tree, none);
        }

        @Override
        public Void visitForLoop(ForLoopTree tree, Void none) {
          body(tree.getStatement());
          return super.visitForLoop(tree, none);
        }

        @Override
        public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void none) {
          body(tree.getStatement());
          return super.visitEnhancedForLoop(tree, none);
        }

        @Override
        public Void visitWhileLoop(WhileLoopTree tree, Void none) {
          body(tree.getStatement());
          return super.visitWhileLoop(tree, none);
        }

        @Override
        public Void visitDoWhileLoop(DoWhileLoopTree tree, Void none) {
          body(tree.getStatement());
          return super.visitDoWhileLoop(tree, none);
        }
      }.scan(unit, null);
    }
    return found;
  }
}
