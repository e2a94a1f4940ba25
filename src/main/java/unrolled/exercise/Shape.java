package unrolled.exercise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The shape of a matrix in a contract, as the statement writes it: {@code "N × D"}, {@code "1 ×
 * 4H"}; {@code "T × N × D"} for an array of T matrices, {@code "T"} for an {@code int[]}.
 *
 * <p>A {@code double[]} of shape {@code "M × K"} holds M · K numbers, row after row; an {@code int}
 * of shape {@code "M"} is the size M itself.
 *
 * <p>On a parameter it says how a {@link Fixture} makes the input; on the method or on a record
 * component, what {@link Expect#shapes} holds the answer to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Shape {
  /** The dimensions, joined by {@code ×}; each a letter, a number, or a number and a letter. */
  String value();
}
