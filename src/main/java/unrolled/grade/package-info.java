/**
 * The teacher's side of the workbook: judges the work of a class, strangers' code included.
 *
 * <p>The rule that everything here follows: a submission's code never runs in the process that
 * judges it. It is compiled here, and then sent to a {@link unrolled.grade.Player player}, a fresh
 * JVM inside a sandbox, which is given inputs and answers with numbers. The tests, the values that
 * they expect, and the results never leave this process.
 *
 * <p>Reading order, which is also the way that data flows: Intake, Compilation, Scan,
 * PlayerProcess, Judge, Journal, Roll, Gradebook; Grader and Workers keep it flowing.
 *
 * <p>What a run leaves in its folder, beside the reports: {@code journal.jsonl}, every verdict by
 * the hash of the sources and the version of the exercise, and {@code roll.json}, whose answers
 * they are.
 */
package unrolled.grade;
