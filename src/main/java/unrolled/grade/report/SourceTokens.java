package unrolled.grade.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Java source as a list of tokens in which neither layout, comments, imports, modifiers nor the
 * names that it gives its own variables, methods and classes make a difference.
 *
 * <p>A name that it declares is replaced by its number in the order of first use. Names of others,
 * such as those of the methods of a matrix, stay.
 */
final class SourceTokens {
  private static final Set<String> IGNORED =
      Set.of("public", "protected", "private", "final", "strictfp");

  /** What may stand before a name and is no type. */
  private static final Set<String> NO_TYPE =
      Set.of(
          "return",
          "new",
          "throw",
          "else",
          "case",
          "yield",
          "assert",
          "instanceof",
          "do",
          "goto",
          "extends",
          "implements",
          "throws",
          "super",
          "this",
          "import",
          "package");

  private static final Set<String> TYPE_WORDS = Set.of("class", "interface", "enum", "record");

  private SourceTokens() {}

  /** The tokens of a source; of one that is no Java, what there is. */
  static List<String> of(String source) {
    List<String> all = withoutHeader(lex(source));
    Set<String> own = declared(all);
    Map<String, String> numbers = new HashMap<>();
    var tokens = new ArrayList<String>();
    for (String token : all) {
      tokens.add(
          own.contains(token)
              ? numbers.computeIfAbsent(token, any -> "#" + numbers.size())
              : token);
    }
    return tokens;
  }

  private static List<String> lex(String source) {
    var tokens = new ArrayList<String>();
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      int end;
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      } else if (source.startsWith("//", at)) {
        end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
        continue;
      } else if (source.startsWith("/*", at)) {
        end = source.indexOf("*/", at + 2);
        at = end < 0 ? source.length() : end + 2;
        continue;
      } else if (source.startsWith("\"\"\"", at)) {
        end = source.indexOf("\"\"\"", at + 3);
        end = end < 0 ? source.length() : end + 3;
      } else if (c == '"' || c == '\'') {
        end = literal(source, at);
      } else if (Character.isJavaIdentifierStart(c) || Character.isDigit(c)) {
        end = word(source, at);
      } else {
        end = at + 1;
      }
      tokens.add(source.substring(at, end));
      at = end;
    }
    return tokens;
  }

  /** Where a string or a character ends. */
  private static int literal(String source, int from) {
    char quote = source.charAt(from);
    for (int at = from + 1; at < source.length() && source.charAt(at) != '\n'; at++) {
      if (source.charAt(at) == '\\') {
        at++;
      } else if (source.charAt(at) == quote) {
        return at + 1;
      }
    }
    return Math.min(source.length(), from + 1);
  }

  /** Where a name or a number ends; the point is a part of a number. */
  private static int word(String source, int from) {
    boolean isNumber = Character.isDigit(source.charAt(from));
    int at = from + 1;
    while (at < source.length()
        && (Character.isJavaIdentifierPart(source.charAt(at))
            || isNumber && source.charAt(at) == '.')) {
      at++;
    }
    return at;
  }

  /** Without package, imports, annotations such as {@code @Override}, and modifiers. */
  private static List<String> withoutHeader(List<String> tokens) {
    var rest = new ArrayList<String>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (token.equals("package") || token.equals("import")) {
        while (i < tokens.size() && !tokens.get(i).equals(";")) {
          i++;
        }
      } else if (token.equals("@") && !next(tokens, i).equals("interface")) {
        i++;
      } else if (token.equals("this") && next(tokens, i).equals(".")) {
        i++;
      } else if (!IGNORED.contains(token)) {
        rest.add(token);
      }
    }
    return rest;
  }

  private static Set<String> declared(List<String> tokens) {
    Set<String> names = new HashSet<>();
    for (int i = 1; i < tokens.size(); i++) {
      String token = tokens.get(i);
      String before = tokens.get(i - 1);
      if (!isName(token)) {
        if (token.equals("-") && next(tokens, i).equals(">")) {
          parameters(tokens, i - 1, names);
        }
        continue;
      }
      boolean behindType =
          (isName(before) && !NO_TYPE.contains(before))
              || before.equals("]")
              || before.equals(">")
              || TYPE_WORDS.contains(before);
      if (behindType && "=;,):([{<".contains(next(tokens, i)) && !NO_TYPE.contains(token)) {
        names.add(token);
      }
    }
    return names;
  }

  /** Those of a lambda whose arrow stands behind this token. */
  private static void parameters(List<String> tokens, int last, Set<String> names) {
    if (isName(tokens.get(last))) {
      names.add(tokens.get(last));
    } else if (tokens.get(last).equals(")")) {
      for (int i = last - 1; i > 0 && (isName(tokens.get(i)) || tokens.get(i).equals(",")); i--) {
        if (isName(tokens.get(i))) {
          names.add(tokens.get(i));
        }
      }
    }
  }

  private static boolean isName(String token) {
    return Character.isJavaIdentifierStart(token.charAt(0));
  }

  private static String next(List<String> tokens, int i) {
    return i + 1 < tokens.size() ? tokens.get(i + 1) : ";";
  }
}
