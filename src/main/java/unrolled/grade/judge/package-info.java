/**
 * Judges an answer.
 *
 * <p><b>In:</b> an answer, the exercise with its tests, the teacher's {@code HiddenTests}, and the
 * {@code Secret} that numbers are drawn from. <b>Out:</b> a {@link unrolled.grade.judge.Verdict}.
 *
 * <p>Read {@code Judge} first: the tests run in this process, on an object whose calls go to a
 * player. {@code Players} has the players, and hands one on from answer to answer where {@code
 * PureComputation} finds that nothing can be left behind. {@code Confirmation} says which tests
 * give points, {@code Pauses} which time limits were no fault of the answer. {@code Version} is a
 * hash of all that a verdict depends on beside the answer.
 */
package unrolled.grade.judge;
