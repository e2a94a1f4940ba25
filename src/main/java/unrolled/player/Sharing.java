package unrolled.player;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;

/**
 * What the result of one call shares with others, where each result should be new.
 *
 * @param withInputs the arrays of the result that are those of an input
 * @param withItself the arrays of the result that stand in it twice
 * @param changedEarlier whether the call has changed the result of an earlier call of the same
 *     object
 */
public record Sharing(List<Pair> withInputs, List<Pair> withItself, boolean changedEarlier) {
  /** Nothing is shared. */
  public static final Sharing NONE = new Sharing(List.of(), List.of(), false);

  /**
   * Two names of one array.
   *
   * @param result its place in the result: {@code result}, {@code result[2]}, {@code dWx}
   * @param other its other name: a parameter's, such as {@code x} or {@code gradients[2]}, or
   *     another place in the result
   */
  public record Pair(String result, String other) {
    @Override
    public String toString() {
      return result + " is " + other;
    }
  }

  /** The pairs that are told of a call: more say no more. */
  private static final int MOST = 16;

  /** The name of a result that is no record. */
  private static final String RESULT = "result";

  /** Copies the lists. */
  public Sharing {
    withInputs = List.copyOf(withInputs);
    withItself = List.copyOf(withItself);
  }

  /** Whether there is none. */
  public boolean isNone() {
    return equals(NONE);
  }

  @Override
  public String toString() {
    var text = new StringJoiner(", ");
    withInputs.forEach(pair -> text.add(pair.toString()));
    withItself.forEach(pair -> text.add(pair.toString()));
    if (changedEarlier) {
      text.add("an earlier result has changed");
    }
    return text.toString();
  }

  /** Watches the calls of one object. */
  public static final class Watch {
    private static final int KEPT = 2;

    private final Deque<List<Leaves.Leaf>> earlier = new ArrayDeque<>();
    private List<Object> copies = List.of();

    /** To be called just before each call. */
    public void before() {
      copies = new ArrayList<>();
      for (List<Leaves.Leaf> result : earlier) {
        for (Leaves.Leaf leaf : result) {
          copies.add(leaf.copy());
        }
      }
    }

    /**
     * What has become of the call.
     *
     * @param names the names of the parameters
     * @param inputs what the call was given, itself
     * @param value what it returned, itself
     */
    public Sharing after(String[] names, Object[] inputs, Object value) {
      boolean changed = hasChanged();
      List<Leaves.Leaf> result = Leaves.of(RESULT, value);
      Sharing sharing =
          new Sharing(pairs(result, Leaves.of(names, inputs)), twice(result), changed);
      earlier.addLast(result);
      if (earlier.size() > KEPT) {
        earlier.removeFirst();
      }
      return sharing;
    }

    private boolean hasChanged() {
      int at = 0;
      for (List<Leaves.Leaf> result : earlier) {
        for (Leaves.Leaf leaf : result) {
          if (!leaf.holds(copies.get(at++))) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static List<Pair> pairs(List<Leaves.Leaf> result, List<Leaves.Leaf> inputs) {
    var pairs = new ArrayList<Pair>();
    for (Leaves.Leaf one : result) {
      for (Leaves.Leaf other : inputs) {
        if (one.array() == other.array()) {
          pairs.add(new Pair(one.path(), other.path()));
        }
      }
    }
    return pairs;
  }

  private static List<Pair> twice(List<Leaves.Leaf> result) {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < result.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (result.get(i).array() == result.get(k).array()) {
          pairs.add(new Pair(result.get(i).path(), result.get(k).path()));
        }
      }
    }
    return pairs;
  }

  void writeTo(DataOutputStream out) throws IOException {
    write(out, withInputs);
    write(out, withItself);
    out.writeBoolean(changedEarlier);
  }

  /**
   * Reads one; whatever names it holds are names in these values.
   *
   * @throws MalformedMessage if they are not
   */
  public static Sharing read(DataInputStream in, String[] names, Object[] inputs, Object value)
      throws IOException {
    List<Pair> withInputs = read(in);
    List<Pair> withItself = read(in);
    boolean changed = in.readBoolean();
    if (withInputs.isEmpty() && withItself.isEmpty()) {
      return changed ? new Sharing(List.of(), List.of(), true) : NONE;
    }
    List<String> results = paths(Leaves.of(RESULT, value));
    List<String> given = paths(Leaves.of(names, inputs));
    for (Pair pair : withInputs) {
      require(results.contains(pair.result) && given.contains(pair.other));
    }
    for (Pair pair : withItself) {
      require(results.contains(pair.result) && results.contains(pair.other));
    }
    return new Sharing(withInputs, withItself, changed);
  }

  private static void write(DataOutputStream out, List<Pair> pairs) throws IOException {
    int count = Math.min(pairs.size(), MOST);
    out.writeByte(count);
    for (int i = 0; i < count; i++) {
      out.writeUTF(pairs.get(i).result);
      out.writeUTF(pairs.get(i).other);
    }
  }

  private static List<Pair> read(DataInputStream in) throws IOException {
    int count = in.readByte();
    require(count >= 0 && count <= MOST);
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < count; i++) {
      pairs.add(new Pair(in.readUTF(), in.readUTF()));
    }
    return pairs;
  }

  private static List<String> paths(List<Leaves.Leaf> leaves) {
    var paths = new ArrayList<String>();
    leaves.forEach(leaf -> paths.add(leaf.path()));
    return paths;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new MalformedMessage("a name that no value of the call has");
    }
  }
}
