package unrolled.jupyter;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import unrolled.exercise.Exercise;

/** Help while a cell is being written. */
final class Assistant {
  private static final Pattern EXERCISE = Pattern.compile("\\b(check|hint|points)\\s*\\(\\s*$");

  private final JShell shell;
  private final SourceDocs sources = new SourceDocs();

  Assistant(JShell shell) {
    this.shell = shell;
  }

  Suggestions complete(String cell, int at) {
    String before = cell.substring(0, at);
    OptionalInt string = JavaTokens.openString(before);
    if (string.isPresent()) {
      return exercises(before, string.getAsInt());
    }
    // Taken whole, a cell knows the variables that it declares itself; its last statement alone
    // is understood where declarations and statements are mixed.
    Suggestions whole = suggestions(before, 0);
    return whole.texts().isEmpty() ? suggestions(before, lastStatement(before)) : whole;
  }

  // Of all strings, only the name of an exercise can be known.
  private static Suggestions exercises(String before, int quote) {
    String begun = before.substring(quote + 1);
    List<String> ids =
        EXERCISE.matcher(before.substring(0, quote)).find()
            ? Exercise.all().stream()
                .map(Exercise::id)
                .filter(id -> id.startsWith(begun))
                .sorted()
                .toList()
            : List.of();
    return new Suggestions(ids, quote + 1, before.length());
  }

  private Suggestions suggestions(String before, int start) {
    var anchor = new int[1];
    String code = before.substring(start);
    List<String> texts =
        analysis().completionSuggestions(code, code.length(), anchor).stream()
            .sorted(Comparator.comparing((Suggestion s) -> !s.matchesType()))
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    int from = texts.isEmpty() ? before.length() : start + anchor[0];
    return new Suggestions(texts, from, before.length());
  }

  private int lastStatement(String code) {
    int start = 0;
    while (true) {
      CompletionInfo next = analysis().analyzeCompletion(code.substring(start));
      if (!next.completeness().isComplete() || next.remaining().isBlank()) {
        return start;
      }
      start = code.length() - next.remaining().length();
    }
  }

  String inspect(String cell, int at) {
    int end = at;
    while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
      end++;
    }
    int start = Math.min(at, end);
    while (start > 0 && Character.isJavaIdentifierPart(cell.charAt(start - 1))) {
      start--;
    }
    String variable = variable(cell.substring(start, end));
    if (!variable.isEmpty()) {
      return variable;
    }
    String name = cell.substring(0, end);
    String type = documentation(name);
    // A method is known only by its call.
    return type.isEmpty() && start < end ? documentation(name + "(") : type;
  }

  private String variable(String name) {
    return shell
        .variables()
        .filter(v -> v.name().equals(name))
        .map(v -> v.typeName() + " " + v.name())
        .findFirst()
        .orElse("");
  }

  // As in completion: whole, for the variables of the cell itself; else the last statement.
  private String documentation(String before) {
    List<Documentation> whole = analysis().documentation(before, before.length(), true);
    String last = before.substring(lastStatement(before));
    return (whole.isEmpty() ? analysis().documentation(last, last.length(), true) : whole)
        .stream().map(this::describe).collect(Collectors.joining("\n\n"));
  }

  private String describe(Documentation known) {
    String doc = known.javadoc() == null ? sources.of(known.signature()) : known.javadoc();
    String text = SourceDocs.plain(doc);
    return text.isEmpty() ? known.signature() : known.signature() + "\n" + text;
  }

  JavaShell.Completeness isComplete(String cell) {
    CompletionInfo next = analysis().analyzeCompletion(cell);
    while (next.completeness().isComplete() && !next.remaining().isBlank()) {
      next = analysis().analyzeCompletion(next.remaining());
    }
    return switch (next.completeness()) {
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> JavaShell.Completeness.COMPLETE;
      case UNKNOWN -> JavaShell.Completeness.INVALID;
      case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> JavaShell.Completeness.INCOMPLETE;
    };
  }

  private SourceCodeAnalysis analysis() {
    return shell.sourceCodeAnalysis();
  }
}
