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
   * Methods that an answer may not call, since they are what it builds: {@code "Matrix.matmul"}, a
   * class and a method of it.
   */
  String[] without() default {};
}
