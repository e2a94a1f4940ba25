/**
 * What is put around every process that touches an answer.
 *
 * <p><b>In:</b> the exercises, and the weakest {@link unrolled.grade.sandbox.Level} that will do.
 * <b>Out:</b> a {@code Stage}, the folder that such processes see, and a {@link
 * unrolled.grade.sandbox.Protection}, the strongest {@code Sandbox} that has held here.
 *
 * <p>Read {@code Protection} first: it believes a sandbox only after a player inside has tried what
 * it should not be able to do. {@code Sandbox} is the command line of one, {@code OwnBox} gives it
 * one of the {@code Users} that nobody else is, {@code Leftovers} clears up behind it. {@code
 * StageLock} tells the stage of a grader that lives from that of one that died.
 */
package unrolled.grade.sandbox;
