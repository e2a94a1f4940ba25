package unrolled.grade;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import unrolled.exercise.Exercise;
import unrolled.player.Clean;
import unrolled.player.References;

/**
 * Allows compiled code what an exercise is for: the language, {@code java.util}, the matrices and
 * the contract.
 *
 * <p>It is a second wall with a good message; the boundary is the process that the code runs in.
 */
final class Scan {
  private static final int SHOWN = 8;

  private static final Pattern ALLOWED =
      Pattern.compile(
          "java/lang/(Object|String|StringBuilder|CharSequence|Math|StrictMath|Number|Integer"
              + "|Double|Long|Float|Boolean|Character|Byte|Short|Iterable|Comparable|Cloneable"
              + "|Enum|Record|Void|AutoCloseable|Throwable|\\w+Exception|\\w+Error|Override"
              + "|Deprecated|FunctionalInterface|SafeVarargs|SuppressWarnings)"
              + "|java/util/(?!ServiceLoader|Timer|ResourceBundle|PropertyResourceBundle|Scanner"
              + "|Formatter|ListResourceBundle|Properties)\\w+(\\$\\w+)?"
              + "|java/util/(function|stream|random)/\\w+(\\$\\w+)?"
              + "|java/math/(BigDecimal|BigInteger|MathContext|RoundingMode)"
              + "|unrolled/matrix/Matrix");

  /** Single members of classes that are not allowed as a whole. */
  private static final Set<String> MEMBERS =
      Set.of(
          "java/lang/System.out",
          "java/lang/System.err",
          "java/lang/System.arraycopy",
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/System.identityHashCode",
          "java/lang/System.lineSeparator",
          "java/lang/Class.getSimpleName",
          "java/lang/Class.getName",
          "java/lang/Class.desiredAssertionStatus",
          "java/io/PrintStream.print",
          "java/io/PrintStream.println",
          "java/io/PrintStream.printf",
          "java/io/PrintStream.format",
          "java/lang/invoke/LambdaMetafactory.metafactory",
          "java/lang/invoke/LambdaMetafactory.altMetafactory",
          "java/lang/invoke/StringConcatFactory.makeConcatWithConstants",
          "java/lang/invoke/StringConcatFactory.makeConcat",
          "java/lang/runtime/ObjectMethods.bootstrap",
          "java/lang/runtime/SwitchBootstraps.typeSwitch",
          "java/lang/runtime/SwitchBootstraps.enumSwitch");

  /** What the compiler mentions by itself, beside the classes of {@link #MEMBERS}. */
  private static final Set<String> MENTIONED =
      Set.of("java/lang/invoke/MethodHandles", "java/lang/invoke/MethodHandles$Lookup");

  private final Exercise exercise;
  private final Map<String, byte[]> classes;
  private final Set<String> strange = new TreeSet<>();

  private Scan(Exercise exercise, Map<String, byte[]> classes) {
    this.exercise = exercise;
    this.classes = classes;
  }

  /** What to tell the author of these classes, if they are not to be run. */
  static Optional<String> problem(Exercise exercise, Map<String, byte[]> classes) {
    for (String name : classes.keySet()) {
      if (!name.startsWith(exercise.folder() + ".My")) {
        return Optional.of(
            Clean.line(name)
                + " is not to be there: write only classes whose names begin with My, and classes"
                + " within them.");
      }
    }
    Scan scan = new Scan(exercise, classes);
    classes.values().forEach(scan::read);
    return scan.strange.isEmpty() ? Optional.empty() : Optional.of(scan.message());
  }

  private String message() {
    return exercise.id()
        + " is to be written with unrolled.matrix.Matrix and the JDK's java.lang and java.util"
        + " alone, without threads, processes, files or reflection: this uses "
        + strange.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (strange.size() > SHOWN ? " and more." : ".");
  }

  private void read(byte[] code) {
    References references = References.of(code);
    for (String type : references.classes()) {
      boolean known =
          isAllowed(type)
              || MENTIONED.contains(type)
              || MEMBERS.stream().anyMatch(member -> member.startsWith(type + "."));
      if (!known) {
        strange.add(type.replace('/', '.'));
      }
    }
    for (String member : references.members()) {
      String owner = member.substring(0, member.indexOf('.'));
      if (!owner.isEmpty() && !isAllowed(owner) && !MEMBERS.contains(member)) {
        strange.add(member.replace('/', '.').replace(".<init>", ""));
      }
    }
    new ClassReader(code).accept(new Natives(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
  }

  private boolean isAllowed(String type) {
    String name = type.replace('/', '.');
    return classes.containsKey(name)
        || name.equals(exercise.contract().getName())
        || name.startsWith(exercise.contract().getName() + "$")
        || ALLOWED.matcher(type).matches();
  }

  private final class Natives extends ClassVisitor {
    Natives() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if ((access & Opcodes.ACC_NATIVE) != 0) {
        strange.add("the native method " + name);
      }
      return null;
    }
  }
}
