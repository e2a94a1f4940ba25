/**
 * Makes classes of an answer, and scans them.
 *
 * <p><b>In:</b> the sources of one answer. <b>Out:</b> a {@code Compilation}: its classes, or what
 * to tell the author instead.
 *
 * <p>Read {@code Compilation} first. It asks {@code Compilers} for one that is free; a {@code
 * CompilerProcess} is one seen from here, {@code CompilerServer} the program that runs in it, in a
 * sandbox. The scan is the {@code Rule} of {@code unrolled.exercise}, which the learner's own check
 * goes by too; {@code Randomness} adds a remark.
 */
package unrolled.grade.compile;
