package unrolled.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static List<String> read(String text) {
    List<String> seen = new ArrayList<>();
    JsonReader json = new JsonReader(text);
    json.object(
        name -> {
          if (name.startsWith("n")) {
            seen.add(name + "=" + json.numbers());
          } else {
            seen.add(name + "=" + json.string());
          }
        });
    json.end();
    return seen;
  }

  @Test
  void objects_of_strings_and_numbers_are_read() {
    assertEquals(List.of(), read("{}"));
    assertEquals(List.of(), read(" {\n\t\r } "));
    assertEquals(
        List.of("n1=[]", "n2=[0, 12, 999999999999999999]", "s="),
        read("{\"n1\":[ ], \"n2\" : [0,12 ,\n999999999999999999],\"s\":\"\"}  "));
  }

  @Test
  void strings_may_hold_escapes_and_any_script() {
    assertEquals(
        List.of("a\"\\/\b\f\n\r\t=ÄéЖ語😀"),
        read("{\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\":\"\\u00C4\\u00e9Ж語\\ud83d\\ude00\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[]",
        "{}x",
        "{}{}",
        "{,}",
        "{\"s\"}",
        "{\"s\":}",
        "{\"s\":\"a\",}",
        "{\"s\":\"a\" \"t\":\"b\"}",
        "{\"s\":\"a\",\"s\":\"b\"}",
        "{\"s\":\"a",
        "{\"s\":\"a\\",
        "{\"s\":\"\\x\"}",
        "{\"s\":\"\\u12g4\"}",
        "{\"s\":\"\\u12",
        "{\"s\":\"a\nb\"}",
        "{\"s\":1}",
        "{\"s\":null}",
        "{'s':'a'}",
        "{\"n\":[1,]}",
        "{\"n\":[,1]}",
        "{\"n\":[1 2]}",
        "{\"n\":[-1]}",
        "{\"n\":[+1]}",
        "{\"n\":[01]}",
        "{\"n\":[1.0]}",
        "{\"n\":[1e3]}",
        "{\"n\":[1000000000000000000]}",
        "{\"n\":[[1]]}",
        "{\"n\":[1,2,3,4,5,6,7,8,9]}",
        "{\"n\":[\"1\"]}",
        "{\"n\":1}",
        "{\"n\":[1}",
        "{\"n\":[١]}",
        "\uFEFF{}",
        "{} // no",
      })
  void everything_else_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> read(text));
  }

  @Test
  void the_message_says_what_was_expected_and_where() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> read("{\"s\" \"a\"}"));
    assertEquals("the header is not as it should be: expected ':' at character 5", e.getMessage());
  }

  @Test
  void brackets_without_end_do_not_end_the_stack() {
    assertThrows(IllegalArgumentException.class, () -> read("{\"n\":" + "[".repeat(1_000_000)));
    assertThrows(IllegalArgumentException.class, () -> read("{".repeat(1_000_000)));
  }
}
