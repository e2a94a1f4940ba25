package unrolled.exercise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says once what is true of several things alike: one mistake is one sentence. */
final class Merge {
  private static final Pattern ALIKE =
      Pattern.compile("(\\w+) (is|has|comes) ([^:]+): it (must .*)", Pattern.DOTALL);

  private static final Map<String, String> PLURAL =
      Map.of("is", "are", "has", "have", "comes", "come");

  private Merge() {}

  /**
   * The sentences, each that says the same of another thing than an earlier one merged into that:
   * "dWx is averaged: it must be …" and "dWh is averaged: it must be …" become "dWx and dWh are
   * averaged: …".
   */
  static List<String> ofAlike(List<String> sentences) {
    Map<String, List<MatchResult>> groups = new LinkedHashMap<>();
    for (String sentence : sentences) {
      Matcher matcher = ALIKE.matcher(sentence);
      if (matcher.matches()) {
        String said = matcher.group(2) + " " + matcher.group(3);
        groups.computeIfAbsent(said, any -> new ArrayList<>()).add(matcher.toMatchResult());
      } else {
        groups.put(sentence, List.of());
      }
    }
    List<String> merged = new ArrayList<>();
    groups.forEach((said, all) -> merged.add(all.isEmpty() ? said : merged(all)));
    return merged;
  }

  private static String merged(List<MatchResult> all) {
    MatchResult first = all.get(0);
    if (all.size() == 1) {
      return first.group();
    }
    String names = Texts.list(all.stream().map(one -> one.group(1)).toList());
    boolean isOneRule = all.stream().map(one -> one.group(4)).distinct().count() == 1;
    return names
        + " "
        + PLURAL.get(first.group(2))
        + " "
        + first.group(3)
        + (isOneRule
            ? ": each " + first.group(4)
            : ". "
                + all.stream()
                    .map(one -> one.group(1) + " " + one.group(4))
                    .collect(Collectors.joining(" ")));
  }
}
