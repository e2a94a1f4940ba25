/**
 * The teacher's side of the workbook: judges the work of a class, strangers' code included.
 *
 * <p>The rule that everything here follows: a submission's code never runs in the process that
 * judges it. It is compiled in one sandboxed process and runs in another, a fresh {@link
 * unrolled.player.Player player}, which is given inputs and answers with numbers. The tests, the
 * values that they expect, and the results never leave this process.
 *
 * <p>The way that data flows is the order to read in; {@code Grader} and {@code Workers} keep it
 * flowing.
 *
 * <ol>
 *   <li><b>Take in.</b> {@code Intake} finds the hand-ins ({@code Place} knows what platforms name
 *       them, {@code Zip} and {@code Folder} open them, {@code Roster} who they are from), and
 *       {@code Reading} makes of one the {@code Submission} ({@code Answers}, {@code
 *       NotebookAnswers}).
 *   <li><b>Compile.</b> One of the {@code Compilers}, a {@code CompilerProcess}, asks {@code
 *       CompilerServer}; {@code Compilation} is what comes of it.
 *   <li><b>Scan.</b> By the {@code Rule} of {@code unrolled.exercise}, which the check goes by too.
 *   <li><b>Run.</b> {@code Stage} is all that a player sees ({@code StageLock}: for as long as the
 *       grader lives), {@code Sandbox} is around it, and {@code Protection} tries the whole before
 *       it is believed. The player itself is in {@code unrolled.player}.
 *   <li><b>Judge.</b> {@code Judge} runs the tests on a {@code Remote}; {@code Confirmation} says
 *       which of them give points, a {@code Verdict} is what they find.
 *   <li><b>Record.</b> {@code Journal} on a {@code ChainedFile}, by the {@code Version} of the
 *       exercise; {@code Roll} says whose the verdicts are, {@code Merge} puts shards together,
 *       {@code Gradebook} is what {@code unrolled.grade.report} writes.
 * </ol>
 *
 * <p>What a run leaves in its folder ({@code OutFolder}), beside the reports: {@code
 * journal.jsonl}, every verdict by the hash of the sources and the version of the exercise, and
 * {@code roll.json}, whose answers they are.
 */
package unrolled.grade;
