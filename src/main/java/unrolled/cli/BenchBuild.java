package unrolled.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** Compiles what is under {@code src/bench}, with the peers on a class path of its own. */
final class BenchBuild {
  private final Path home;
  private final Path folder;
  private final Path stamp;

  BenchBuild(Path home) {
    this.home = home;
    this.folder = home.resolve("target").resolve("bench");
    this.stamp = folder.resolve("build.stamp");
  }

  /** Builds when a source is newer than the last build. */
  void bringUpToDate() {
    try {
      if (isCurrent()) {
        return;
      }
      System.err.println(
          Files.exists(stamp)
              ? "Building the benchmarks…"
              : "Building the benchmarks. If they are not here yet, Maven downloads the peers, about"
                  + " 300 MB:\nEJML, OpenBLAS, netlib, PyTorch (by DJL), DL4J, and JMH.");
      Files.createDirectories(folder);
      // Taken before the build, so that a file saved during the build is built next time.
      Path begun = Files.writeString(folder.resolve("build.begin"), "");
      build();
      Files.move(begun, stamp, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The benchmarks cannot be built: " + e.getMessage(), e);
    }
  }

  private boolean isCurrent() throws IOException {
    if (!Files.exists(stamp) || !Files.exists(classPathFile())) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(stamp);
    // The launcher has built src/main already, when that had changed.
    try (Stream<Path> sources = Files.walk(home.resolve("src").resolve("bench"))) {
      for (Path file : Stream.concat(sources, Stream.of(home.resolve("pom.xml"))).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private void build() throws IOException {
    boolean windows = File.separatorChar == '\\';
    var command =
        List.of(
            windows ? "mvn.cmd" : "mvn",
            "-q",
            "-B",
            "-ntp",
            "-Dstyle.color=never",
            "-Pbench",
            "test-compile");
    Path log = folder.resolve("build.log");
    try {
      Process maven =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (maven.waitFor() != 0) {
        throw Problem.missing(
            Files.readString(log)
                + "The benchmarks were not built; Maven's output is above. The first build downloads the peers from the network.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.failed("The build of the benchmarks was interrupted.");
    }
  }

  private Path classPathFile() {
    return folder.resolve("class-path.txt");
  }

  /** The benchmarks, the library, the peers. */
  String classPath() {
    try {
      return String.join(
          File.pathSeparator,
          folder.resolve("classes").toString(),
          home.resolve("target").resolve("classes").toString(),
          Files.readString(classPathFile()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(
          classPathFile() + " cannot be read: delete target/bench and try again", e);
    }
  }
}
