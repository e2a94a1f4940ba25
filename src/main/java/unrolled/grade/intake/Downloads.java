package unrolled.grade.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import unrolled.player.host.Clean;

/**
 * Tells a folder of downloads from a folder of hand-ins. Each download is a class, whose members
 * the next one may name in another way, so that no two of them are put together here.
 */
final class Downloads {
  private Downloads() {}

  /**
   * Refuses a folder in which, where students should be, most are downloads of a platform. If only
   * a few seem to be, a student may have made it look so, which does not stop the others.
   *
   * @param known the names of what is a student's for sure
   * @return what to say of those few
   * @throws IllegalArgumentException if most are; the message is for the user
   */
  static List<String> checked(String place, List<Item> items, Set<String> known) {
    List<Item> perhaps =
        items.stream()
            .filter(item -> item.isFolder() || item.isZip())
            .filter(item -> !known.contains(item.name()) && !Place.isOfPlatform(item))
            .toList();
    List<Item> downloads = perhaps.stream().filter(Downloads::isOne).toList();
    List<String> names = downloads.stream().map(item -> Clean.line(item.name())).toList();
    if (!names.isEmpty() && 2 * names.size() >= perhaps.size()) {
      boolean isOne = names.size() == 1;
      throw new IllegalArgumentException(
          "%s holds %s of a platform where each student's hand-in is expected: %s. %s"
              .formatted(
                  place,
                  isOne ? "a download" : "downloads",
                  names.stream().map(n -> "“" + n + "”").collect(Collectors.joining(", ")),
                  isOne
                      ? "Give that one instead of the folder around it"
                      : "Give them one by one, each with a folder of its own for the results"));
    }
    List<String> notes = new ArrayList<>();
    names.forEach(
        name ->
            notes.add(
                name
                    + " looks like the download of a platform, and is read as one student's. If it"
                    + " is a download, grade it by itself."));
    return notes;
  }

  private static boolean isOne(Item item) {
    try {
      return Intake.layer(item.inside()).stream().anyMatch(Place::isOfPlatform);
    } catch (IOException e) {
      return false; // It is somebody's, who will be told.
    }
  }
}
