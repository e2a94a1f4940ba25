package unrolled.grade.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The workflow by the rules of GitHub's documentation of workflows. */
class ActionsTest {
  private static final Set<String> TOP =
      Set.of("name", "true", "permissions", "concurrency", "jobs");
  private static final Set<String> JOB =
      Set.of("needs", "runs-on", "timeout-minutes", "strategy", "steps");
  private static final Set<String> STEP = Set.of("name", "uses", "with", "env", "run");

  private static final JsonObject WORKFLOW = workflow();

  private static JsonObject workflow() {
    String text =
        Template.filled(
            "actions/.github/workflows/grade.yml",
            Map.of("SHARDS", "3", "SHARD_LIST", "1, 2, 3", "OPTIONS", "--minimum-sandbox limits"));
    return new Gson().toJsonTree(new Yaml().load(text)).getAsJsonObject();
  }

  private static JsonObject job(String name) {
    return WORKFLOW.getAsJsonObject("jobs").getAsJsonObject(name);
  }

  private static List<JsonObject> steps(String job) {
    List<JsonObject> steps = new ArrayList<>();
    for (JsonElement step : job(job).getAsJsonArray("steps")) {
      steps.add(step.getAsJsonObject());
    }
    return steps;
  }

  private static JsonObject using(String job, String action) {
    return steps(job).stream()
        .filter(step -> step.has("uses") && step.get("uses").getAsString().startsWith(action + "@"))
        .findFirst()
        .orElseThrow()
        .getAsJsonObject("with");
  }

  @Test
  void there_is_no_key_that_workflows_do_not_have() {
    // YAML 1.1 reads the key "on" as true.
    assertEquals(TOP, WORKFLOW.keySet());
    for (String name : WORKFLOW.getAsJsonObject("jobs").keySet()) {
      assertTrue(JOB.containsAll(job(name).keySet()), name);
      for (JsonObject step : steps(name)) {
        assertTrue(STEP.containsAll(step.keySet()), step.toString());
        assertTrue(step.has("uses") ^ step.has("run"), step.toString());
      }
    }
  }

  @Test
  void it_may_read_the_repository_and_nothing_else() {
    assertEquals("{\"contents\":\"read\"}", WORKFLOW.get("permissions").toString());
    for (String name : List.of("grade", "merge")) {
      assertEquals(
          "false", using(name, "actions/checkout").get("persist-credentials").toString(), name);
    }
  }

  @Test
  void every_part_is_graded_and_all_of_them_are_merged() {
    JsonObject strategy = job("grade").getAsJsonObject("strategy");
    assertEquals("[1,2,3]", strategy.getAsJsonObject("matrix").get("shard").toString());
    assertEquals("false", strategy.get("fail-fast").toString());
    assertEquals("grade", job("merge").get("needs").getAsString());
    String up = using("grade", "actions/upload-artifact").get("name").getAsString();
    JsonObject down = using("merge", "actions/download-artifact");
    assertEquals("shard-${{ matrix.shard }}", up);
    assertEquals("shard-*", down.get("pattern").getAsString());
    assertFalse(down.has("merge-multiple"), "each artifact keeps a folder of its own");
  }
}
