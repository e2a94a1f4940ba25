/**
 * What other systems take to grade a class: a folder, or a zip, with this grader in it and the few
 * files that the system wants.
 *
 * <p><b>In:</b> a system ({@link Target}) and a {@link Course}. <b>Out:</b> a folder. Read {@link
 * Target} first.
 *
 * <p>The grader is copied as it is built, with the jars that it needs ({@code NeededJars}), so that
 * where it runs there must be a JDK and no network. What is written here holds the hidden tests: it
 * is for the teacher.
 */
package unrolled.grade.export;
