package unrolled.grade.judge;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import unrolled.exercise.Exercise;
import unrolled.player.host.References;

/**
 * Tells answers that only compute from those that could do more: read off their bytecode, by a list
 * of all that they may call.
 *
 * <p>What they call changes nothing but objects that they have made themselves or were handed, and
 * the print-out. Their own static fields go with their class loader. So nothing of them is left in
 * the process for the next: no thread, no setting, no class of the JDK in another state. What could
 * still be left comes from a stack or a memory that was full, and that always ends as an error of a
 * call, since no handler here can take it.
 *
 * <p>The list need not be complete. An answer that calls something else is no worse; it has a
 * player of its own.
 */
final class PureComputation {
  /** By owner and name. A class of arrays has no name in {@link References}. */
  private static final Pattern CALLS =
      Pattern.compile(
          "java/lang/(Strict)?Math\\.(?!random$).+"
              + "|java/lang/(Boolean|Byte|Character|Short|Integer|Long|Float|Double|Number)"
              + "\\.(?!get(Boolean|Integer|Long)$).+"
              + "|java/lang/(String|StringBuilder|CharSequence|Comparable|Iterable)"
              + "\\.(?!intern$).+"
              + "|java/lang/(Object|Record)\\.(<init>|equals)"
              + "|java/lang/\\w*Exception\\.(<init>|getMessage)"
              + "|java/lang/System\\.(arraycopy|out|err)"
              + "|java/io/PrintStream\\.(print|println|printf|format)"
              + "|java/util/(Arrays|ArrayList|Collection|Comparator|Iterator|List|Objects|Optional\\w*)"
              + "\\.(?!parallel).+"
              + "|java/util/function/\\w+\\..+"
              + "|java/util/stream/(Base|Int|Long|Double)?Stream\\.(?!parallel).+"
              + "|java/lang/invoke/LambdaMetafactory\\.metafactory"
              + "|java/lang/invoke/StringConcatFactory\\.makeConcatWithConstants"
              + "|java/lang/runtime/ObjectMethods\\.bootstrap"
              + "|unrolled/matrix/Matrix\\..+"
              + "|\\.clone");

  /** What a class of an answer may be by inheritance, beside the contract. */
  private static final Pattern ANCESTORS =
      Pattern.compile(
          "java/lang/(Object|Record|Comparable|Iterable|\\w*Exception)|java/util/function/\\w+");

  /** What a handler may take: nothing that stands for an error as well. */
  private static final Pattern TAKEN = Pattern.compile("java/(lang|util)/\\w*Exception");

  private PureComputation() {}

  /**
   * Whether an answer does nothing else.
   *
   * @param classes all its classes by binary name
   */
  static boolean isAllOf(Exercise exercise, Map<String, byte[]> classes) {
    Class<?> contract = exercise.contract();
    Set<String> names = classes.keySet();
    // By any other name the process may know a class of its own, and take that.
    return names.stream()
            .allMatch(name -> name.startsWith(exercise.folder() + ".") && !isOf(contract, name))
        && classes.values().stream().allMatch(code -> isAllOf(contract, names, code));
  }

  private static boolean isAllOf(Class<?> contract, Set<String> own, byte[] code) {
    References references = References.of(code);
    boolean calls =
        references.members().stream()
            .allMatch(
                member ->
                    CALLS.matcher(member).matches()
                        || isOf(contract, own, member.substring(0, member.lastIndexOf('.'))));
    if (!calls) {
      return false;
    }
    Form form = new Form(contract, own);
    new ClassReader(code).accept(form, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return form.isPlain;
  }

  private static boolean isOf(Class<?> contract, Set<String> own, String internal) {
    String name = internal.replace('/', '.');
    return own.contains(name) || isOf(contract, name);
  }

  private static boolean isOf(Class<?> contract, String name) {
    return name.equals(contract.getName()) || name.startsWith(contract.getName() + "$");
  }

  /** What the names that a class refers to do not tell. */
  private static final class Form extends ClassVisitor {
    private static final int NOT_PLAIN = Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;

    private final Class<?> contract;
    private final Set<String> own;
    private boolean isPlain = true;

    Form(Class<?> contract, Set<String> own) {
      super(Opcodes.ASM9);
      this.contract = contract;
      this.own = own;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      isPlain &= isAncestor(superName);
      for (String one : interfaces) {
        isPlain &= isAncestor(one);
      }
    }

    private boolean isAncestor(String name) {
      return ANCESTORS.matcher(name).matches() || isOf(contract, own, name);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      isPlain &= (access & NOT_PLAIN) == 0 && !name.equals("finalize");
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInsn(int opcode) {
          isPlain &= opcode != Opcodes.MONITORENTER;
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
          // Without a type it is a finally, which takes errors as well.
          isPlain &= type != null && (TAKEN.matcher(type).matches() || isOwn(type));
        }
      };
    }

    private boolean isOwn(String type) {
      return own.contains(type.replace('/', '.'));
    }
  }
}
