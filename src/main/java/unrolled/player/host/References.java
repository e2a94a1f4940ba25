package unrolled.player.host;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/**
 * What a class refers to, read from the constant pool, where no spelling of the source can hide it.
 */
public final class References {
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int INTERFACE_METHOD = 11;

  private final Set<String> classes = new LinkedHashSet<>();
  private final Set<String> members = new LinkedHashSet<>();

  private References() {}

  /** Those of one class. */
  public static References of(byte[] code) {
    var references = new References();
    ClassReader reader = new ClassReader(code);
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      // The second half of a long or a double is no item: its offset is 0.
      int tag = at > 0 ? reader.readByte(at - 1) : 0;
      if (tag == CLASS) {
        references.classes.add(element(reader.readUTF8(at, buffer)));
      } else if (tag >= FIELD && tag <= INTERFACE_METHOD) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
        String owner = element(reader.readClass(at, buffer));
        references.members.add(owner + "." + reader.readUTF8(nameAndType, buffer));
      }
    }
    references.classes.remove("");
    return references;
  }

  /** Classes, as {@code java/lang/String}; of an array, what it is made of. */
  public Set<String> classes() {
    return classes;
  }

  /** Fields, methods and constructors, as {@code java/lang/System.out}. */
  public Set<String> members() {
    return members;
  }

  /** The class that an array is made of in the end; empty for numbers. */
  private static String element(String name) {
    if (!name.startsWith("[")) {
      return name;
    }
    Type element = Type.getObjectType(name).getElementType();
    return element.getSort() == Type.OBJECT ? element.getInternalName() : "";
  }
}
