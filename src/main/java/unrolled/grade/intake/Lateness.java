package unrolled.grade.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says which answers came too late, and by how much where both times are known. */
record Lateness(Delivery delivery, Optional<DueDate> due) {
  /** A sentence for all answers that came together. */
  List<String> notes() {
    Map<Receipt, List<String>> late = new LinkedHashMap<>();
    delivery
        .exercises()
        .forEach(
            (id, receipt) -> {
              if (receipt.late()) {
                late.computeIfAbsent(receipt, any -> new ArrayList<>()).add(id);
              }
            });
    boolean isWhole =
        late.values().stream().anyMatch(ids -> ids.size() == delivery.exercises().size());
    if (isWhole || delivery.exercises().isEmpty() && delivery.late()) {
      return List.of(note(new Receipt(delivery.time(), true), List.of()));
    }
    return late.entrySet().stream().map(each -> note(each.getKey(), each.getValue())).toList();
  }

  /** Of these exercises; of everything if there are none. */
  private String note(Receipt receipt, List<String> ids) {
    String which = ids.isEmpty() ? "it" : String.join(", ", ids);
    String start = ids.isEmpty() ? "It was" : which + (ids.size() == 1 ? " was" : " were");
    return receipt
        .instant()
        .flatMap(time -> due.filter(date -> date.isBefore(time)).map(date -> date.late(time)))
        .map(by -> "%s handed in %s after the due date.".formatted(start, by))
        .orElse("The platform has marked " + which + " as late.");
  }
}
