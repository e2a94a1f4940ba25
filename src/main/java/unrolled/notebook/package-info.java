/**
 * What a notebook shows: claims, charts, heat maps, the unroller, quizzes, tables, progress.
 *
 * <p>Everything here is a value that shows as HTML or a picture under any kernel and as text in
 * JShell. The HTML needs no script and nothing from a network, says the same when its styles are
 * removed, takes its colours from the page around it, and prints. No kernel is imported.
 *
 * <p>Start with {@code Workbook}, the names that notebooks and JShell import.
 */
package unrolled.notebook;
