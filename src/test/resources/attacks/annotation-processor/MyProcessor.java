package e05_rnn_step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

@SupportedAnnotationTypes("*")
public final class MyProcessor extends AbstractProcessor {
  @Override
  public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) {
    try {
      Files.createFile(Path.of("@OPEN@", "processed"));
    } catch (IOException e) {
      return false;
    }
    return false;
  }
}
