package unrolled.player.host;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A lambda as a class file has it, and as a class.
 *
 * @param called the name of the interface's method
 * @param caught takes what the lambda has caught of its surroundings, gives the object
 * @param arguments the interface's method as it is declared, what it should do, and the types that
 *     it is used with
 */
record Lambda(String called, String caught, Object[] arguments) {
  /** The static method that makes the object. */
  static final String MAKER = "make";

  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String OBJECT = "java/lang/Object";

  /** Whether a call site is a lambda that hands on its arguments, at most with a cast. */
  static boolean isPlain(Handle bootstrap, String caught, Object... arguments) {
    if (!bootstrap.getOwner().equals(FACTORY) || !bootstrap.getName().equals("metafactory")) {
      return false;
    }
    var lambda = new Lambda("", caught, arguments);
    return lambda.isCall() && lambda.fits();
  }

  /** Its class. */
  byte[] code(String type, String head) {
    var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String[] interfaces = {Type.getReturnType(caught).getInternalName()};
    int access = ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC;
    writer.visit(Opcodes.V17, access, type, null, OBJECT, interfaces);
    writer.visitNestHost(head);
    for (int i = 0; i < fields().length; i++) {
      writer.visitField(ACC_FINAL, "f" + i, fields()[i].getDescriptor(), null, null);
    }
    constructor(writer, type);
    maker(writer, type);
    method(writer, type);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private Type[] fields() {
    return Type.getArgumentTypes(caught);
  }

  private Type declared() {
    return (Type) arguments[0];
  }

  private Handle target() {
    return (Handle) arguments[1];
  }

  private boolean isNew() {
    return target().getTag() == Opcodes.H_NEWINVOKESPECIAL;
  }

  private Type result() {
    return isNew()
        ? Type.getObjectType(target().getOwner())
        : Type.getReturnType(target().getDesc());
  }

  /** What the target takes: its object, if it is a method of one, and its parameters. */
  private List<Type> taken() {
    List<Type> taken = new ArrayList<>();
    if (target().getTag() != Opcodes.H_INVOKESTATIC && !isNew()) {
      taken.add(Type.getObjectType(target().getOwner()));
    }
    taken.addAll(List.of(Type.getArgumentTypes(target().getDesc())));
    return taken;
  }

  private boolean isCall() {
    // What is called as if in a superclass must be private, as the bodies of lambdas are.
    return target().getTag() != Opcodes.H_INVOKESPECIAL || target().getName().startsWith("lambda$");
  }

  private boolean fits() {
    List<Type> given = new ArrayList<>(List.of(fields()));
    given.addAll(List.of(declared().getArgumentTypes()));
    List<Type> taken = taken();
    Type back = declared().getReturnType();
    boolean fits = given.size() == taken.size() && (back == Type.VOID_TYPE || fit(result(), back));
    for (int i = 0; fits && i < given.size(); i++) {
      fits = fit(given.get(i), taken.get(i));
    }
    return fits;
  }

  private static boolean fit(Type from, Type to) {
    return from.equals(to) || isReference(from) && isReference(to);
  }

  private static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private void constructor(ClassWriter writer, String type) {
    MethodVisitor code = writer.visitMethod(0, "<init>", initializer(), null, null);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    int local = 1;
    for (int i = 0; i < fields().length; i++) {
      Type field = fields()[i];
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(field.getOpcode(Opcodes.ILOAD), local);
      code.visitFieldInsn(Opcodes.PUTFIELD, type, "f" + i, field.getDescriptor());
      local += field.getSize();
    }
    end(code, Type.VOID_TYPE);
  }

  private String initializer() {
    return Type.getMethodDescriptor(Type.VOID_TYPE, fields());
  }

  private void maker(ClassWriter writer, String type) {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, MAKER, caught, null, null);
    code.visitTypeInsn(Opcodes.NEW, type);
    code.visitInsn(Opcodes.DUP);
    int local = 0;
    for (Type field : fields()) {
      code.visitVarInsn(field.getOpcode(Opcodes.ILOAD), local);
      local += field.getSize();
    }
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", initializer(), false);
    end(code, Type.getReturnType(caught));
  }

  private void method(ClassWriter writer, String type) {
    MethodVisitor code =
        writer.visitMethod(ACC_PUBLIC, called, declared().getDescriptor(), null, null);
    if (isNew()) {
      code.visitTypeInsn(Opcodes.NEW, target().getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    List<Type> taken = taken();
    int at = 0;
    for (Type field : fields()) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, type, "f" + at, field.getDescriptor());
      cast(code, field, taken.get(at++));
    }
    int local = 1;
    for (Type argument : declared().getArgumentTypes()) {
      code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
      local += argument.getSize();
      cast(code, argument, taken.get(at++));
    }
    call(code);
    back(code);
  }

  private void call(MethodVisitor code) {
    Handle to = target();
    int opcode =
        switch (to.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          default -> to.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    code.visitMethodInsn(opcode, to.getOwner(), to.getName(), to.getDesc(), to.isInterface());
  }

  private void back(MethodVisitor code) {
    Type back = declared().getReturnType();
    if (back != Type.VOID_TYPE) {
      cast(code, result(), back);
    } else if (result().getSize() > 0) {
      code.visitInsn(result().getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    end(code, back);
  }

  private static void cast(MethodVisitor code, Type from, Type to) {
    if (!from.equals(to) && !to.getInternalName().equals(OBJECT)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  private static void end(MethodVisitor code, Type result) {
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
