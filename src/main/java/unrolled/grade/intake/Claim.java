package unrolled.grade.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import unrolled.player.host.Clean;

/** One of a student's items, before it is known what counts. */
record Claim(Place place, Item item) {
  String name() {
    return Clean.line(item.name());
  }

  /** When it was received; before everything else if that is not known. */
  Instant time() {
    return place.time().orElse(Instant.MIN);
  }

  Receipt receipt(Optional<DueDate> due) {
    return Receipt.of(place.time(), place.late(), due);
  }

  HandIn.Part part(Optional<DueDate> due) {
    return new HandIn.Part(place.file(), item, receipt(due));
  }

  /** When it was last changed, as far as its files say. */
  long modified() {
    try {
      return item.modified();
    } catch (IOException e) {
      return 0; // What cannot be looked at is said when it is read.
    }
  }
}
