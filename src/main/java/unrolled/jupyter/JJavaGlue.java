package unrolled.jupyter;

import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import unrolled.notebook.Show;

/** Makes our values show under JJava, which finds this class among its extensions. */
public final class JJavaGlue implements Extension {
  /** Called by JJava. */
  public JJavaGlue() {}

  @Override
  public void install(BaseKernel kernel) {
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

  private static DisplayData data(Map<String, String> bundle) {
    var data = new DisplayData();
    bundle.forEach(data::putData);
    return data;
  }
}
