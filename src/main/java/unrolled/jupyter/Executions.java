package unrolled.jupyter;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;

/**
 * Runs cells, and passes over those that were waiting behind one that failed.
 *
 * <p>"Run all" in the classic notebook sends every cell at once and leaves it to the kernel to stop
 * at the first error.
 */
final class Executions implements ShellHandler<ExecuteRequest> {
  // If what waits is no cell, the next cell comes later than this.
  private static final long QUEUE_NANOS = 1_000_000_000;

  private final ShellHandler<ExecuteRequest> base;
  private final JavaKernel kernel;
  private long failedAt = System.nanoTime() - QUEUE_NANOS;

  private Executions(ShellHandler<ExecuteRequest> base, JavaKernel kernel) {
    this.base = base;
    this.kernel = kernel;
  }

  /** Takes the place of the base library's handler, which goes on to the next cell. */
  static void install(JupyterConnection connection, JavaKernel kernel) {
    var base = connection.getHandler(ExecuteRequest.MESSAGE_TYPE);
    connection.setHandler(ExecuteRequest.MESSAGE_TYPE, new Executions(base, kernel));
  }

  // Only the thread of the shell channel comes here.
  @Override
  public void handle(ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
    var replies = (Replies) environment;
    boolean passOver = System.nanoTime() - failedAt < QUEUE_NANOS;
    if (passOver) {
      replies.passOver();
    } else {
      kernel.printsTo(replies);
      run(replies, message);
      kernel.printed().flush();
    }
    boolean stops = passOver || message.getContent().shouldStopOnError();
    long now = System.nanoTime();
    failedAt = stops && replies.failedBeforeOthers() ? now : now - QUEUE_NANOS;
  }

  // What is silent is never kept, whatever else the request says.
  private void run(Replies replies, Message<ExecuteRequest> message) {
    ExecuteRequest request = message.getContent();
    boolean kept = request.shouldStoreHistory() && !request.isSilent();
    replies.answers(request);
    kernel.keepsHistory(kept);
    base.handle(replies, message);
    if (!kept) {
      kernel.uncount();
    }
  }
}
