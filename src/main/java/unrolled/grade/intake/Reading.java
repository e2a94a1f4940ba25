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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.ItemFile.Kind;
import unrolled.player.host.Clean;

/** The reading of one hand-in: takes zips apart, picks out what may be an answer, says the rest. */
final class Reading {
  private static final int ZIPS_IN_ZIPS = 3;
  private static final int SHOWN = 8;

  /** Written by nbgrader beside what it has collected. */
  private static final Pattern TIMESTAMP = Pattern.compile("[^/]+/timestamp\\.txt");

  private static final int TIMESTAMP_BYTES = 200;
  private static final String OTHER_ARCHIVES = ".*\\.(7z|bz2|gz|rar|tar|tgz|xz|zst)";

  private final Answers answers;
  private final List<String> notes;
  private final Set<String> ignored = new TreeSet<>();
  private Optional<Instant> time = Optional.empty();
  private int count;
  private long bytesLeft = Limits.HAND_IN_BYTES;

  Reading(Collection<Exercise> exercises, List<String> notes) {
    this.answers = new Answers(exercises);
    this.notes = new ArrayList<>(notes);
  }

  void add(HandIn.Part part) {
    try {
      List<ItemFile> files = part.item().files();
      if (!part.item().isFolder()) {
        files = files.stream().map(file -> file.at(part.file())).toList();
      } else if (files.isEmpty()) {
        note(part.item().name(), "empty");
      }
      add(files, "", 0);
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
    return new Contents(counting, notes, time);
  }

  private void add(List<ItemFile> files, String above, int zips) {
    Set<String> seen = new HashSet<>();
    for (ItemFile file : files) {
      if (Clutter.isPath(file.path())) {
        if (zips == 0 && file.kind() == Kind.FILE && TIMESTAMP.matcher(file.path()).matches()) {
          readTime(file);
        }
        continue;
      }
      if (++count > Limits.FILES) {
        notes.add("It holds more than " + Limits.FILES + " files; the rest was not looked at.");
        return;
      }
      if (!seen.add(file.path())) {
        notes.add(Clean.line(file.path()) + " is in it twice; the last one counts.");
      }
      add(file.at(above + file.path()), zips);
    }
  }

  private void add(ItemFile file, int zips) {
    if (file.kind() != Kind.FILE) {
      note(file.path(), file.kind().words());
      return;
    }
    try {
      String name = file.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(".zip")) {
        unzip(file, zips);
      } else if (answers.wants(file)) {
        answers.add(file, bytes(file, answers.most(file)));
      } else if (answers.mayHelp(file)) {
        answers.addBeside(file, bytes(file, Limits.SOURCE_BYTES));
      } else if (name.matches(OTHER_ARCHIVES)) {
        note(file.path(), "an archive, but not a zip");
      } else {
        ignored.add(file.path());
      }
    } catch (IOException e) {
      note(file.path(), why(e));
    }
  }

  /** Of several, the last one counts. */
  private void readTime(ItemFile file) {
    try {
      Times.read(new String(bytes(file, TIMESTAMP_BYTES), StandardCharsets.UTF_8))
          .filter(one -> time.isEmpty() || one.isAfter(time.get()))
          .ifPresent(one -> time = Optional.of(one));
    } catch (IOException e) {
      note(file.path(), why(e));
    }
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
