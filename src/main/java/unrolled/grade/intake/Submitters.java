package unrolled.grade.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.player.host.Clean;

/**
 * Who is who among those that an export of Gradescope names. An SID is what a student has typed, so
 * two entries with one SID, but with different names and addresses, are two people.
 */
final class Submitters {
  /**
   * One entry; what is not known is empty.
   *
   * @param sid what the student has given as ID
   * @param email of the account
   * @param name of the account
   */
  record Submitter(String sid, String email, String name) {
    /** What it is known by, the surest first. */
    List<String> aliases() {
      return Stream.of(sid, email, name).filter(text -> !text.isBlank()).toList();
    }

    private boolean isPerson(Submitter other) {
      String called = Roster.squashed(name);
      return equals(other)
          || !email.isBlank() && email.equalsIgnoreCase(other.email)
          || !called.isEmpty() && called.equals(Roster.squashed(other.name));
    }
  }

  /** The entries of each person, by the first alias that they have. */
  private final Map<String, List<List<Submitter>>> persons = new TreeMap<>();

  Submitters(Collection<Submitter> entries) {
    entries.forEach(this::add);
  }

  private void add(Submitter entry) {
    List<List<Submitter>> those =
        persons.computeIfAbsent(entry.aliases().get(0), any -> new ArrayList<>());
    List<Submitter> all = new ArrayList<>(List.of(entry));
    those.removeIf(person -> person.stream().anyMatch(entry::isPerson) && all.addAll(0, person));
    those.add(all);
  }

  /** The person that an entry is of. */
  Who who(Submitter entry) {
    String first = entry.aliases().get(0);
    List<List<Submitter>> those = persons.get(first);
    List<Submitter> own =
        those.stream().filter(person -> person.contains(entry)).findFirst().orElseThrow();
    Set<String> aliases = new LinkedHashSet<>(List.of(first));
    own.forEach(one -> aliases.addAll(one.aliases()));
    String shown = shown(own);
    if (those.size() == 1) {
      boolean hasNumber = !first.equals(own.get(0).name());
      return new Who(first, shown, List.copyOf(aliases), hasNumber ? first : "");
    }
    String name = Roster.doubtful(first, shown);
    String others =
        those.stream()
            .filter(person -> person != own)
            .map(person -> "“" + Clean.line(shown(person)) + "”")
            .collect(Collectors.joining(" and "));
    String note =
        "“%s” has the same SID as %s, %s, but another name and address: each has a row."
            .formatted(Clean.line(shown), others, Clean.line(first));
    return new Who(name, shown, List.copyOf(aliases), name, "", List.of(note));
  }

  private static String shown(List<Submitter> person) {
    List<String> aliases = person.get(0).aliases();
    return aliases.get(aliases.size() - 1);
  }
}
