package unrolled.jupyter;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes a call of {@code System.exit} in a cell an error of that cell.
 *
 * <p>Cells run in the kernel's own process, so the call would take the whole session with it. Only
 * the code of cells is changed; a library that exits still does.
 */
public final class CellExit {
  private static final String HERE = Type.getInternalName(CellExit.class);
  private static final String MESSAGE =
      "System.exit(%d): a notebook has no program of its own to end; leave the call out";

  private CellExit() {}

  /** Stands in for {@code System.exit} in cells: always throws, with a message that says why. */
  public static void exit(int status) {
    throw new UnsupportedOperationException(MESSAGE.formatted(status));
  }

  static byte[] guard(byte[] code) {
    var reader = new ClassReader(code);
    var writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return redirected(super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static MethodVisitor redirected(MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean exits = owner.equals("java/lang/System") && name.equals("exit");
        super.visitMethodInsn(opcode, exits ? HERE : owner, name, descriptor, isInterface);
      }
    };
  }
}
