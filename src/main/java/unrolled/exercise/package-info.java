/**
 * The learner's side of the workbook: what an exercise is, and the one check that a notebook cell,
 * JShell, the shell and plain Maven share.
 *
 * <p>Convention does the work of configuration. The folder {@code exercises/e05_rnn_step} is the
 * package {@code e05_rnn_step} and the exercise {@code e05}; {@code RnnStep} is its contract,
 * {@code MyRnnStep} the learner's class, {@code RnnStepTest} the tests. An {@link
 * unrolled.exercise.About annotation} on the contract carries the rest.
 *
 * <p>Reading order: {@link unrolled.exercise.Exercise}, {@link unrolled.exercise.Check}, {@link
 * unrolled.exercise.Mistakes}, then {@link unrolled.exercise.Fixture} and {@link
 * unrolled.exercise.Expect}, which tests are written with. Nothing here draws: the pictures are in
 * {@code unrolled.notebook}.
 */
package unrolled.exercise;
