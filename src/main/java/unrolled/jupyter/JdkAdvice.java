package unrolled.jupyter;

import java.util.List;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;

/** One line of advice where JShell itself is at fault, or does what nobody would expect. */
final class JdkAdvice {
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

  /**
   * Why a declaration that compiles must be taken back: no later cell would run. Empty if it may
   * stay.
   */
  static Optional<String> breaksSession(Snippet snippet) {
    // Tried: JDK 17 breaks, JDK 25 does not.
    return Runtime.version().feature() < 25
            && snippet instanceof TypeDeclSnippet type
            && type.name().equals("Object")
        ? Optional.of(
            "a class of its own named Object would break every later cell, since JShell of this JDK"
                + " takes it for java.lang.Object; it was not defined, choose another name")
        : Optional.empty();
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
    return Optional.empty();
  }
}
