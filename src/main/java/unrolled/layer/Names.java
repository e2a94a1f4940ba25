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
   * Adds a layer: {@code Wx}; {@code forward.Wx} of two directions; {@code 1.Wx} of several parts.
   * A name that comes again begins the next part.
   */
  public Names layer(String place, Layer<?> layer) {
    List<Parameter> parameters = layer.parameters();
    int parts = part(parameters, parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      int part = part(parameters, i + 1) - 1;
      String where = parts == 1 ? "" : part + ".";
      if (parts == 2 && layer instanceof Bidirectional) {
        where = part == 0 ? "forward." : "backward.";
      }
      put(place + where + p.name(), p);
    }
    return this;
  }

  /** The number of parts that the first {@code count} of these are of. */
  private static int part(List<Parameter> parameters, int count) {
    int parts = 1;
    int first = 0; // of the part
    for (int i = 0; i < count; i++) {
      for (int j = first; j < i; j++) {
        if (parameters.get(j).name().equals(parameters.get(i).name())) {
          parts++;
          first = i;
        }
      }
    }
    return parts;
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
