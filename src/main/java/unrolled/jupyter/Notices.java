package unrolled.jupyter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What a cell did that is no error and that its author would want to know. */
final class Notices {
  private final JShell shell;
  private final RunErrors errors;
  private final List<DeclarationSnippet> declared = new ArrayList<>();
  private final Set<DeclarationSnippet> stopped = new LinkedHashSet<>();
  private final Map<String, Snippet> lost = new LinkedHashMap<>(); // variables, and what did it
  private final Set<Snippet> fresh = new HashSet<>();

  Notices(JShell shell, RunErrors errors) {
    this.shell = shell;
    this.errors = errors;
  }

  void note(SnippetEvent event) {
    if (!(event.snippet() instanceof DeclarationSnippet declaration)) {
      return;
    }
    if (event.causeSnippet() == null) {
      declared.add(declaration);
      if (declaration instanceof VarSnippet) {
        lost.remove(declaration.name()); // the cell has set it again
      }
      if (event.previousStatus() == Status.NONEXISTENT) {
        fresh.add(declaration);
      }
    } else if (declaration instanceof VarSnippet
        && event.previousStatus() == Status.VALID
        && event.isSignatureChange()) {
      lost.put(declaration.name(), event.causeSnippet());
    } else if (event.previousStatus() == Status.VALID && isWaiting(event.status())) {
      stopped.add(declaration);
    }
  }

  /** Prints the notices on the error stream, which a notebook sets apart. */
  void print() {
    for (DeclarationSnippet declaration : declared) {
      if (isWaiting(shell.status(declaration))) {
        System.err.println(
            "Note: " + declaration.name() + " cannot run yet; " + errors.whyNot(declaration));
      }
    }
    for (DeclarationSnippet declaration : stopped) {
      if (isWaiting(shell.status(declaration))) {
        System.err.println(
            "Note: %s, declared earlier, cannot run any more; %s"
                .formatted(declaration.name(), errors.whyNot(declaration)));
      }
    }
    declared.stream()
        .filter(declaration -> shell.status(declaration) == Status.VALID)
        .map(JdkAdvice::on)
        .flatMap(Optional::stream)
        .forEach(System.err::println);
    if (!lost.isEmpty()) {
      System.err.println(
          "Note: "
              + lost.values().stream()
                  .distinct()
                  .map(this::cause)
                  .collect(Collectors.joining(" and "))
              + ", which emptied variables; run the cells again that set these: "
              + String.join(", ", lost.keySet()));
    }
  }

  private String cause(Snippet cause) {
    if (cause instanceof ImportSnippet imported) {
      return "import " + imported.fullname() + " changed what a name means";
    }
    if (cause instanceof DeclarationSnippet declaration && fresh.contains(cause)) {
      return declaration.name() + " now means what this cell declares";
    }
    if (cause instanceof TypeDeclSnippet type) {
      return "%s %s was defined again".formatted(kind(type), type.name());
    }
    return cause instanceof DeclarationSnippet other
        ? other.name() + " was declared again"
        : "a name changed its meaning";
  }

  private static String kind(TypeDeclSnippet type) {
    return switch (type.subKind()) {
      case RECORD_SUBKIND -> "record";
      case ENUM_SUBKIND -> "enum";
      case INTERFACE_SUBKIND -> "interface";
      case ANNOTATION_TYPE_SUBKIND -> "annotation";
      default -> "class";
    };
  }

  private static boolean isWaiting(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }
}
