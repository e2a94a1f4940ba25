package unrolled.player.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Compiler;

/** What is made of lambdas does what they do. */
class LambdasTest {
  private static final String SOURCE =
      """
      package p;

      import java.util.*;
      import java.util.concurrent.Callable;
      import java.util.function.*;

      public class MyUses implements Callable<String> {
        private final double own = 0.5;

        private double half(double v) { return v * own; }

        static class Inner {
          private int count;

          Runnable counting(long by) { return () -> count += (int) by; }
        }

        interface Named {
          default Supplier<String> name() { return () -> "named " + this.getClass().getSimpleName(); }
        }

        static class One implements Named {}

        @Override
        public String call() {
          DoubleUnaryOperator tanh = Math::tanh, shift = v -> v + own, half = this::half;
          double caught = 3;
          long wide = 1L << 40;
          ToLongFunction<int[]> mixed = a -> wide + (long) caught + a.length;
          Supplier<List<String>> make = ArrayList::new;
          IntFunction<double[]> array = double[]::new;
          List<String> words = make.get();
          Consumer<String> adding = words::add;
          adding.accept("b");
          adding.accept("a");
          words.sort(Comparator.comparing(String::length).thenComparing(String::compareTo));
          var inner = new Inner();
          inner.counting(7).run();
          Function<Integer, Integer> boxed = Math::abs;
          BiFunction<Double, Double, Double> sum = (x, y) -> x + y;
          UnaryOperator<DoubleUnaryOperator> twice = f -> v -> f.applyAsDouble(f.applyAsDouble(v));
          return List.of(
                  tanh.applyAsDouble(1), shift.applyAsDouble(1), half.applyAsDouble(3),
                  mixed.applyAsLong(new int[2]), array.apply(3).length, words, inner.count,
                  boxed.apply(-4), sum.apply(1.0, 2.0), twice.apply(shift).applyAsDouble(1),
                  new One().name().get())
              .toString();
        }
      }
      """;

  private static Map<String, byte[]> compiled() {
    var compiled = Compiler.compile(Map.of("MyUses.java", SOURCE), List.of());
    assertEquals(List.of(), compiled.errors());
    Map<String, byte[]> classes = new TreeMap<>();
    compiled.classes().forEach((name, code) -> classes.put(name.replace('.', '/'), code));
    return classes;
  }

  private static String called(Map<String, byte[]> classes) throws Exception {
    Map<String, byte[]> named = new TreeMap<>();
    classes.forEach((name, code) -> named.put(name.replace('/', '.'), code));
    Class<?> type =
        new Compiler.Compiled(named, List.of()).load(code -> code).loadClass("p.MyUses");
    return (String) ((Callable<?>) type.getDeclaredConstructor().newInstance()).call();
  }

  @Test
  void the_classes_give_what_the_lambdas_gave() throws Exception {
    String wanted = called(compiled());
    assertTrue(wanted.endsWith("[a, b], 7, 4, 3.0, 2.0, named One]"), wanted);
    assertEquals(wanted, called(Lambdas.asClasses(compiled())));
  }

  @Test
  void only_a_lambda_that_boxes_stays() {
    Map<String, byte[]> before = compiled();
    Map<String, byte[]> after = Lambdas.asClasses(before);
    long lambdas = before.values().stream().filter(LambdasTest::hasFactory).count();
    assertEquals(3, lambdas);
    assertEquals(
        List.of("p/MyUses"),
        after.keySet().stream().filter(name -> hasFactory(after.get(name))).toList());
    assertTrue(after.size() > before.size() + 10, () -> after.keySet().toString());
    after.keySet().forEach(name -> assertTrue(name.startsWith("p/MyUses"), name));
  }

  @Test
  void classes_without_lambdas_stay_what_they_are() {
    var compiled =
        Compiler.compile(Map.of("A.java", "class A { int a() { return 1; } }"), List.of());
    assertEquals(List.of("A"), List.copyOf(Lambdas.asClasses(compiled.classes()).keySet()));
    assertFalse(hasFactory(compiled.classes().get("A")));
  }

  private static boolean hasFactory(byte[] code) {
    return References.of(code).members().contains("java/lang/invoke/LambdaMetafactory.metafactory");
  }
}
