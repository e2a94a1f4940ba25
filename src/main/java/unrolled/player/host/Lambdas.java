package unrolled.player.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns lambdas into classes that do the same.
 *
 * <p>The JVM makes the class of a lambda when it first meets it, by machinery that takes about as
 * long to start as all calls of a short answer. A player of a check lives for one answer, so this
 * is done beforehand.
 *
 * <p>Measured with and without it, with the {@link Archive}: the player of an answer with one
 * lambda has begun, answered 20 calls and ended in 125 ms instead of 140 on Java 17, and in 127
 * instead of 149 on Java 25 (the lowest of 21 runs each).
 */
public final class Lambdas {
  private final Map<String, byte[]> all;
  private final Map<String, byte[]> made = new TreeMap<>();

  /** By the class at the head of a nest, who joins it: only its members may call private code. */
  private final Map<String, List<String>> joining = new HashMap<>();

  private Lambdas(Map<String, byte[]> all) {
    this.all = all;
  }

  /**
   * The classes without lambdas, and a class for each lambda that there was; one that needs more
   * than a call and casts stays.
   *
   * @param all class bytes by internal name: whole nests
   */
  public static Map<String, byte[]> asClasses(Map<String, byte[]> all) {
    var lambdas = new Lambdas(all);
    Map<String, byte[]> plain = new TreeMap<>();
    all.forEach((name, code) -> plain.put(name, lambdas.without(name, code)));
    lambdas.joining.forEach((head, members) -> plain.put(head, with(members, plain.get(head))));
    plain.putAll(lambdas.made);
    return plain;
  }

  /** The same for classes by binary name, as a compiler gives them. */
  public static Map<String, byte[]> asNamedClasses(Map<String, byte[]> all) {
    Map<String, byte[]> inner = new TreeMap<>();
    all.forEach((name, code) -> inner.put(name.replace('.', '/'), code));
    Map<String, byte[]> named = new TreeMap<>();
    asClasses(inner).forEach((name, code) -> named.put(name.replace('/', '.'), code));
    return named;
  }

  private byte[] without(String name, byte[] code) {
    var writer = new ClassWriter(0);
    new ClassReader(code).accept(new Sites(writer, name), 0);
    return writer.toByteArray();
  }

  private static byte[] with(List<String> members, byte[] head) {
    var writer = new ClassWriter(0);
    var adding =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitEnd() {
            members.forEach(this::visitNestMember);
            super.visitEnd();
          }
        };
    new ClassReader(head).accept(adding, 0);
    return writer.toByteArray();
  }

  /** Makes an object at every place where a lambda was. */
  private final class Sites extends ClassVisitor {
    private final String name;
    private String head;

    Sites(ClassVisitor next, String name) {
      super(Opcodes.ASM9, next);
      this.name = name;
      this.head = name;
    }

    @Override
    public void visitNestHost(String host) {
      head = host;
      super.visitNestHost(host);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      var next = super.visitMethod(access, method, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String caught, Handle bootstrap, Object... arguments) {
          if (all.containsKey(head) && Lambda.isPlain(bootstrap, caught, arguments)) {
            String type = join();
            made.put(type, new Lambda(called, caught, arguments).code(type, head));
            super.visitMethodInsn(Opcodes.INVOKESTATIC, type, Lambda.MAKER, caught, false);
          } else {
            super.visitInvokeDynamicInsn(called, caught, bootstrap, arguments);
          }
        }
      };
    }

    private String join() {
      String type = name + "$$" + (made.size() + 1);
      while (all.containsKey(type)) {
        type += "$";
      }
      joining.computeIfAbsent(head, any -> new ArrayList<>()).add(type);
      return type;
    }
  }
}
