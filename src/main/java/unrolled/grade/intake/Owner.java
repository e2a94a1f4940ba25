package unrolled.grade.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers what is one student's, and decides what counts: the last that came in time. */
final class Owner {
  private final Student student;
  private final Optional<DueDate> due;
  private final List<Claim> claims = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Owner(Student student, Optional<DueDate> due) {
    this.student = student;
    this.due = due;
  }

  void add(List<Claim> more, List<String> doubts, List<String> why) {
    claims.addAll(more);
    notes.addAll(doubts);
    notes.addAll(why);
  }

  HandIn handIn() {
    List<Claim> counting = counting();
    boolean isLate = counting.stream().anyMatch(this::isLate);
    Optional<Instant> time =
        counting.stream().flatMap(claim -> claim.place().time().stream()).max(Instant::compareTo);
    String feedback =
        counting.stream()
            .map(Claim::place)
            .max(Comparator.comparing(Place::number).thenComparing(Place::feedback))
            .map(Place::feedback)
            .orElse("");
    return new HandIn(
        student,
        counting.stream().map(claim -> claim.part(due)).toList(),
        notes,
        new Delivery("", isLate, feedback).at(time, due));
  }

  private List<Claim> counting() {
    List<Claim> partial = claims.stream().filter(claim -> claim.place().partial()).toList();
    if (partial.size() < claims.size() && claims.size() > 1) {
      return List.of(latest(claims, "hand-ins"));
    }
    return partial.isEmpty() ? claims : latestOfEach(partial);
  }

  /** Files of one hand-in; where two have the same name, the later one. */
  private List<Claim> latestOfEach(List<Claim> files) {
    Map<String, List<Claim>> byFile =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    claim -> Copies.original(claim.place().file()),
                    TreeMap::new,
                    Collectors.toList()));
    return byFile.values().stream().map(same -> latest(same, "files")).toList();
  }

  private Claim latest(List<Claim> all, String what) {
    List<Claim> same = Precedence.sorted(inTime(all));
    Claim last = same.get(same.size() - 1);
    if (same.size() > 1) {
      notes.add(
          "There are %d %s: %s. %s"
              .formatted(same.size(), what, Precedence.names(same), Precedence.said(same)));
    }
    return last;
  }

  /** What came in time counts, whatever came later. */
  private List<Claim> inTime(List<Claim> all) {
    List<Claim> late = all.stream().filter(this::isLate).toList();
    if (late.isEmpty() || late.size() == all.size()) {
      return all;
    }
    late.forEach(
        claim -> notes.add(claim.name() + " came after the due date; what came before counts."));
    return all.stream().filter(claim -> !isLate(claim)).toList();
  }

  private boolean isLate(Claim claim) {
    return claim.receipt(due).late();
  }
}
