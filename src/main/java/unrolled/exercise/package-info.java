/**
 * The learner's side of the workbook: what an exercise is, and the one check that a notebook cell,
 * JShell, the shell and plain Maven share.
 *
 * <p>Convention does the work of configuration. The folder {@code exercises/e05_rnn_step} is the
 * package {@code e05_rnn_step} and the exercise {@code e05}; {@code RnnStep} is its contract,
 * {@code MyRnnStep} the learner's class, {@code RnnStepTest} the {@link unrolled.exercise.Ladder}
 * of its tests, {@code RnnStepSlips} what goes wrong in it. An {@link unrolled.exercise.About
 * annotation} on the contract carries the rest.
 *
 * <p>Reading order: {@link unrolled.exercise.Exercise}, {@link unrolled.exercise.Check}, {@link
 * unrolled.exercise.Ladder} and {@link unrolled.exercise.Slips}, which an exercise is written with;
 * then {@code Catalogue}, {@code SlipSearch} and {@code Diagnosis}, which find what went wrong.
 * Nothing here draws: the pictures are in {@code unrolled.notebook}.
 */
package unrolled.exercise;
