/**
 * A process in which an answer runs apart from the process that judges it, and both ends of the
 * pipe between.
 *
 * <p>{@link unrolled.player.Player} is the main class of that process. It finds beside itself only
 * what it needs: {@code Frames}, {@code Wire}, {@code Letter}, {@code CappedOutput}, and {@code
 * Reach}, which looks around. It is given the classes of an answer and calls, and answers with
 * numbers.
 *
 * <p>On this side, {@link unrolled.player.PlayerProcess} starts it, asks it, waits no longer than
 * {@link unrolled.player.Bounds} allow, and ends it; {@link unrolled.player.Remote} makes of it an
 * object to be called as if it were here, exceptions included ({@code Thrown}). {@link
 * unrolled.player.Box} is what may be put around it: nothing for a learner's own check, the sandbox
 * of {@code unrolled.grade} for strangers' work. {@link unrolled.player.Jars} are all that it sees
 * of this workbook, and an {@link unrolled.player.Archive} makes it start faster.
 */
package unrolled.player;
