package unrolled.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
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
final class Ladder implements TestExecutionListener {
  private final List<TestRow> rows = new ArrayList<>();
  private final Map<String, TestIdentifier> silent = new TreeMap<>();
  private String reason = "did not run";

  private Ladder() {}

  static List<TestRow> climb(Class<?> tests, Trial trial) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Ladder.class.getClassLoader());
    trial.begin();
    try {
      Ladder ladder = new Ladder();
      launcher().execute(request(tests), ladder);
      return ladder.allRows();
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

  private static LauncherDiscoveryRequest request(Class<?> tests) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectClass(tests))
        .enableImplicitConfigurationParameters(false)
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
    if (rows.isEmpty()) {
      throw new IllegalStateException("there was no test to run");
    }
    return rows;
  }

  private static String term(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod())
        .map(method -> method.getAnnotation(Isolates.class))
        .map(Isolates::value)
        .orElse("");
  }
}
