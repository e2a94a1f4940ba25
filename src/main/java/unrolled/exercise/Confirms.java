package unrolled.exercise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a hidden test that asks the same as some tests of the ladder, of numbers that nobody can
 * know by heart. Those give points only together with it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Confirms {
  /** The names of the methods in the tests of the ladder. */
  String[] value();
}
