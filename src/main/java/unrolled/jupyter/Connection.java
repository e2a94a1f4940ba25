package unrolled.jupyter;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.MessageContext;
import java.security.GeneralSecurityException;

/** The base library's connection, with replies of ours. */
final class Connection extends JupyterConnection {
  private final JavaKernel kernel;

  Connection(KernelConnectionProperties properties, JavaKernel kernel)
      throws GeneralSecurityException {
    super(properties);
    this.kernel = kernel;
  }

  @Override
  public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext context) {
    return new Replies(kernel, channel, stdin, iopub, context);
  }
}
