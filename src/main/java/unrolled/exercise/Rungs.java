package unrolled.exercise;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Makes a JUnit test of each rung of a {@link Ladder}. */
final class Rungs implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Ladder.of(context.getRequiredTestClass()).all().stream()
        .filter(rung -> !Trial.isUnderWay() || Trial.current().climbs(rung))
        .map(Invocation::new);
  }

  private record Invocation(Rung rung) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return rung.name();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new Given(rung));
    }
  }

  private record Given(Rung rung) implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Rung.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return rung;
    }
  }
}
