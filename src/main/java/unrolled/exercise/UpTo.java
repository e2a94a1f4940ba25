package unrolled.exercise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lengths: a {@link Fixture} draws the entries of an {@code int[]} from 1 to a size. One of them is
 * the size itself, and not the first, if there are several.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface UpTo {
  /** The greatest length: the letter of a size, or the name of an {@code int} parameter. */
  String value();
}
