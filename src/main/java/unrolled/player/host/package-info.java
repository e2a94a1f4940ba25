/**
 * The other end of the player's pipe: the side of those who ask and judge.
 *
 * <p><b>In:</b> the classes of an answer. <b>Out:</b> an object that can be called as if it were
 * here.
 *
 * <p>{@link unrolled.player.host.Remote} makes that object; read it first. {@link
 * unrolled.player.host.PlayerProcess} starts the process, asks it, waits no longer than {@link
 * unrolled.player.Bounds} allow, and ends it; {@link unrolled.player.host.Thrown} is an exception
 * of the answer, made again here. {@link unrolled.player.host.Box} is what may be put around the
 * process: nothing for a learner's own check, the sandbox of {@code unrolled.grade} for strangers'
 * work. {@link unrolled.player.host.Jars} are all that it sees of this workbook, and an {@link
 * unrolled.player.host.Archive} makes it start faster.
 */
package unrolled.player.host;
