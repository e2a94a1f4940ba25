/**
 * What comes out of grading a class: pages to read and files that other systems take in.
 *
 * <p><b>In:</b> a {@link unrolled.grade.record.Gradebook}. <b>Out:</b> files in the folder of the
 * results.
 *
 * <p>{@link Reports} is the one way in; read it first. Each format is a class of its own that turns
 * a gradebook into text; {@code ReportFolder} puts texts on the disk. The same gradebook gives the
 * same bytes: nothing here knows the time.
 *
 * <p>Names, messages and output are strangers' words. They reach a page through {@code Markup},
 * which lets none of them be anything but text, a table through {@code Csv}, which lets none of
 * them be a formula, and JSON through Gson.
 */
package unrolled.grade.report;
