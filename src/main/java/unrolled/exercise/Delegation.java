package unrolled.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/**
 * Sees whether an answer hands the work to the library instead of doing it.
 *
 * <p>It reads the class references of the compiled code. That is a reminder with a good message,
 * not a wall: a stranger's code is kept in by the grader's sandbox.
 */
final class Delegation {
  private static final List<String> ALLOWED =
      List.of("java.lang.", "java.util.", "java.math.", "java.io.PrintStream", "unrolled.matrix.");

  private static final List<String> REFUSED =
      List.of("java.lang.reflect.", "java.lang.Process", "java.lang.Runtime");

  /** What is neither the JDK's nor the workbook's is the learner's own. */
  private static final Pattern FOREIGN =
      Pattern.compile("(java|javax|jdk|sun|com\\.sun|unrolled|e\\d\\d_\\w+)\\..*");

  private static final int CLASS_ENTRY = 7;

  private Delegation() {}

  /** What to tell the learner, if this code reaches beyond what the exercise allows. */
  static Optional<String> in(Exercise exercise, Iterable<byte[]> classes) {
    var strange = new TreeSet<String>();
    for (byte[] code : classes) {
      String own = outermost(new ClassReader(code).getClassName().replace('/', '.'));
      references(code)
          .filter(name -> !outermost(name).equals(own))
          .filter(name -> !isAllowed(exercise, name))
          .forEach(strange::add);
    }
    if (strange.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        exercise.id()
            + " is to be written with unrolled.matrix.Matrix and the JDK's java.lang and java.util"
            + " alone: this uses "
            + String.join(", ", strange)
            + ". Write the step yourself; that is what the exercise is for.");
  }

  /** The same for an object, as far as its bytecode can be had. */
  static Optional<String> in(Exercise exercise, Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || type.isHidden()) {
      return Optional.empty();
    }
    try (InputStream code = loader.getResourceAsStream(Type.getInternalName(type) + ".class")) {
      return code == null ? Optional.empty() : in(exercise, List.of(code.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class " + type.getName(), e);
    }
  }

  private static boolean isAllowed(Exercise exercise, String name) {
    return name.startsWith(exercise.folder() + ".")
        || !FOREIGN.matcher(name).matches()
        || ALLOWED.stream().anyMatch(name::startsWith)
            && REFUSED.stream().noneMatch(name::startsWith);
  }

  private static String outermost(String name) {
    return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
  }

  private static Stream<String> references(byte[] code) {
    ClassReader reader = new ClassReader(code);
    char[] buffer = new char[reader.getMaxStringLength()];
    Stream.Builder<String> names = Stream.builder();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      // The second half of a long or a double is no item: its offset is 0.
      if (at > 0 && reader.readByte(at - 1) == CLASS_ENTRY) {
        Type type = Type.getObjectType(reader.readUTF8(at, buffer));
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
          names.add(element.getClassName());
        }
      }
    }
    return names.build();
  }
}
