package unrolled.grade.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.player.SandboxLayer;

/** A sandbox is believed when it holds, and not before. */
class ProtectionTest {
  private static Stage stage;

  @BeforeAll
  static void set() {
    stage = Stage.set(List.of());
  }

  @AfterAll
  static void clear() {
    stage.close();
  }

  private static String problem(Sandbox sandbox) {
    return Protection.problem(stage, sandbox, tool -> true);
  }

  private static Sandbox working(Level level) {
    Sandbox sandbox = new Sandbox(level, Protection.isRoot());
    String problem = Protection.problem(stage, level);
    assumeTrue(problem.isEmpty(), level.word() + " cannot be tried: " + problem);
    return sandbox;
  }

  @Test
  void a_container_that_maps_few_users_has_no_users_to_give() {
    assertTrue(Users.areIn(List.of("         0          0 4294967295")));
    assertFalse(Users.areIn(List.of("         0       1000          1")));
    assertFalse(Users.areIn(List.of("0 1000 1", "1 100000 65536")));
    assertFalse(Users.areIn(List.of()));
  }

  @Test
  void what_the_tools_say_stands_in_the_reason() {
    assumeTrue(Protection.isRoot(), "who is not root cannot ask for another user's sandbox");
    assumeTrue(Protection.problem(stage, Level.FULL).isEmpty(), "there is no full sandbox here");
    Sandbox nowhere =
        new Sandbox(Level.FULL, true).without(SandboxLayer.FILES).without(SandboxLayer.OTHERS);
    String home = System.setProperty("java.home", "/nowhere");
    try {
      String problem = problem(nowhere);
      assertTrue(
          problem.matches("a player does not start in it \\(bwrap: .*/nowhere.*\\)\\."), problem);
    } finally {
      System.setProperty("java.home", home);
    }
  }

  @ParameterizedTest
  @EnumSource(SandboxLayer.class)
  void the_probe_misses_each_layer_that_is_left_out_of_the_box(SandboxLayer layer) {
    assumeTrue(Protection.isRoot() || layer != SandboxLayer.USER, "only root can have it");
    String problem = problem(working(Level.FULL).without(layer));
    assertTrue(problem.contains(layer.name()), problem);
  }

  @ParameterizedTest
  @EnumSource(
      value = SandboxLayer.class,
      names = {"MEMORY", "WRITING", "SESSION"})
  void the_probe_misses_each_layer_that_is_left_out_of_the_limits(SandboxLayer layer) {
    String problem = problem(working(Level.LIMITS).without(layer));
    assertTrue(problem.contains(layer.name()), problem);
  }

  @ParameterizedTest
  @EnumSource(
      value = SandboxLayer.class,
      names = {"USER", "PROCESSES"})
  void the_probe_misses_what_only_root_can_have(SandboxLayer layer) {
    assumeTrue(Protection.isRoot(), "only root can");
    String problem = problem(working(Level.LIMITS).without(layer));
    assertTrue(problem.contains(layer.name()), problem);
  }

  @ParameterizedTest
  @EnumSource(
      value = Level.class,
      names = {"FULL", "LIMITS"})
  void a_minimum_that_cannot_be_had_stops_the_run(Level minimum) {
    var weak =
        assertThrows(
            Protection.TooWeak.class,
            () -> Protection.strongest(stage, minimum, tool -> !tool.matches("bwrap|prlimit")));
    assertTrue(weak.getMessage().contains("there is no prlimit"), weak::getMessage);
    assertTrue(weak.getMessage().contains("Nothing was run"), weak::getMessage);
  }

  @Test
  void without_the_box_the_limits_are_taken_and_the_reason_is_kept() {
    working(Level.LIMITS);
    var protection = Protection.strongest(stage, Level.PROCESS, tool -> !tool.equals("bwrap"));
    assertEquals(Level.LIMITS, protection.sandbox().level());
    assertTrue(protection.reasons().get(0).contains("there is no bwrap"));
  }

  @Test
  void without_any_tool_a_process_is_left() {
    var protection = Protection.strongest(stage, Level.PROCESS, tool -> false);
    assertEquals(Level.PROCESS, protection.sandbox().level());
    assertEquals(Protection.isRoot() ? 2 : 3, protection.reasons().size());
  }
}
