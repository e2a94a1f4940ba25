/**
 * The teacher's side of the workbook: judges the work of a class, strangers' code included.
 *
 * <p>The rule that everything here follows: a student's code never runs in the process that judges
 * it. It is compiled in one sandboxed process and runs in another, a fresh {@link
 * unrolled.player.Player player}, which is given inputs and answers with numbers. The tests, the
 * values that they expect, and the results never leave this process.
 *
 * <p>There is a room for each step, in the order in which data flows. A room knows those before it
 * and none behind it; its {@code package-info} says what comes in, what goes out, and what to read
 * first.
 *
 * <ol>
 *   <li>{@link unrolled.grade.intake}: what the platform gave out becomes hand-ins, each with its
 *       student and its answers.
 *   <li>{@link unrolled.grade.sandbox}: what is put around every process that touches an answer,
 *       and the trial that it must pass.
 *   <li>{@link unrolled.grade.compile}: an answer becomes classes, or a reason why not; the scan.
 *   <li>{@link unrolled.grade.judge}: the tests run on those classes in a player; a verdict.
 *   <li>{@link unrolled.grade.record}: verdicts are kept in the journal; the gradebook is made of
 *       them.
 *   <li>{@link unrolled.grade.report}: the gradebook becomes pages and files for platforms.
 *   <li>{@link unrolled.grade.export}: the grader itself is packed for another machine.
 * </ol>
 *
 * <p>The player has a package of its own, {@link unrolled.player}, since a learner's own check uses
 * it too.
 *
 * <p>Here in the hall, {@link unrolled.grade.Grader} takes an {@link unrolled.grade.Order} through
 * the rooms up to the gradebook, with several {@code Workers}. Read it first. {@link
 * unrolled.grade.CannotGrade} is what any room throws where it cannot go on.
 */
package unrolled.grade;
