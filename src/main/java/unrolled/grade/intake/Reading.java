package unrolled.grade.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.ItemFile.Kind;
import unrolled.player.host.Clean;

/** The reading of one hand-in: takes zips apart, picks out what may be an answer, says the rest. */
final class Reading {
  private static final int ZIPS_IN_ZIPS = 3;
  private static final int SHOWN = 8;

  /** Written by nbgrader beside what it has collected. */
  private static final Pattern TIMESTAMP = Pattern.compile("([^/]+)/timestamp\\.txt");

  private static final int TIMESTAMP_BYTES = 200;
  private static final String OTHER_ARCHIVES = ".*\\.(7z|bz2|gz|rar|tar|tgz|xz|zst)";

  private final Answers answers;
  private final List<String> notes;
  private final Set<String> ignored = new TreeSet<>();
  private final Delivery delivery;
  private final Optional<DueDate> due;
  private final Map<String, Instant> times = new TreeMap<>();
  private Receipt receipt = Receipt.UNKNOWN;
  private int count;
  private long bytesLeft = Limits.HAND_IN_BYTES;

  Reading(Collection<Exercise> exercises, HandIn handIn, Optional<DueDate> due) {
    this.answers = new Answers(exercises);
    this.notes = new ArrayList<>(handIn.notes());
    this.delivery = handIn.delivery();
    this.due = due;
  }

  /** Reads all parts; of several folders, each file is known by the name of its folder, too. */
  void addAll(List<HandIn.Part> parts) {
    boolean several = parts.stream().filter(part -> part.item().isFolder()).count() > 1;
    parts.forEach(part -> add(part, several && part.item().isFolder() ? part.file() + "/" : ""));
  }

  private void add(HandIn.Part part, String above) {
    try {
      receipt = part.receipt();
      List<ItemFile> files = part.item().files();
      if (!part.item().isFolder()) {
        files = files.stream().map(file -> file.at(part.file())).toList();
      } else if (files.isEmpty()) {
        note(part.item().name(), "empty");
      }
      files.forEach(this::readTime);
      add(files, above, 0);
    } catch (IOException e) {
      note(part.item().name(), why(e));
    }
  }

  /** What came of it. */
  Contents contents() {
    notes.addAll(answers.notes());
    var counting = answers.counting();
    ignored.addAll(answers.notNamed());
    notes.addAll(answers.suggestions(ignored));
    if (counting.isEmpty()) {
      notes.add("There is no answer in it: no " + answers.wanted() + ".");
    }
    if (!ignored.isEmpty()) {
      var some = ignored.stream().limit(SHOWN).map(Clean::line).toList();
      int more = ignored.size() - some.size();
      notes.add(
          "Ignored: " + String.join(", ", some) + (more > 0 ? " and " + more + " more." : "."));
    }
    Delivery all = delivery();
    notes.addAll(new Lateness(all, due).notes());
    return new Contents(counting, notes, all);
  }

  private Delivery delivery() {
    Optional<Instant> last = times.values().stream().max(Instant::compareTo);
    return delivery.at(last, due).with(answers.receipts());
  }

  private void add(List<ItemFile> files, String above, int zips) {
    Set<String> seen = new HashSet<>();
    for (ItemFile file : files) {
      if (Clutter.isPath(file.path())) {
        continue;
      }
      if (++count > Limits.FILES) {
        notes.add("It holds more than " + Limits.FILES + " files; the rest was not looked at.");
        return;
      }
      if (!seen.add(file.path())) {
        notes.add(Clean.line(file.path()) + " is in it twice; the last one counts.");
      }
      ItemFile placed = file.at(above + file.path());
      add(placed, receipt(placed), zips);
    }
  }

  private void add(ItemFile file, Receipt received, int zips) {
    if (file.kind() != Kind.FILE) {
      note(file.path(), file.kind().words());
      return;
    }
    try {
      String name = file.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(".zip")) {
        unzip(file, zips);
      } else if (answers.wants(file)) {
        answers.add(file, bytes(file, answers.most(file)), received);
      } else if (answers.mayHelp(file)) {
        answers.addBeside(file, bytes(file, Limits.SOURCE_BYTES), received);
      } else if (name.matches(OTHER_ARCHIVES)) {
        note(file.path(), "an archive, but not a zip");
      } else {
        ignored.add(file.path());
      }
    } catch (IOException e) {
      note(file.path(), why(e));
    }
  }

  /** The time of an assignment; a file in the hand-in says nothing where the platform does. */
  private void readTime(ItemFile file) {
    Matcher found = TIMESTAMP.matcher(file.path());
    if (delivery.isOfPlatform() || file.kind() != Kind.FILE || !found.matches()) {
      return;
    }
    try {
      Times.read(new String(bytes(file, TIMESTAMP_BYTES), StandardCharsets.UTF_8))
          .ifPresent(time -> times.put(found.group(1), time));
    } catch (IOException e) {
      note(file.path(), why(e));
    }
  }

  /** When a file was received: with the assignment in whose folder it lies, or with its part. */
  private Receipt receipt(ItemFile file) {
    Instant time = times.get(file.path().replaceFirst("(?s)/.*", ""));
    return time == null ? receipt : Receipt.of(Optional.of(time), receipt.late(), due);
  }

  private void unzip(ItemFile file, int zips) throws IOException {
    if (zips == ZIPS_IN_ZIPS) {
      throw new ItemFile.Unreadable("a zip inside too many other zips");
    }
    List<ItemFile> inside = Zip.files(ByteBuffer.wrap(bytes(file, Limits.ZIP_BYTES)));
    if (inside.isEmpty()) {
      note(file.path(), "empty");
    }
    add(inside, file.path() + "/", zips + 1);
  }

  private byte[] bytes(ItemFile file, int most) throws IOException {
    if (bytesLeft < most) {
      throw new ItemFile.Unreadable("more than a hand-in may hold");
    }
    byte[] bytes = file.content().read(most);
    bytesLeft -= bytes.length;
    return bytes;
  }

  private void note(String path, String what) {
    notes.add(Clean.line(path) + " is " + what + ", and is ignored.");
  }

  private static String why(IOException e) {
    return e instanceof ItemFile.Unreadable ? e.getMessage() : "unreadable";
  }
}
