/**
 * Takes in what students have handed in.
 *
 * <p><b>In:</b> the folder or zip that a platform gives out, as it was downloaded, and a class list
 * if there is one ({@code Roster}). <b>Out:</b> a {@code HandIn} for each student, still unread;
 * and from {@code Intake.read}, its {@code Contents}: the answers in it.
 *
 * <p>Read {@code Intake} first. It finds the hand-ins: {@code Place} knows how platforms name what
 * they give out, {@code Attribution} and {@code Roster} decide whose an {@code Item} is. Then
 * {@code Reading} opens one: {@code Folder} and {@code Zip} list its files, {@code Answers} and
 * {@code NotebookAnswers} pick out what counts. Nothing is written to disk, no link is followed,
 * and {@code Limits} bound what is read.
 */
package unrolled.grade.intake;
