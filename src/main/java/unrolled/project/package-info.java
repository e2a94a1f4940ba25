/**
 * The project at the end of the course: a network of one's own, held to a stated figure.
 *
 * <p>{@link unrolled.project.OwnNetwork} is what the learner writes, {@link
 * unrolled.project.ProjectTask} the three tasks to choose from, {@link
 * unrolled.project.Examination} the training and the examination, {@link
 * unrolled.project.OwnSources} the learner's files.
 */
package unrolled.project;
