package unrolled.exercise;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps the checks of a test class out of the progress of whoever runs the tests. */
public final class NotNoted implements BeforeAllCallback, AfterAllCallback {
  private static final String ANSWERS = "unrolled.answers";

  private String before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = System.getProperty(ANSWERS, "exercises");
    System.setProperty(ANSWERS, "solutions");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.setProperty(ANSWERS, before);
  }
}
