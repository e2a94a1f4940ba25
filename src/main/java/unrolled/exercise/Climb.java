package unrolled.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of an exercise with JUnit.
 *
 * <p>Nothing that lies about on the class path takes part: no engine, listener or extension but
 * those named here, and no configuration file. A test that was planned and did not report has
 * failed.
 */
final class Climb implements TestExecutionListener {
  private final List<TestRow> rows = new ArrayList<>();
  private final Map<String, TestIdentifier> silent = new TreeMap<>();
  private String reason = "did not run";

  private final List<Rung> rungs;

  private Climb(Class<?> tests) {
    rungs = Ladder.rungsOf(tests);
  }

  static List<TestRow> up(Class<?> tests, Trial trial) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Climb.class.getClassLoader());
    trial.begin();
    try {
      Climb climb = new Climb(tests);
      launcher().execute(request(tests, trial.isElsewhere()), climb);
      return climb.allRows();
    } finally {
      Trial.end();
      thread.setContextClassLoader(before);
    }
  }

  private static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());
  }

  /** A thread for each test takes 2 ms, so that there is one only where a loop may be endless. */
  private static LauncherDiscoveryRequest request(Class<?> tests, boolean elsewhere) {
    var threads = elsewhere ? Timeout.ThreadMode.SAME_THREAD : Timeout.ThreadMode.SEPARATE_THREAD;
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectClass(tests))
        .enableImplicitConfigurationParameters(false)
        .configurationParameter(Timeout.DEFAULT_TIMEOUT_THREAD_MODE_PROPERTY_NAME, threads.name())
        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
        .build();
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .filter(TestIdentifier::isTest)
        .forEach(test -> silent.put(test.getUniqueId(), test));
  }

  @Override
  public void executionSkipped(TestIdentifier test, String why) {
    reason = "was skipped: " + why;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Throwable cause = result.getThrowable().orElse(null);
    if (!test.isTest()) {
      reason = cause == null ? reason : "did not run: " + cause.getMessage();
      return;
    }
    silent.remove(test.getUniqueId());
    boolean passed = result.getStatus() == Status.SUCCESSFUL;
    Throwable why = cause == null ? new AssertionError("was not carried out") : cause;
    rows.add(
        passed
            ? TestRow.passed(test.getDisplayName(), term(test))
            : TestRow.failed(test.getDisplayName(), term(test), why));
  }

  private List<TestRow> allRows() {
    for (TestIdentifier test : silent.values()) {
      rows.add(TestRow.failed(test.getDisplayName(), term(test), new AssertionError(reason)));
    }
    Set<String> reported = rows.stream().map(TestRow::name).collect(Collectors.toSet());
    for (Rung rung : rungs) {
      if (!reported.contains(rung.name())) {
        rows.add(TestRow.failed(rung.name(), rung.term(), new AssertionError(reason)));
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalStateException("there was no test to run");
    }
    return rows;
  }

  private String term(TestIdentifier test) {
    return term(rungs, test.getDisplayName());
  }

  /** The term that a rung isolates; empty for a test that is no rung. */
  static String term(List<Rung> rungs, String name) {
    return rungs.stream()
        .filter(rung -> rung.name().equals(name))
        .map(Rung::term)
        .findFirst()
        .orElse("");
  }
}
