package unrolled.jupyter;

import com.google.gson.annotations.SerializedName;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.reply.HistoryReply;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.reply.KernelInfoReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.util.List;
import java.util.Map;
import org.zeromq.ZMQ;

/**
 * The replies to one request, with those of the base library put right on their way out.
 *
 * <p>It leaves {@code status} out of what a kernel says of itself and of its history, gives as an
 * error's name and trace those of the class that carries the error here, speaks where silence was
 * asked for, and answers no expression that comes beside a cell.
 */
final class Replies extends ShellReplyEnvironment {
  private static final int INPUT_MILLIS = 20;

  private final JavaKernel kernel;
  private final StdinChannel stdin;
  private boolean failed;
  private boolean othersWaiting;
  private boolean silent;
  private Map<String, String> expressions = Map.of();

  Replies(
      JavaKernel kernel,
      ShellChannel channel,
      StdinChannel stdin,
      JupyterSocket iopub,
      MessageContext context) {
    super(channel, stdin, iopub, context);
    this.kernel = kernel;
    this.stdin = stdin;
  }

  /** Whether an error was the answer, at a moment when other requests were waiting already. */
  boolean failedBeforeOthers() {
    return failed && othersWaiting;
  }

  /** Answers that the request is passed over. */
  void passOver() {
    failed = true;
    othersWaiting = othersWait();
    setBusyDeferIdle();
    reply(new Aborted());
  }

  /** Answers in the way that a request asks for. */
  void answers(ExecuteRequest request) {
    silent = request.isSilent();
    expressions = request.getUserExpr() == null ? Map.of() : request.getUserExpr();
  }

  @Override
  public <T extends ContentType<T>> void publish(T content) {
    kernel.printed().flush();
    if (silent && !(content instanceof PublishStatus)) {
      return;
    }
    if (content instanceof PublishError error && isCell(error.getErrorName())) {
      String name = kernel.failure().name();
      super.publish(new PublishError(name, error.getErrorMessage(), error.getStacktrace()));
    } else {
      super.publish(content);
    }
  }

  @Override
  public <T extends ContentType<T>> void reply(T content) {
    if (content instanceof KernelInfoReply info) {
      super.reply(new KernelInfo(info));
    } else if (content instanceof HistoryReply history) {
      super.reply(new HistoryFound(history));
    } else if (content instanceof ExecuteReply executed) {
      super.reply(new Executed(executed.getExecutionCount(), kernel.values(expressions)));
    } else {
      super.reply(content);
    }
  }

  @Override
  public void replyError(MessageType<?> type, ErrorReply error) {
    failed = true;
    // Once the reply is out, the client may send what was not waiting when the error happened.
    othersWaiting = othersWait();
    super.replyError(
        type,
        isCell(error.getErrorName())
            ? new ErrorReply(
                kernel.failure().name(), error.getErrorMessage(), kernel.failure().lines())
            : error);
  }

  /**
   * Sends a piece of what was printed, before everything that is sent when the request has ended.
   */
  void print(boolean error, String text) {
    if (silent) {
      return;
    }
    var type = error ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT;
    var content = new PublishStream(type, text);
    getIopub().sendMessage(new Message<>(getContext(), PublishStream.MESSAGE_TYPE, content));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The base library's own would wait on when its thread is interrupted.
   */
  @Override
  @SuppressWarnings("removal") // how the thread of a cell is stopped
  public String readFromStdIn(String prompt, boolean isPassword) {
    kernel.printed().flush();
    var request = new InputRequest(prompt, isPassword);
    while (answered()) {
      // The answer to a question that was interrupted.
      stdin.readMessage(InputReply.MESSAGE_TYPE);
    }
    stdin.sendMessage(new Message<>(getContext(), InputRequest.MESSAGE_TYPE, request));
    while (!answered()) {
      CellStop.check();
      try {
        Thread.sleep(INPUT_MILLIS);
      } catch (InterruptedException stopped) {
        throw new ThreadDeath();
      }
    }
    return stdin.readMessage(InputReply.MESSAGE_TYPE).getContent().getValue()
        + System.lineSeparator();
  }

  private boolean answered() {
    return (stdin.getEvents() & ZMQ.Poller.POLLIN) != 0;
  }

  private boolean othersWait() {
    return (getShell().getEvents() & ZMQ.Poller.POLLIN) != 0;
  }

  private static boolean isCell(String carrier) {
    return carrier.equals(CellException.class.getSimpleName());
  }

  private static final class Executed implements ContentType<Executed> {
    @SerializedName("status")
    private final String status = "ok";

    @SerializedName("execution_count")
    private final int count;

    @SerializedName("user_expressions")
    private final Map<String, Map<String, Object>> values;

    Executed(int count, Map<String, Map<String, Object>> values) {
      this.count = count;
      this.values = values;
    }

    @Override
    @SuppressWarnings("unchecked")
    public MessageType<Executed> getType() {
      return (MessageType<Executed>) (MessageType<?>) ExecuteReply.MESSAGE_TYPE;
    }
  }

  private static final class Aborted implements ContentType<Aborted> {
    @SerializedName("status")
    private final String status = "aborted";

    @Override
    @SuppressWarnings("unchecked")
    public MessageType<Aborted> getType() {
      return (MessageType<Aborted>) (MessageType<?>) ExecuteReply.MESSAGE_TYPE;
    }
  }

  private static final class KernelInfo extends KernelInfoReply {
    @SerializedName("status")
    private final String status = "ok";

    KernelInfo(KernelInfoReply info) {
      super(
          info.getProtocolVersion(),
          "unrolled",
          "1.0",
          info.getLangInfo(),
          info.getBanner(),
          info.getHelpLinks());
    }
  }

  // The base library also writes the entries as objects where the protocol has lists.
  private static final class HistoryFound implements ContentType<HistoryFound> {
    @SerializedName("status")
    private final String status = "ok";

    @SerializedName("history")
    private final List<List<Object>> entries;

    HistoryFound(HistoryReply found) {
      entries = found.getHistory().stream().map(HistoryFound::entry).toList();
    }

    private static List<Object> entry(HistoryEntry entry) {
      Object text =
          entry.hasOutput() ? List.of(entry.getInput(), entry.getOutput()) : entry.getInput();
      return List.of(entry.getSession(), entry.getCellNumber(), text);
    }

    @Override
    @SuppressWarnings("unchecked")
    public MessageType<HistoryFound> getType() {
      return (MessageType<HistoryFound>) (MessageType<?>) HistoryReply.MESSAGE_TYPE;
    }
  }
}
