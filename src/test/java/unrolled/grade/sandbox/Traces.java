package unrolled.grade.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What players that have ended have left on this machine. */
public final class Traces {
  private Traces() {}

  /** Processes and files of every user that was a player's and is no more. */
  public static List<String> left() throws IOException {
    var left = new ArrayList<String>();
    for (long user : Users.free()) {
      var leftovers = new Leftovers(user);
      leftovers.processes().forEach(process -> left.add("process " + process + " of " + user));
      leftovers.files().forEach(file -> left.add(file + " of " + user));
    }
    return left;
  }
}
