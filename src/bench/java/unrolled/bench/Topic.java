package unrolled.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A group of measurements that {@code ./unrolled bench} can be asked for by name. */
interface Topic {
  /** What is typed: {@code ./unrolled bench gemm}. */
  String name();

  /** The processes that it takes, in order. */
  List<Part> parts();

  /**
   * Measures one part, in a process of its own.
   *
   * @param log takes each line as soon as it is there
   */
  void measure(Part part, boolean quick, Consumer<Line> log);

  /** The tables of a whole run, in Markdown. */
  default String tables(List<Line> lines) {
    return Table.all(lines);
  }

  /** How a line is called in a short table of the most important ones; empty if it is not there. */
  default Optional<String> headline(Line line) {
    return Optional.empty();
  }

  /**
   * Writes what a picture shows better than a table; most topics have none.
   *
   * @param name of the files, without what says their kind
   */
  default void draw(List<Line> lines, Path folder, String name) throws IOException {}
}
