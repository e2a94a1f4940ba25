package unrolled.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.data.Opinions.Opinion;

class OpinionsTest {
  private static final Set<String> GOOD =
      Set.of("good", "great", "funny", "clever", "warm", "bright", "lovely", "fresh");
  private static final Set<String> BAD =
      Set.of("bad", "poor", "dull", "clumsy", "cold", "grey", "ugly", "stale");

  /** Each clause by its adjective and its "not": what it says, worked out apart from the draw. */
  private static List<Boolean> said(Opinion opinion) {
    return List.of(opinion.toString().split(" (and|but) ")).stream()
        .map(
            clause -> {
              List<String> words = List.of(clause.split(" "));
              return words.stream().anyMatch(GOOD::contains) != words.contains("not");
            })
        .toList();
  }

  @Test
  void the_label_follows_from_the_words() {
    for (Opinion opinion : Opinions.training(500, new Random(3))) {
      List<Boolean> said = said(opinion);
      boolean last = said.get(said.size() - 1);
      assertEquals(last ? 1 : 0, opinion.good(), opinion::toString);
      assertEquals(opinion.kind().equals("but"), said.get(0) != last, opinion::toString);
      assertEquals(said.size() == 2, Set.of("and", "but").contains(opinion.kind()));
    }
  }

  @Test
  void good_and_bad_and_the_kinds_are_as_often_as_it_says() {
    List<Opinion> all = Opinions.training(4_000, new Random(4));
    assertEquals(0.5, all.stream().mapToInt(Opinion::good).average().orElseThrow(), 0.03);
    assertEquals(0.2, all.stream().filter(o -> o.kind().equals("and")).count() / 4_000.0, 0.03);
    assertEquals(0.4, all.stream().filter(o -> o.kind().equals("but")).count() / 4_000.0, 0.03);
    assertEquals(
        0.4 * 0.4, all.stream().filter(o -> o.kind().equals("not")).count() / 4_000.0, 0.03);
  }

  @Test
  void each_but_of_the_test_has_its_twin_behind_it() {
    List<Opinion> buts =
        Opinions.test(300, new Random(5)).stream().filter(o -> o.kind().equals("but")).toList();
    assertTrue(buts.size() > 40);
    for (int i = 0; i < buts.size(); i += 2) {
      assertEquals(buts.get(i).twin(), buts.get(i + 1));
      assertEquals(
          buts.get(i).words().stream().sorted().toList(),
          buts.get(i + 1).words().stream().sorted().toList());
      assertEquals(1, buts.get(i).good() + buts.get(i + 1).good());
      assertEquals(buts.get(i), buts.get(i + 1).twin());
    }
  }

  @Test
  void only_but_has_a_twin() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Opinion(List.of("the", "plot", "is", "good"), 1, "plain").twin());
    assertEquals(
        "twin: expected a sentence of two clauses joined by but, got \"the plot is good\"",
        e.getMessage());
  }

  @Test
  void no_pair_of_noun_and_adjective_is_in_both_parts() {
    Set<String> learnt = pairs(Opinions.training(3_000, new Random(6)));
    Set<String> asked = pairs(Opinions.test(1_500, new Random(7)));
    assertTrue(asked.stream().noneMatch(learnt::contains));
    assertEquals(6 * 16, learnt.size() + asked.size());
    assertEquals(0.2, asked.size() / 96.0, 0.02);
  }

  private static Set<String> pairs(List<Opinion> opinions) {
    return opinions.stream()
        .flatMap(o -> List.of(o.toString().split(" (and|but) ")).stream())
        .map(clause -> List.of(clause.split(" ")))
        .map(
            words ->
                words.get(1)
                    + " "
                    + IntStream.range(0, words.size())
                        .mapToObj(words::get)
                        .filter(word -> GOOD.contains(word) || BAD.contains(word))
                        .findFirst()
                        .orElseThrow())
        .collect(Collectors.toSet());
  }

  @Test
  void real_sentences_are_read_in_the_form_of_uci(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.txt"), "Wasn't it GREAT?!  \t1\n\n5 \t0\n");
    Files.writeString(folder.resolve("a.txt"), "So-so…\t0\n");
    Files.writeString(folder.resolve("readme.md"), "not read\n");
    assertEquals(
        List.of(
            new Opinion(List.of("so", "so"), 0, "a"),
            new Opinion(List.of("wasn't", "it", "great"), 1, "b")),
        Opinions.read(folder));
    Files.writeString(folder.resolve("c.txt"), "no label\n");
    var e = assertThrows(IllegalArgumentException.class, () -> Opinions.read(folder));
    assertEquals("c.txt: expected a sentence, a tab and 0 or 1, got \"no label\"", e.getMessage());
  }
}
