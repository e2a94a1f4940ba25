package unrolled.jupyter;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Changes the compiled code of cells so that it cannot end the process and can be stopped.
 *
 * <p>No class is looked up while it does so. The JDK's own engine does look up, with a loader that
 * does not know the classes of the session, and so breaks on {@code b ? new B() : new C()} from JDK
 * 24 on (JDK-8366926).
 */
final class CellCode {
  private static final String EXIT = Type.getInternalName(CellExit.class);
  private static final String STOP = Type.getInternalName(CellStop.class);

  private CellCode() {}

  static byte[] guarded(byte[] code) {
    var reader = new ClassReader(code);
    var writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            var next = super.visitMethod(access, name, descriptor, signature, exceptions);
            var guarded = new ExitGuard(next);
            return CellStop.needsChecks() ? new StopChecks(guarded) : guarded;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class ExitGuard extends MethodVisitor {
    ExitGuard(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean ends = name.equals("exit") || name.equals("halt");
      if (ends && owner.equals("java/lang/System")) {
        super.visitMethodInsn(opcode, EXIT, name, descriptor, isInterface);
      } else if (ends && owner.equals("java/lang/Runtime")) {
        String withReceiver = "(Ljava/lang/Runtime;I)V";
        super.visitMethodInsn(Opcodes.INVOKESTATIC, EXIT, name, withReceiver, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    /** {@code System::exit} is no call yet. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] guarded = Stream.of(arguments).map(ExitGuard::guarded).toArray();
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, guarded);
    }

    private static Object guarded(Object argument) {
      if (!(argument instanceof Handle handle)
          || !handle.getName().equals("exit") && !handle.getName().equals("halt")) {
        return argument;
      }
      return switch (handle.getOwner()) {
        case "java/lang/System" -> to(handle, handle.getDesc());
        case "java/lang/Runtime" -> to(handle, "(Ljava/lang/Runtime;I)V");
        default -> argument;
      };
    }

    private static Handle to(Handle handle, String descriptor) {
      return new Handle(Opcodes.H_INVOKESTATIC, EXIT, handle.getName(), descriptor, false);
    }
  }

  /** A check at the start of each method and before each jump back. */
  private static final class StopChecks extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    StopChecks(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    private void check() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, STOP, "check", "()V", false);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) {
        check();
      }
      super.visitJumpInsn(opcode, target);
    }
  }
}
