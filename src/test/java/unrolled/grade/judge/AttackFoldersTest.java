package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import unrolled.player.SandboxLayer;

/** No threat and no layer of the sandbox is without an attack. */
class AttackFoldersTest {
  @Test
  void every_layer_has_an_attack_that_it_holds() {
    var layers = EnumSet.allOf(SandboxLayer.class);
    Attack.all().forEach(attack -> attack.layer().ifPresent(layers::remove));
    assertEquals(Set.of(), layers);
  }

  @Test
  void every_row_of_the_table_of_threats_has_an_attack() throws ClassNotFoundException {
    List<String> rows = Attack.all().stream().map(attack -> attack.says("row", "")).toList();
    List<String> missing =
        Arrays.stream(THREATS.strip().split("\n"))
            .map(String::strip)
            .filter(row -> !rows.contains(row))
            .toList();
    assertEquals(List.of(), missing);
    for (Attack attack : Attack.all()) {
      if (attack.says("by")) {
        Class.forName(attack.says("by", ""));
      }
    }
  }

  private static final String THREATS =
      """
      exit
      endless loop
      surviving thread
      thread or process bomb
      heap, stack, metaspace
      off-heap memory
      native code
      huge output
      forged results
      read hidden tests, steal inputs
      reflection into the grader
      stack walking
      properties and services of the hand-in
      launcher listeners
      shadowed classes
      annotation processor
      options and file names
      unicode escapes
      tampering with static state
      archives
      network
      environment and command line
      nested user namespace
      hard-coded answers
      reference library
      fake values
      protocol
      compiler
      messages
      neighbours
      terminal
      grader's files
      """;
}
