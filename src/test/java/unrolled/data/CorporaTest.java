package unrolled.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CorporaTest {
  @Test
  void class_names_are_the_public_ones_of_this_jdk() {
    List<String> names = ClassNames.ofTheJdk();
    assertTrue(names.size() > 2_500, () -> "only " + names.size());
    assertTrue(names.containsAll(List.of("String", "HashMap", "JFrame", "HttpClient")));
    assertFalse(names.contains("ArraysSupport"), "jdk.internal.util is not exported");
    assertFalse(names.contains("AbstractStringBuilder"), "not public");
    assertFalse(names.contains("package-info"));
    assertTrue(names.stream().noneMatch(n -> n.contains("$") || n.contains("/")));
  }

  @Test
  void sunspots_are_the_published_numbers() {
    Table t = Sunspots.table();
    assertEquals(List.of("year", "sunspots"), t.columnNames());
    assertEquals(309, t.rowCount());
    assertEquals(1700, t.numberColumn("year").min());
    assertEquals(2008, t.numberColumn("year").max());
    // The sum and the highest year of datasets/sunspots/sunspots.csv in statsmodels.
    assertEquals(15_373.4, t.numberColumn("sunspots").sum(), 1e-6);
    assertEquals(190.2, t.numberColumn("sunspots").max(), 1e-12);
  }

  @Test
  void every_bag_of_words_has_both_labels_equally_often() {
    Map<List<String>, Integer> balance = new HashMap<>();
    for (ManBitesDog.Sentence s : ManBitesDog.all()) {
      balance.merge(s.words().stream().sorted().toList(), 2 * s.news() - 1, Integer::sum);
    }
    assertEquals(288, ManBitesDog.all().size());
    assertEquals(144, balance.size());
    assertTrue(balance.values().stream().allMatch(sum -> sum == 0));
  }
}
