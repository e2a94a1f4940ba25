package unrolled.exercise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an exercise is about; stands on its contract. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface About {
  /** The title: a few words, no full stop. */
  String title();

  /** The points that passing every test is worth. */
  int points() default 10;

  /** The notebook that leads to the exercise, by its number: {@code "03"}. */
  String notebook();

  /** The ids of the exercises that it builds on. */
  String[] buildsOn() default {};

  /** Whether it stands outside of the course: it counts only where a teacher names it. */
  boolean optional() default false;

  /**
   * What an answer may not use, since it is what the exercise builds: {@code "Matrix.matmul"}, a
   * class and a method of it, or {@code "Matrix"}, the whole class.
   */
  String[] without() default {};
}
