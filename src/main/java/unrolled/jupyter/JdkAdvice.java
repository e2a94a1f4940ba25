package unrolled.jupyter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.TypeDeclSnippet;

/** One line of advice where JShell itself is at fault, or does what nobody would expect. */
final class JdkAdvice {
  private static final Pattern OBJECT =
      Pattern.compile("(?<!types: void) cannot be converted to Object\\b");

  private JdkAdvice() {}

  /** Advice on a declaration that compiles and does harm later. */
  static Optional<String> on(DeclarationSnippet declaration) {
    return declaration instanceof TypeDeclSnippet type && hides(type.name())
        ? Optional.of(
            "Note: %1$s now hides java.lang.%1$s in every later cell. If that was not meant,"
                    .formatted(type.name())
                + " restart the kernel and choose another name.")
        : Optional.empty();
  }

  private static boolean hides(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException free) {
      return false;
    }
  }

  /** Advice on an error of the compiler; empty if there is nothing to add. */
  static Optional<String> on(List<String> lines) {
    String text = String.join("\n", lines);
    // Fixed after JDK 17.
    if (Runtime.version().feature() == 17
        && text.contains("non-sealed modifier not allowed here")) {
      return Optional.of(
          "JShell of this JDK does not know non-sealed in a cell's own class; write the class inside"
              + " the sealed interface, as in: interface S { non-sealed class A implements S {} }");
    }
    // JShell of JDK 17 itself says Object where it means java.lang.Object.
    if (OBJECT.matcher(text).find()) {
      return Optional.of(
          "A class of this session is named Object, and JShell of this JDK takes it for its own;"
              + " restart the kernel and choose another name.");
    }
    return Optional.empty();
  }
}
