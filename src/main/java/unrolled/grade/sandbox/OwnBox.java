package unrolled.grade.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import unrolled.player.host.Box;
import unrolled.player.host.Program;

/**
 * The box around one program: a sandbox, and a user that no other program is.
 *
 * @param sandbox the sandbox
 * @param user the user, where there is a choice; given back when the box is closed
 */
record OwnBox(Sandbox sandbox, long user) implements Box {
  @Override
  public List<String> command(Path folder, List<Path> jars, Program program) {
    return sandbox.command(user, folder, jars, program);
  }

  @Override
  public boolean endsWithItsProgram() {
    return sandbox.level() == Level.FULL;
  }

  @Override
  public void sweep() throws IOException, InterruptedException {
    sandbox.sweep(user);
  }

  @Override
  public void close() {
    Users.giveBack(user);
  }
}
