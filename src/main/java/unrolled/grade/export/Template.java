package unrolled.grade.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with names like {@code @SHARDS@} in it, and what they stand for. */
final class Template {
  private static final Pattern NAME = Pattern.compile("@([A-Z_]+)@");

  private Template() {}

  /**
   * The text of a resource beside this class, filled in.
   *
   * @throws IllegalStateException if it has a name that stands for nothing
   */
  static String filled(String resource, Map<String, String> values) {
    return NAME.matcher(text(resource))
        .replaceAll(found -> Matcher.quoteReplacement(value(resource, found.group(1), values)));
  }

  private static String value(String resource, String name, Map<String, String> values) {
    if (!values.containsKey(name)) {
      throw new IllegalStateException(
          "the template %s has @%s@, and there are %s"
              .formatted(resource, name, values.keySet().stream().sorted().toList()));
    }
    return values.get(name);
  }

  private static String text(String resource) {
    try (InputStream in = Template.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no template " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the template " + resource, e);
    }
  }
}
