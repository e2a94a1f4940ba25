package unrolled.grade.intake;

import java.util.Locale;

/** How far a file name is from one that was meant. */
final class Likeness {
  private static final int LONGEST = 60;

  private Likeness() {}

  /** Whether one is the other with a slip or two, whatever its capitals and its ending. */
  static boolean isNear(String name, String wanted) {
    return name.length() <= LONGEST && distance(name, wanted) <= wanted.length() / 5;
  }

  /** How many letters have to be put in, taken out or changed, endings and capitals aside. */
  static int distance(String name, String wanted) {
    String a = stem(name);
    String b = stem(wanted);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String stem(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("(\\.(java|txt|class|jsh))+$", "")
        .replaceAll("[^a-z0-9]", "");
  }
}
