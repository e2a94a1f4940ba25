/**
 * Keeps what was found.
 *
 * <p><b>In:</b> verdicts, as they are reached; points that the teacher sets ({@link
 * unrolled.grade.record.Overrides}). <b>Out:</b> the {@link unrolled.grade.record.Gradebook}.
 *
 * <p>Read {@code Journal} first: every verdict, by the hash of the answer and the version of the
 * exercise, on the disk before the next is begun. {@code Roll} says whose the verdicts are. {@link
 * unrolled.grade.record.Merge} puts the parts of a class together that several machines have
 * graded.
 *
 * <p>What a run leaves in its folder ({@code OutFolder}), beside the reports: {@code journal.jsonl}
 * and {@code roll.json}.
 */
package unrolled.grade.record;
