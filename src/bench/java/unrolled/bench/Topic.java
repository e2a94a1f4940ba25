package unrolled.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  /** Writes what a picture shows better than a table; most topics have none. */
  default void draw(List<Line> lines, Path folder) throws IOException {}
}
