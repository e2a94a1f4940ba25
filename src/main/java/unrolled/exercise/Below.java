package unrolled.exercise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Numbers of things that are counted from 0: a {@link Fixture} draws the entries of an {@code
 * int[]} from 0 to one less than a size.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Below {
  /** How many things there are: the letter of a size, or the name of an {@code int} parameter. */
  String value();
}
