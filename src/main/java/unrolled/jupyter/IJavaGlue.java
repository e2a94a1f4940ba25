package unrolled.jupyter;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Map;
import unrolled.notebook.Show;

/**
 * Makes our values show under IJava as they do under our own kernel.
 *
 * <p>IJava has no extensions, so its start-up script has to call this, with the kernel that IJava
 * hands out: {@code unrolled.jupyter.IJavaGlue.install(getKernelInstance());}
 */
public final class IJavaGlue {
  private IJavaGlue() {}

  /** Teaches a kernel our types and sends what is shown to it. */
  public static void install(BaseKernel kernel) {
    Show.sink(bundle -> kernel.display(data(bundle)));
    for (Class<?> type : Show.richTypes()) {
      kernel
          .getRenderer()
          .createRegistration(type)
          .register(
              (value, context) ->
                  Show.bundle(value).forEach(context.getOutputContainer()::putData));
    }
  }

  static DisplayData data(Map<String, String> bundle) {
    var data = new DisplayData();
    bundle.forEach(data::putData);
    return data;
  }
}
