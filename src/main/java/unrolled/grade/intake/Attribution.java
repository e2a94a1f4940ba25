package unrolled.grade.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import unrolled.player.host.Clean;

/**
 * Which student of the roster each person who handed in is.
 *
 * <p>No two people become one: a student of the roster is one person, the one who is known by a
 * login, an ID or an address; or, if nobody is, the only one who has the name. Each of the others
 * is filed under its own name, with its work, and a note says why.
 */
final class Attribution {
  private final Roster roster;
  private final Map<Who, Roster.Match> matches = new LinkedHashMap<>();

  private Attribution(Roster roster) {
    this.roster = roster;
  }

  /** The match of each person. */
  static Map<Who, Roster.Match> of(Roster roster, Collection<Who> people) {
    var attribution = new Attribution(roster);
    people.forEach(who -> attribution.matches.put(who, roster.find(who)));
    attribution.keepNumbersApart();
    attribution.keepPeopleApart();
    return attribution.matches;
  }

  /**
   * If a column of the roster holds the platform's numbers, one who is only called like a student
   * with another number there is somebody else.
   */
  private void keepNumbersApart() {
    Set<String> columns = new HashSet<>();
    for (Who who : matches.keySet()) {
      if (who.hasNumberOfRoster()) {
        columns.addAll(columnsWith(who));
      }
    }
    matches.replaceAll(
        (who, match) -> {
          boolean isAnother =
              !match.isKeyed()
                  && who.hasNumberOfRoster()
                  && columns.stream().anyMatch(column -> hasAnother(match, column, who.number()));
          return isAnother
              ? roster.open(
                  who,
                  quoted(roster.ownName(who))
                      + " has the name of "
                      + shown(match.student())
                      + " of the roster, but another number: it is filed under its own name.")
              : match;
        });
  }

  /** The columns of the roster in which somebody has this person's number. */
  private Set<String> columnsWith(Who who) {
    Set<String> columns = new HashSet<>();
    for (Student student : roster.students()) {
      student
          .roster()
          .forEach(
              (header, value) -> {
                if (value.equals(who.number())
                    && RosterFile.isKey(header)
                    && who.mayStandUnder(header, value)) {
                  columns.add(header);
                }
              });
    }
    return columns;
  }

  private static boolean hasAnother(Roster.Match match, String column, String number) {
    String theirs = match.student().entry(column);
    return !theirs.isEmpty() && !theirs.equals(number);
  }

  private void keepPeopleApart() {
    Map<String, List<Who>> byStudent =
        matches.keySet().stream()
            .filter(who -> matches.get(who).sureness() != Roster.Sureness.NONE)
            .collect(Collectors.groupingBy(who -> matches.get(who).student().key()));
    for (List<Who> people : byStudent.values()) {
      if (people.size() > 1) {
        List<Who> open = new ArrayList<>(people);
        open.removeAll(known(people));
        open.forEach(who -> matches.put(who, open(who, people)));
      }
    }
  }

  /** Those who are the student beyond doubt: all by a key, and not two persons. */
  private List<Who> known(List<Who> people) {
    List<Who> keyed = people.stream().filter(who -> matches.get(who).isKeyed()).toList();
    if (!areSeveral(keyed)) {
      return keyed;
    }
    List<Who> surest =
        keyed.stream()
            .filter(who -> matches.get(who).sureness() == Roster.Sureness.SEVERAL)
            .toList();
    return areSeveral(surest) ? List.of() : surest;
  }

  private static boolean areSeveral(List<Who> people) {
    return people.stream().map(Who::number).filter(number -> !number.isEmpty()).distinct().count()
        > 1;
  }

  private Roster.Match open(Who who, List<Who> people) {
    String others =
        people.stream()
            .filter(other -> !other.equals(who))
            .map(other -> quoted(other.name()))
            .collect(Collectors.joining(" and "));
    return roster.open(
        who,
        "%s may be %s of the roster, and so may %s: it is filed under its own name."
            .formatted(quoted(roster.ownName(who)), shown(matches.get(who).student()), others));
  }

  private static String quoted(String name) {
    return "“" + Clean.line(name) + "”";
  }

  static String shown(Student student) {
    return Clean.line(student.name() + " (" + student.key() + ")");
  }
}
