package unrolled.exercise;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes a learner's loops heed an interrupt.
 *
 * <p>A JVM cannot end a busy thread from outside ({@code Thread.stop} is gone since JDK 20), so a
 * call of {@link #goOn()} is put before every jump backwards and at the start of every method and
 * lambda. A loop for ever then ends with the time limit of its test, and leaves no thread behind.
 */
public final class Stoppable {
  /** Ends a call whose time is up. */
  static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("did not end in time and was stopped");
    }
  }

  private Stoppable() {}

  /** Called by every loop and every method of a learner's class; throws when the time is up. */
  public static void goOn() {
    // The flag is left standing: a loop that catches this meets it again at its next turn.
    if (Thread.currentThread().isInterrupted()) {
      throw new Stopped();
    }
  }

  static byte[] of(byte[] code) {
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Loops(super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Loops extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Loops(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      askWhetherToGoOn();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (passed.contains(label)) {
        askWhetherToGoOn();
      }
      super.visitJumpInsn(opcode, label);
    }

    private void askWhetherToGoOn() {
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, Type.getInternalName(Stoppable.class), "goOn", "()V", false);
    }
  }
}
