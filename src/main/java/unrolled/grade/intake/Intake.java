package unrolled.grade.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import unrolled.exercise.Exercise;
import unrolled.player.host.Clean;

/**
 * What a class has handed in: a folder, or the zip that a platform gives out, in which each student
 * has a folder, a zip, a notebook, or files that carry the student's name.
 *
 * <p>Nothing of it is written to disk, no link is followed, and what is read has its bounds.
 */
public final class Intake {
  private static final String COURSE = "submitted";
  private static final int WRAPPINGS = 4;

  private final Collection<Exercise> exercises;
  private final Roster roster;
  private final Optional<DueDate> due;
  private final List<String> notes = new ArrayList<>();
  private final List<HandIn> handIns;

  private Intake(
      String where,
      List<Item> items,
      Collection<Exercise> exercises,
      Roster roster,
      Optional<DueDate> due)
      throws IOException {
    this.exercises = List.copyOf(exercises);
    this.roster = roster;
    this.due = due;
    notes.addAll(roster.notes());
    this.handIns = handIns(where, items);
  }

  /** Looks at what was collected, with no more known of the students than what it says. */
  public static Intake of(Path submissions, Collection<Exercise> exercises) {
    return of(submissions, exercises, Roster.none(), Optional.empty());
  }

  /**
   * Looks at what was collected.
   *
   * @throws IllegalArgumentException if there is nothing of the kind; the message is for the user
   */
  public static Intake of(
      Path submissions, Collection<Exercise> exercises, Roster roster, Optional<DueDate> due) {
    if (!Files.exists(submissions)) {
      throw new IllegalArgumentException("there is no " + submissions);
    }
    try {
      List<Item> items = layer(Item.in(submissions));
      var intake = new Intake(submissions.toString(), items, exercises, roster, due);
      if (intake.handIns.isEmpty()) {
        intake.notes.removeAll(roster.notes());
        throw new IllegalArgumentException(nothing(submissions, intake.notes));
      }
      return intake;
    } catch (ItemFile.Unreadable e) {
      throw new IllegalArgumentException(submissions + " is " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the hand-ins in " + submissions, e);
    }
  }

  /**
   * An earlier run may have results where the path is right, so this is no class without members.
   */
  private static String nothing(Path submissions, List<String> notes) {
    if (Files.isRegularFile(submissions) && !Item.isZip(submissions)) {
      return "%s is a single file. Put it into a folder named after the student, and give the folder around that"
          .formatted(submissions);
    }
    String ignored = notes.isEmpty() ? "" : " (" + String.join(" ", notes) + ")";
    return "nothing was found in %s%s: expected is the download of a platform, or a folder or zip for each student"
        .formatted(submissions, ignored);
  }

  /** One for each student who handed in anything, in the order of their keys. */
  public List<HandIn> handIns() {
    return handIns;
  }

  /** What lies there and belongs to no student: a line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Those of the roster who handed in nothing. */
  public List<Student> missing() {
    return roster.missing(handIns.stream().map(HandIn::student).toList());
  }

  /** Reads a hand-in. What is wrong with it becomes a note. */
  public Contents read(HandIn handIn) {
    var reading = new Reading(exercises, handIn, due);
    reading.addAll(handIn.parts());
    return reading.contents();
  }

  /** Goes down to where the students are, if one folder or one zip of a platform is around them. */
  static List<Item> layer(List<Item> items) throws IOException {
    List<Item> below = items;
    for (int depth = 0; depth < WRAPPINGS; depth++) {
      if (isClass(below)) {
        return below;
      }
      Optional<Item> around =
          below.stream()
              .filter(Item::isFolder)
              .filter(item -> item.name().equals(COURSE))
              .findFirst();
      if (around.isPresent()) {
        return around.get().inside();
      }
      if (below.size() != 1) {
        break;
      }
      below = inside(below.get(0));
    }
    return items;
  }

  private static List<Item> inside(Item item) throws IOException {
    try {
      return item.inside();
    } catch (IOException e) {
      return List.of(); // It is somebody's, who will be told.
    }
  }

  private static boolean isClass(List<Item> items) {
    return items.stream().anyMatch(Place::isOfPlatform)
        || items.stream().filter(Item::isZip).count() > 1;
  }

  private List<HandIn> handIns(String where, List<Item> items) throws IOException {
    Map<String, List<Place>> gradescope = gradescope(items);
    notes.addAll(Downloads.checked(where, items, gradescope.keySet()));
    Map<String, List<Claim>> byName = new TreeMap<>();
    for (Item item : items) {
      List<Place> places = gradescope.getOrDefault(item.name(), List.of());
      if (places.isEmpty()) {
        places = Place.of(item.name(), item.isFolder()).stream().toList();
      }
      for (Place place : places) {
        byName
            .computeIfAbsent(place.who().name(), any -> new ArrayList<>())
            .add(new Claim(place, item));
      }
      if (places.isEmpty() && !item.name().equals(Gradescope.FILE)) {
        notes.add(Clean.line(item.name()) + " belongs to no student, and is ignored.");
      }
    }
    Map<String, Owner> owners = new TreeMap<>();
    Map<Who, Roster.Match> matches =
        Attribution.of(roster, byName.values().stream().map(Intake::who).toList());
    for (List<Claim> claims : byName.values()) {
      Roster.Match match = matches.get(who(claims));
      owners
          .computeIfAbsent(match.student().key(), any -> new Owner(match.student(), due))
          .add(claims, who(claims).notes(), match.notes());
    }
    return owners.values().stream().map(Owner::handIn).toList();
  }

  private static Who who(List<Claim> claims) {
    return claims.get(0).place().who();
  }

  private Map<String, List<Place>> gradescope(List<Item> items) throws IOException {
    for (Item item : items) {
      if (item.name().equals(Gradescope.FILE)) {
        try {
          return Gradescope.students(item.files().get(0).content().read(Limits.BULK_BYTES));
        } catch (ItemFile.Unreadable e) {
          notes.add(
              item.name()
                  + " is "
                  + e.getMessage()
                  + "; the students are named after their folders.");
        }
      }
    }
    return Map.of();
  }
}
