package unrolled.notebook;

import java.util.Map;

/**
 * The place where shown values go; a kernel brings one as a service of this type.
 *
 * <p>A kernel that runs sessions of its own may also hand its sink to {@link Show#sink}.
 */
public interface Sink {
  /** True when this sink's kernel is the one that runs this session. */
  boolean live();

  /**
   * Shows one value.
   *
   * @param bundle the value's forms by MIME type, with {@code text/plain} always among them
   */
  void show(Map<String, String> bundle);
}
