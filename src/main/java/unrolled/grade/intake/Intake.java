package unrolled.grade.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
      List<Item> items, Collection<Exercise> exercises, Roster roster, Optional<DueDate> due)
      throws IOException {
    this.exercises = List.copyOf(exercises);
    this.roster = roster;
    this.due = due;
    this.handIns = handIns(items);
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
      return new Intake(layer(Item.in(submissions)), exercises, roster, due);
    } catch (ItemFile.Unreadable e) {
      throw new IllegalArgumentException(submissions + " is " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the hand-ins in " + submissions, e);
    }
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
    var reading = new Reading(exercises, handIn.notes());
    handIn.parts().forEach(reading::add);
    return reading.contents();
  }

  /** Goes down to where the students are, if one folder or one zip of a platform is around them. */
  private static List<Item> layer(List<Item> items) throws IOException {
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

  /** One of a student's, before it is known what counts. */
  private record Claim(Place place, Item item) {
    boolean isLate(DueDate due) {
      return place.late() || place.time().map(due::isBefore).orElse(false);
    }

    HandIn.Part part() {
      return new HandIn.Part(place.file(), item);
    }
  }

  private List<HandIn> handIns(List<Item> items) throws IOException {
    Map<String, List<Place>> gradescope = gradescope(items);
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
          .computeIfAbsent(match.student().key(), any -> new Owner(match.student()))
          .add(claims, match.notes());
    }
    return owners.values().stream().map(owner -> owner.handIn(due)).toList();
  }

  private static Who who(List<Claim> claims) {
    return claims.get(0).place.who();
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

  /** Gathers what is one student's, and decides what counts. */
  private static final class Owner {
    private final Student student;
    private final List<Claim> claims = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Owner(Student student) {
      this.student = student;
    }

    void add(List<Claim> more, List<String> why) {
      claims.addAll(more);
      notes.addAll(why);
    }

    HandIn handIn(Optional<DueDate> due) {
      due.ifPresent(this::keepLateOnesApart);
      List<Claim> whole = claims.stream().filter(claim -> !claim.place.partial()).toList();
      List<Claim> partial = claims.stream().filter(claim -> claim.place.partial()).toList();
      List<Claim> counting = new ArrayList<>(latestOfEach(partial));
      if (!whole.isEmpty() && claims.size() > 1) {
        counting = List.of(latest(claims, "hand-ins"));
      } else {
        counting.addAll(whole);
      }
      boolean isLate = counting.stream().anyMatch(claim -> claim.place.late());
      if (isLate) {
        notes.add(HandIn.LATE);
      }
      Optional<Instant> time =
          counting.stream().flatMap(claim -> claim.place.time().stream()).max(Instant::compareTo);
      String feedback =
          counting.stream()
              .map(Claim::place)
              .max(Comparator.comparing(Place::number).thenComparing(Place::feedback))
              .map(Place::feedback)
              .orElse("");
      return new HandIn(
          student,
          counting.stream().map(Claim::part).toList(),
          notes,
          new Delivery("", isLate, feedback).at(time, due));
    }

    /** What came in time counts, whatever came later. */
    private void keepLateOnesApart(DueDate due) {
      List<Claim> late = claims.stream().filter(claim -> claim.isLate(due)).toList();
      if (!late.isEmpty() && late.size() < claims.size()) {
        claims.removeAll(late);
        late.forEach(
            claim ->
                notes.add(
                    Clean.line(claim.item.name())
                        + " came after the due date; what came before counts."));
      }
    }

    /** Files of one hand-in; where two have the same name, the later one. */
    private List<Claim> latestOfEach(List<Claim> files) {
      Map<String, List<Claim>> byFile =
          files.stream()
              .collect(
                  Collectors.groupingBy(
                      claim -> Copies.original(claim.place.file()),
                      TreeMap::new,
                      Collectors.toList()));
      return byFile.values().stream().map(same -> latest(same, "files")).toList();
    }

    private Claim latest(List<Claim> same, String what) {
      if (same.size() == 1) {
        return same.get(0);
      }
      List<Claim> inOrder =
          same.stream()
              .sorted(
                  Comparator.comparing((Claim claim) -> claim.place.number())
                      .thenComparing(claim -> modified(claim.item))
                      .thenComparing(claim -> claim.item.name()))
              .toList();
      Claim last = inOrder.get(inOrder.size() - 1);
      Function<Claim, String> name = claim -> Clean.line(claim.item.name());
      notes.add(
          "There are %d %s: %s. The latest counts, which is %s."
              .formatted(
                  same.size(),
                  what,
                  inOrder.stream().map(name).collect(Collectors.joining(", ")),
                  name.apply(last)));
      return last;
    }

    private static long modified(Item item) {
      try {
        return item.modified();
      } catch (IOException e) {
        return 0; // What cannot be looked at is said when it is read.
      }
    }
  }
}
