package unrolled.exercise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks the tests of an exercise: a ladder in a fixed order, each rung under a time limit, judged
 * in the same words wherever it is run from.
 *
 * <p>A limit cannot stop a loop of its own thread. The answer of a file loops in a process of its
 * own, where each call has a limit; for an object of a notebook, {@link Climb} gives each test a
 * thread of its own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(PlainRun.class)
@TestMethodOrder(OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(Graded.SECONDS)
public @interface Graded {
  /** How long one test may take before it is stopped. */
  int SECONDS = 5;
}
