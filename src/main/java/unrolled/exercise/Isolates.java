package unrolled.exercise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that leaves one term of the equation and puts the others to zero. When no known
 * mistake explains a wrong answer, the terms whose tests fail are the suspects.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Isolates {
  /** The term, as the statement writes it. */
  String value();
}
