package unrolled.grade.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.exercise.Compiler;
import unrolled.player.host.Jars;

class NeededJarsTest {
  @TempDir Path folder;

  private final Map<String, byte[]> classes =
      Compiler.compile(
              new TreeMap<>(
                  Map.of(
                      "a/First.java",
                          "package a; public class First { b.Second next; Object o = new b.Second(); }",
                      "b/Second.java", "package b; public class Second {}",
                      "c/Served.java",
                          "package c; public class Served { Object o = new d.Fourth(); }",
                      "d/Fourth.java", "package d; public class Fourth {}",
                      "e/Alone.java",
                          "package e; public class Alone { Object o = new a.First(); }")),
              List.of())
          .classes();

  private Path jar(String type) throws IOException {
    Path file = folder.resolve(type.charAt(0) + ".jar");
    Jars.write(file, Map.of(type.replace('.', '/'), classes.get(type)));
    return file;
  }

  @Test
  void a_jar_is_needed_if_a_class_or_a_service_of_a_needed_jar_leads_to_it() throws IOException {
    Path own = Files.createDirectory(folder.resolve("classes"));
    List<Path> all =
        List.of(
            jar("e.Alone"), own, jar("d.Fourth"), jar("c.Served"), jar("b.Second"), jar("a.First"));
    List<byte[]> begin = List.of(classes.get("a.First"));
    assertEquals(
        List.of(own, folder.resolve("b.jar"), folder.resolve("a.jar")),
        NeededJars.of(all, Object.class, begin));
    try (FileSystem second = FileSystems.newFileSystem(folder.resolve("b.jar"))) {
      Path services = Files.createDirectories(second.getPath("META-INF/services"));
      Files.writeString(services.resolve("x.Service"), "# comment\nc.Served # the one\n");
    }
    assertEquals(
        List.of(
            own,
            folder.resolve("d.jar"),
            folder.resolve("c.jar"),
            folder.resolve("b.jar"),
            folder.resolve("a.jar")),
        NeededJars.of(all, Object.class, begin));
  }
}
