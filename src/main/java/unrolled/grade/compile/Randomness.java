package unrolled.grade.compile;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What makes an answer give other results from one run to the next: random numbers without a seed,
 * and the clock. A generator that is handed in, or made from a seed, does not.
 */
public final class Randomness {
  /** How a note begins. */
  public static final String BEGINNING = "It draws random numbers or asks for the time";

  /** By owner, name and descriptor. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "java/util/(Random|SplittableRandom)\\.<init>\\(\\)V"
              + "|java/security/SecureRandom\\.<init>.*"
              + "|java/lang/(Math|StrictMath)\\.random.*"
              + "|java/util/concurrent/ThreadLocalRandom\\.current.*"
              + "|java/util/random/RandomGenerator\\.(getDefault|of)\\(.*"
              + "|java/util/UUID\\.randomUUID.*"
              + "|java/util/Collections\\.shuffle\\(Ljava/util/List;\\)V"
              + "|java/lang/System\\.(nanoTime|currentTimeMillis|identityHashCode)\\(.*"
              + "|java/time/(Instant|LocalDateTime|LocalTime)\\.now.*");

  private Randomness() {}

  /** What to say of these classes; empty if they do nothing of the kind. */
  static String note(Collection<byte[]> classes) {
    Set<String> found = new TreeSet<>();
    classes.forEach(
        code ->
            new ClassReader(code)
                .accept(new Calls(found), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES));
    return found.isEmpty()
        ? ""
        : BEGINNING
            + " ("
            + String.join(", ", found)
            + "), so its points can differ from one"
            + " run to the next. A generator with a fixed seed does not do that.";
  }

  private static final class Calls extends ClassVisitor {
    private final Set<String> found;

    Calls(Set<String> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          note(owner, method, type);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String method, String type, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              note(handle.getOwner(), handle.getName(), handle.getDesc());
            }
          }
        }
      };
    }

    private void note(String owner, String method, String type) {
      if (CHANGING.matcher(owner + "." + method + type).matches()) {
        String simple = owner.substring(owner.lastIndexOf('/') + 1);
        found.add(method.equals("<init>") ? "new " + simple + "()" : simple + "." + method);
      }
    }
  }
}
