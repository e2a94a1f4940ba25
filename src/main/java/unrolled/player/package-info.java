/**
 * The process in which an answer runs apart from the process that judges it: the side beside the
 * stranger.
 *
 * <p><b>In:</b> the classes of an answer, and calls. <b>Out:</b> numbers, or an exception.
 *
 * <p>{@link unrolled.player.Player} is its main class; read it first. It finds beside itself only
 * what it needs: {@code Message}, what goes over the pipe; {@code Wire}, values as bytes; {@code
 * CappedOutput}, {@code Sharing}; and {@code Reach}, which looks around. All of it is on the class
 * path of the stranger's code, so nothing here knows anything of those who judge: they are in
 * {@link unrolled.player.host}, and see this side, never the other way round.
 */
package unrolled.player;
