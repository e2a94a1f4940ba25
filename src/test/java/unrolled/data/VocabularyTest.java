package unrolled.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void numbers_do_not_depend_on_the_order_of_the_corpus() {
    Vocabulary one = Vocabulary.of(List.of("the", "man", "bit", "the", "dog"));
    Vocabulary two = Vocabulary.of(List.of("dog", "bit", "man", "the"));
    assertEquals(4, one.size());
    for (String word : List.of("the", "man", "bit", "dog")) {
      assertEquals(one.id(word), two.id(word));
    }
  }

  @Test
  void decoding_undoes_encoding() {
    Vocabulary v = Vocabulary.ofCharacters("zebra 😀");
    StringBuilder back = new StringBuilder();
    for (int id : v.encodeCharacters("bear 😀")) {
      back.append(v.token(id));
    }
    assertEquals("bear 😀", back.toString());
  }

  @Test
  void an_unknown_token_is_named() {
    Vocabulary v = Vocabulary.ofCharacters("ab");
    var e = assertThrows(IllegalArgumentException.class, () -> v.encodeCharacters("abc"));
    assertEquals("\"c\" is not among the 2 tokens of this vocabulary", e.getMessage());
    assertArrayEquals(new int[] {1, 0}, v.encodeCharacters("ba"));
  }

  @Test
  void a_token_for_the_unknown_stands_for_all_that_is_not_known() {
    Vocabulary known = Vocabulary.of(List.of("a", "b"));
    Vocabulary v = known.withUnknown("<unk>");
    assertEquals(3, v.size());
    assertArrayEquals(new int[] {1, 2, 0, 2}, v.encode(List.of("b", "zebra", "a", "<unk>")));
    assertEquals("<unk>", v.token(2));
    assertEquals(2, v.unknown().getAsInt());
    assertEquals(2, known.size(), "the other is as it was");
    assertThrows(IllegalArgumentException.class, () -> known.id("zebra"));
  }

  @Test
  void there_is_one_token_for_the_unknown_and_it_is_new() {
    Vocabulary v = Vocabulary.of(List.of("a"));
    var e = assertThrows(IllegalArgumentException.class, () -> v.withUnknown("a"));
    assertEquals(
        "withUnknown: \"a\" cannot stand for the unknown: it is a token already", e.getMessage());
    Vocabulary one = v.withUnknown("?");
    e = assertThrows(IllegalArgumentException.class, () -> one.withUnknown("!"));
    assertEquals("withUnknown: \"!\" cannot stand for the unknown: \"?\" does", e.getMessage());
  }

  @Test
  void rare_tokens_can_be_left_out() {
    Vocabulary v = Vocabulary.frequent(List.of("b", "a", "b", "c", "a", "b"), 2).withUnknown("?");
    assertArrayEquals(new int[] {0, 1, 2}, v.encode(List.of("a", "b", "c")));
  }
}
