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
import unrolled.grade.intake.Piece.Kind;
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
  private int files;
  private long bytesLeft = Limits.SUBMISSION_BYTES;

  Reading(Collection<Exercise> exercises, List<String> notes) {
    this.answers = new Answers(exercises);
    this.notes = new ArrayList<>(notes);
  }

  void add(HandIn.Part part) {
    try {
      List<Piece> pieces = part.item().pieces();
      if (!part.item().isFolder()) {
        pieces = pieces.stream().map(piece -> piece.at(part.file())).toList();
      } else if (pieces.isEmpty()) {
        note(part.item().name(), "empty");
      }
      add(pieces, "", 0);
    } catch (IOException e) {
      note(part.item().name(), why(e));
    }
  }

  /** What came of it. */
  Submission submission(String student) {
    notes.addAll(answers.notes());
    var works = answers.works();
    ignored.addAll(answers.notNamed());
    notes.addAll(answers.suggestions(ignored));
    if (!ignored.isEmpty()) {
      var some = ignored.stream().limit(SHOWN).map(Clean::line).toList();
      int more = ignored.size() - some.size();
      notes.add(
          "Ignored: " + String.join(", ", some) + (more > 0 ? " and " + more + " more." : "."));
    }
    if (works.isEmpty()) {
      notes.add("There is no answer in it: no " + answers.wanted() + ".");
    }
    return new Submission(student, works, notes, time);
  }

  private void add(List<Piece> pieces, String above, int zips) {
    Set<String> seen = new HashSet<>();
    for (Piece piece : pieces) {
      if (Clutter.isPath(piece.path())) {
        if (zips == 0 && piece.kind() == Kind.FILE && TIMESTAMP.matcher(piece.path()).matches()) {
          readTime(piece);
        }
        continue;
      }
      if (++files > Limits.FILES) {
        notes.add("It holds more than " + Limits.FILES + " files; the rest was not looked at.");
        return;
      }
      if (!seen.add(piece.path())) {
        notes.add(Clean.line(piece.path()) + " is in it twice; the last one counts.");
      }
      add(piece.at(above + piece.path()), zips);
    }
  }

  private void add(Piece piece, int zips) {
    if (piece.kind() != Kind.FILE) {
      note(piece.path(), piece.kind().words());
      return;
    }
    try {
      String name = piece.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(".zip")) {
        unzip(piece, zips);
      } else if (answers.wants(piece)) {
        answers.add(piece, bytes(piece, answers.most(piece)));
      } else if (answers.mayHelp(piece)) {
        answers.addBeside(piece, bytes(piece, Limits.SOURCE_BYTES));
      } else if (name.matches(OTHER_ARCHIVES)) {
        note(piece.path(), "an archive, but not a zip");
      } else {
        ignored.add(piece.path());
      }
    } catch (IOException e) {
      note(piece.path(), why(e));
    }
  }

  /** Of several, the last one counts. */
  private void readTime(Piece piece) {
    try {
      Times.read(new String(bytes(piece, TIMESTAMP_BYTES), StandardCharsets.UTF_8))
          .filter(one -> time.isEmpty() || one.isAfter(time.get()))
          .ifPresent(one -> time = Optional.of(one));
    } catch (IOException e) {
      note(piece.path(), why(e));
    }
  }

  private void unzip(Piece piece, int zips) throws IOException {
    if (zips == ZIPS_IN_ZIPS) {
      throw new Piece.Unreadable("a zip inside too many other zips");
    }
    List<Piece> inside = Zip.pieces(ByteBuffer.wrap(bytes(piece, Limits.ZIP_BYTES)));
    if (inside.isEmpty()) {
      note(piece.path(), "empty");
    }
    add(inside, piece.path() + "/", zips + 1);
  }

  private byte[] bytes(Piece piece, int most) throws IOException {
    if (bytesLeft < most) {
      throw new Piece.Unreadable("more than a hand-in may hold");
    }
    byte[] bytes = piece.content().read(most);
    bytesLeft -= bytes.length;
    return bytes;
  }

  private void note(String path, String what) {
    notes.add(Clean.line(path) + " is " + what + ", and is ignored.");
  }

  private static String why(IOException e) {
    return e instanceof Piece.Unreadable ? e.getMessage() : "unreadable";
  }
}
