package unrolled.grade.record;

/**
 * Points that the teacher gives instead of those that the tests give.
 *
 * @param points for one exercise
 * @param reason why, for the student to read
 */
public record PointsOverride(int points, String reason) {}
