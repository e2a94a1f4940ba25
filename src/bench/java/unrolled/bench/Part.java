package unrolled.bench;

import java.util.Map;

/**
 * What one process measures: whose native libraries it loads, how many threads they and we may use.
 *
 * @param environment variables that a peer reads when it is loaded, and never again
 */
record Part(String name, int threads, Map<String, String> environment) {
  Part(String name, int threads) {
    this(name, threads, Map.of());
  }

  String words() {
    return name + (threads == 1 ? ", one thread" : ", " + threads + " threads");
  }
}
