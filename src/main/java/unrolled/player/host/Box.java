package unrolled.player.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import unrolled.player.Bounds;

/** What is put around one program, so that it can do no more than it is meant to. */
public interface Box {
  /** After so long at one call, a program that no box ends with its caller ends by itself. */
  long LONGEST_SECONDS = 5 * Bounds.CALL.toSeconds();

  /** None: a process of the user's own, bounded by nothing but the flags of its JVM. */
  Box NONE =
      new Box() {
        @Override
        public List<String> command(Path folder, List<Path> jars, Program program) {
          var command = new ArrayList<>(program.java(jars));
          command.add(1, "-Dunrolled.longest=" + LONGEST_SECONDS);
          return command;
        }

        @Override
        public boolean endsWithItsProgram() {
          return false;
        }

        @Override
        public void sweep() {
          // Whatever the program has started, its descendants, is ended by the code that closes it.
        }

        @Override
        public void close() {
          // There is nothing to give back.
        }
      };

  /**
   * The command line that starts a program in it.
   *
   * @param folder where it starts
   * @param jars its class path
   * @param program what is started
   */
  List<String> command(Path folder, List<Path> jars, Program program);

  /** Whether none of the program's processes outlives the first of them. */
  boolean endsWithItsProgram();

  /** Ends what the program has left behind, and takes away what it has left lying about. */
  void sweep() throws IOException, InterruptedException;

  /** Gives back what the box has taken of the machine; nothing runs in it any more. */
  void close();
}
