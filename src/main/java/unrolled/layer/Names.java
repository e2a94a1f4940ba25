package unrolled.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unrolled.nn.Parameter;

/**
 * Parameters by where they stand in a network, for messages and files of weights. One that stands
 * in two places has its first name; no two have the same.
 */
public final class Names {
  private final Map<String, Parameter> all = new LinkedHashMap<>();

  /**
   * Adds a layer: {@code Wx}; {@code forward.Wx} of two directions; {@code 1.Wx} of a stack; {@code
   * 1.backward.Wx} of a stack of two directions. What a layer learns beside its parts follows them.
   */
  public Names layer(String place, Layer<?> layer) {
    List<Layer<?>> parts = layer.children();
    for (int k = 0; k < parts.size(); k++) {
      String where = parts.size() == 1 ? "" : k + ".";
      if (layer instanceof Bidirectional) {
        where = k == 0 ? "forward." : "backward.";
      }
      layer(place + where, parts.get(k));
    }
    return all(place, layer.parameters()); // of which those of the parts have their names
  }

  /** Adds parameters under their own names. */
  public Names all(String place, List<Parameter> parameters) {
    parameters.forEach(p -> put(place + p.name(), p));
    return this;
  }

  private void put(String name, Parameter p) {
    if (all.values().stream().anyMatch(known -> known == p)) {
      return;
    }
    String free = name;
    for (int i = 1; all.containsKey(free); i++) {
      free = name + i;
    }
    all.put(free, p);
  }

  /** All of them, in the order in which they were added. */
  public Map<String, Parameter> map() {
    return Collections.unmodifiableMap(all);
  }
}
