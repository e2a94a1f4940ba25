package unrolled.jupyter;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Gives the JDK's {@code jshell} tool our engine: {@code jshell --execution unrolled}. */
public final class SessionControlProvider implements ExecutionControlProvider {
  /** Called by the tool, which finds this class among its services. */
  public SessionControlProvider() {}

  @Override
  public String name() {
    return "unrolled";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return new SessionControl(
        (thread, e) -> RunErrors.uncaught(thread, e).forEach(System.err::println));
  }
}
