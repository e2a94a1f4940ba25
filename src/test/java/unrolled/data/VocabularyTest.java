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
    for (String word : List.of("the", "man", "bit", "dog"))
      assertEquals(one.id(word), two.id(word));
  }

  @Test
  void decoding_undoes_encoding() {
    Vocabulary v = Vocabulary.ofCharacters("zebra 😀");
    StringBuilder back = new StringBuilder();
    for (int id : v.encodeCharacters("bear 😀")) back.append(v.token(id));
    assertEquals("bear 😀", back.toString());
  }

  @Test
  void an_unknown_token_is_named() {
    Vocabulary v = Vocabulary.ofCharacters("ab");
    var e = assertThrows(IllegalArgumentException.class, () -> v.encodeCharacters("abc"));
    assertEquals("\"c\" is not among the 2 tokens of this vocabulary", e.getMessage());
    assertArrayEquals(new int[] {1, 0}, v.encodeCharacters("ba"));
  }
}
