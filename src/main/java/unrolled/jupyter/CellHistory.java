package unrolled.jupyter;

import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells that this session has run, for front ends that let one leaf through them. */
final class CellHistory implements HistoryManager {
  private static final int SESSION = 1;
  private static final Pattern GLOB = Pattern.compile("(\\*)|(\\?)|(\\[[^\\]]+])|[^*?\\[]+|\\[");

  private final List<HistoryEntry> entries = new ArrayList<>();

  synchronized void add(String cell, String output) {
    entries.add(new HistoryEntry(SESSION, entries.size() + 1, cell, output));
  }

  // A session number of 0 means this one; the sessions before it are not kept.
  @Override
  public synchronized List<HistoryEntry> lookupRange(
      int session, int start, int stop, Set<ResultFlag> flags) {
    if (session != SESSION && session != 0) {
      return List.of();
    }
    return worded(
        entries.stream().filter(e -> e.getCellNumber() >= start && e.getCellNumber() < stop),
        flags);
  }

  @Override
  public synchronized List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
    return worded(last(entries, length), flags);
  }

  @Override
  public synchronized List<HistoryEntry> search(String glob, int length, Set<ResultFlag> flags) {
    Pattern pattern = regex(glob);
    var found = entries.stream().filter(e -> pattern.matcher(e.getInput()).matches()).toList();
    if (flags.contains(ResultFlag.UNIQUE)) {
      var latest = new LinkedHashMap<String, HistoryEntry>();
      found.forEach(e -> latest.put(e.getInput(), e));
      found = List.copyOf(latest.values());
    }
    return worded(last(found, length), flags);
  }

  // A front end that sets no limit sends none, or 0.
  private static Stream<HistoryEntry> last(List<HistoryEntry> all, int length) {
    return all.stream().skip(length <= 0 ? 0 : Math.max(0, all.size() - length));
  }

  private static List<HistoryEntry> worded(Stream<HistoryEntry> entries, Set<ResultFlag> flags) {
    return flags.contains(ResultFlag.INCLUDE_OUTPUT)
        ? entries.toList()
        : entries
            .map(e -> new HistoryEntry(e.getSession(), e.getCellNumber(), e.getInput()))
            .toList();
  }

  private static Pattern regex(String glob) {
    String regex = GLOB.matcher(glob).replaceAll(p -> Matcher.quoteReplacement(regex(p)));
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  private static String regex(MatchResult part) {
    if (part.group(1) != null) {
      return ".*";
    }
    if (part.group(2) != null) {
      return ".";
    }
    return part.group(3) == null
        ? Pattern.quote(part.group())
        : part.group(3).replace("\\", "\\\\");
  }
}
