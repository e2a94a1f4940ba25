package unrolled.cli;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A class of 200 as four platforms hand it out: names that clash, letters from everywhere, files in
 * all encodings, notebooks, zips. One in ten is wrong, so that a mark in another row is seen.
 */
final class LargeClass {
  static final int SIZE = 200;
  static final int FULL = 10;

  private static final List<String> FIRST =
      List.of(
          "Anna",
          "Anna-Lena",
          "Lena",
          "José",
          "Zoë",
          "Jean-Luc",
          "Kim",
          "Jo",
          "Øyvind",
          "Łukasz",
          "李",
          "Мария",
          "نور",
          "अनन्या",
          "Nguyễn",
          "D'Arcy");

  private static final List<String> LAST =
      List.of(
          "Schmidt",
          "Lee",
          "Lee-Schmidt",
          "O'Brien",
          "van der Berg",
          "García Márquez",
          "Öztürk",
          "Müller",
          "Mueller",
          "伟",
          "Иванова",
          "علي",
          "Ng",
          "de",
          "Çelik");

  private static final String RIGHT =
      """
      package e05_rnn_step;

      import unrolled.matrix.Matrix;

      /** Größe, 大きさ: version %d. */
      public final class MyRnnStep implements RnnStep {
        @Override
        public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
          return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);
        }
      }
      """;

  private static final String WRONG = RIGHT.replace(".map(Math::tanh)", "");

  /** A student: what the roster says, and what must come of it. */
  private record Person(int number, String first, String last) {
    String login() {
      return "user%03d".formatted(number);
    }

    String id() {
      return Integer.toString(5000 + number);
    }

    String name() {
      return first + " " + last;
    }

    boolean isRight() {
      return number % 10 != 9;
    }

    String answer() {
      // Some have the same text, as happens; each text is judged once.
      return (isRight() ? RIGHT : WRONG).formatted(number % 3);
    }
  }

  final Path submissions;
  final Path zip;
  final Path roster;

  /** Who must have full marks, by the key of the row. */
  final Map<String, Boolean> right = new TreeMap<>();

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final StringBuilder gradescope = new StringBuilder();
  private final List<Person> people = new ArrayList<>();

  LargeClass(Path folder) throws IOException {
    submissions = folder.resolve("class");
    zip = folder.resolve("class.zip");
    roster = folder.resolve("roster.csv");
    var random = new Random(15);
    for (int number = 0; number < SIZE; number++) {
      people.add(
          new Person(
              number,
              FIRST.get(random.nextInt(FIRST.size())),
              LAST.get(random.nextInt(LAST.size()))));
    }
    for (Person person : people) {
      switch (person.number % 4) {
        case 0 -> moodle(person);
        case 1 -> canvas(person);
        case 2 -> gradescope(person);
        default -> folder(person);
      }
    }
    files.put("submission_metadata.yml", bytes(gradescope.toString()));
    write();
  }

  /** Moodle has a number of its own, which is another student's ID. */
  private void moodle(Person person) {
    String named = person.name() + "_" + (5000 + SIZE - 1 - person.number);
    hand(person, named + "_assignsubmission_file_/", person.number / 4);
    long same = people.stream().filter(other -> areCalledAlike(person, other)).count();
    right.put(same == 1 ? person.login() : named, person.isRight());
  }

  private void canvas(Person person) {
    String named = (person.last + person.first).replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
    String late = person.number % 3 == 0 ? "_LATE" : "";
    String start = named.toLowerCase(Locale.ROOT) + late + "_" + person.id() + "_";
    int form = person.number / 4;
    if (form % 3 == 0) {
      files.put(start + "90000_MyRnnStep.java", bytes("an older one"));
      files.put(start + "90001_MyRnnStep-1.java", bytes(person.answer()));
    } else if (form % 3 == 1) {
      files.put(start + "90002_week_5.ipynb", notebook(person, form));
    } else {
      files.put(
          start + "90003_home work_2.zip", zipped("a folder/MyRnnStep.java", person.answer()));
    }
    right.put(person.login(), person.isRight());
  }

  private void gradescope(Person person) {
    String folder = "submission_" + (70_000 + person.number);
    gradescope.append(
        """
        %s:
          :submitters:
          - :name: "%s"
            :sid: '%s'
            :email: %s@school.example
          :created_at: 2026-10-01 10:00:00.5 Z
        """
            .formatted(
                folder,
                person.name(),
                person.number % 8 == 2 ? person.id() : "",
                person.login().toUpperCase(Locale.ROOT)));
    hand(person, folder + "/", person.number / 4);
    right.put(person.login(), person.isRight());
  }

  private void folder(Person person) {
    int form = person.number / 4;
    switch (form % 4) {
      case 0 -> hand(person, person.login() + "/", form);
      case 1 -> hand(person, "e05-" + person.login() + "/", form);
      case 2 -> files.put(person.login() + ".ipynb", notebook(person, form));
      default ->
          files.put(
              person.login() + ".zip",
              zipped("exercises/e05_rnn_step/MyRnnStep.java", person.answer()));
    }
    right.put(person.login(), person.isRight());
  }

  /** The ways in which a file comes. */
  private void hand(Person person, String folder, int form) {
    String text = person.answer();
    switch (form % 10) {
      case 0 -> files.put(folder + "MyRnnStep.java", bytes(text));
      case 1 -> files.put(folder + "e05_rnn_step/MyRnnStep.java", bytes("\uFEFF" + text));
      case 2 ->
          files.put(
              folder + "MyRnnStep.java", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
      case 3 ->
          files.put(
              folder + "week 5/MyRnnStep.java",
              text.replace("大", "o")
                  .replace("き", "k")
                  .replace("さ", "s")
                  .getBytes(StandardCharsets.ISO_8859_1));
      case 4 ->
          files.put(
              folder + "MyRnnStep (1).java",
              bytes(text.replace("package e05_rnn_step;", "package mine;").replace("\n", "\r\n")));
      case 5 ->
          files.put(
              folder + "MyRnnStep.java", bytes(text.replace("package e05_rnn_step;\n\n", "")));
      case 6 -> files.put(folder + "deep.zip", zipped("a/b/c/MyRnnStep.java", text));
      case 7 -> {
        files.put(folder + "work.ipynb", notebook(person, form));
        files.put(folder + ".ipynb_checkpoints/work-checkpoint.ipynb", bytes("{}"));
        files.put(folder + "__MACOSX/._work.ipynb", bytes("x"));
      }
      case 8 -> {
        files.put(
            folder + "MyRnnStep.java",
            bytes(text.replace("Math::tanh", "Curve::of").replace("plusRow(b);", "plusRow(b);")));
        files.put(
            folder + "Curve.java",
            bytes("class Curve { static double of(double v) { return Math.tanh(v); } }"));
      }
      default -> {
        files.put(folder + "exercises/e05_rnn_step/MyRnnStep.java", bytes(text));
        files.put(folder + "exercises/e05_rnn_step/RnnStep.java", bytes("not this"));
        files.put(folder + "target/classes/e05_rnn_step/MyRnnStep.class", new byte[] {1, 2});
        files.put(folder + "README.md", bytes("Group of " + person.name()));
      }
    }
  }

  /** The answer in cells: tagged or not, with a helper elsewhere, an older one, a broken one. */
  private static byte[] notebook(Person person, int form) {
    String body = person.answer().replaceFirst("(?s).*?/\\*\\*", "/**");
    var cells = new ArrayList<Map<String, Object>>();
    cells.add(cell("import unrolled.matrix.*;\nimport e05_rnn_step.*;", List.of()));
    if (form % 2 == 0) {
      cells.add(cell("double curve(double v) { return Math.tanh(v); }", List.of()));
      body = body.replace("Math::tanh", "v -> curve(v)");
    }
    if (form % 3 == 0) {
      cells.add(cell("class MyRnnStep { int older; }", List.of("e05")));
    }
    cells.add(cell(body, form % 4 == 0 ? List.of() : List.of("e05")));
    cells.add(cell("check(new MyRnnStep());", List.of()));
    if (form % 5 == 0) {
      cells.add(cell("class Scratch { void", List.of("e05")));
    }
    return bytes(
        new Gson()
            .toJson(
                Map.of("cells", cells, "metadata", Map.of(), "nbformat", 4, "nbformat_minor", 5)));
  }

  private static Map<String, Object> cell(String source, List<String> tags) {
    return Map.of(
        "cell_type",
        "code",
        "metadata",
        Map.of("tags", tags),
        "outputs",
        List.of(),
        "source",
        source);
  }

  private static boolean areCalledAlike(Person one, Person other) {
    String name = squashed(one.first + one.last);
    return name.equals(squashed(other.first + other.last))
        || name.equals(squashed(other.last + other.first));
  }

  private static String squashed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toLowerCase(Locale.ROOT);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(String name, String text) {
    return zipped(Map.of(name, bytes(text)));
  }

  private static byte[] zipped(Map<String, byte[]> files) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void write() throws IOException {
    for (var file : files.entrySet()) {
      Path path = submissions.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.write(zip, zipped(files));
    var csv = new StringBuilder("login,ID,First name,Last name,email\n");
    for (Person person : people) {
      csv.append(
          "%s,%s,%s,%s,%s@school.example\n"
              .formatted(person.login(), person.id(), person.first, person.last, person.login()));
    }
    Files.writeString(roster, csv);
  }
}
