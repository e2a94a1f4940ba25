package unrolled.grade.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The manifests against Kubernetes' schema, and what the schema cannot say. */
class KubernetesTest {
  private static final Map<String, String> VALUES =
      Map.of("SHARDS", "3", "OPTIONS", "--minimum-sandbox limits");

  private static List<JsonObject> documents(String file) {
    String text = Template.filled("kubernetes/" + file, VALUES);
    return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
        .map(document -> new Gson().toJsonTree(document).getAsJsonObject())
        .toList();
  }

  private static JsonObject job(String file) {
    return documents(file).stream()
        .filter(document -> document.get("kind").getAsString().equals("Job"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject pod(JsonObject job) {
    return at(job, "spec", "template", "spec").getAsJsonObject();
  }

  private static JsonObject container(JsonObject job) {
    JsonArray containers = pod(job).getAsJsonArray("containers");
    assertEquals(1, containers.size());
    return containers.get(0).getAsJsonObject();
  }

  private static JsonElement at(JsonObject from, String... path) {
    JsonElement at = from;
    for (String name : path) {
      at = at.getAsJsonObject().get(name);
    }
    return at;
  }

  @Test
  void the_schema_takes_both_jobs_and_the_policy() throws IOException {
    V1NetworkPolicy.validateJsonElement(documents("grade.yaml").get(0));
    V1Job.validateJsonElement(job("grade.yaml"));
    V1Job.validateJsonElement(job("merge.yaml"));
  }

  @Test
  void the_schema_refuses_a_field_that_there_is_not() {
    JsonObject job = job("grade.yaml");
    container(job).getAsJsonObject("securityContext").add("readOnlyRoot", new JsonPrimitive(true));
    assertThrows(IllegalArgumentException.class, () -> V1Job.validateJsonElement(job));
  }

  @Test
  void each_pod_grades_the_part_with_its_index() {
    JsonObject job = job("grade.yaml");
    assertEquals("Indexed", at(job, "spec", "completionMode").getAsString());
    assertEquals(3, at(job, "spec", "completions").getAsInt());
    assertEquals(3, at(job, "spec", "backoffLimitPerIndex").getAsInt());
    assertEquals("Never", pod(job).get("restartPolicy").getAsString());
    String command = container(job).getAsJsonArray("command").get(2).getAsString();
    assertTrue(command.contains("shard=$((JOB_COMPLETION_INDEX + 1));"), command);
    assertTrue(command.contains("--shard \"$shard/3\""), command);
    assertTrue(!command.contains("\n") || command.endsWith("\n"), "one line: " + command);
  }

  @Test
  void the_pods_have_no_network_no_token_and_bounds() {
    JsonObject policy = documents("grade.yaml").get(0);
    assertEquals("[\"Ingress\",\"Egress\"]", at(policy, "spec", "policyTypes").toString());
    assertEquals(null, at(policy, "spec", "ingress"));
    assertEquals(null, at(policy, "spec", "egress"));
    for (String file : List.of("grade.yaml", "merge.yaml")) {
      JsonObject job = job(file);
      assertEquals(
          at(policy, "spec", "podSelector", "matchLabels"),
          at(job, "spec", "template", "metadata", "labels"));
      assertEquals("false", pod(job).get("automountServiceAccountToken").toString());
      assertEquals(
          "RuntimeDefault",
          at(pod(job), "securityContext", "seccompProfile", "type").getAsString());
      assertEquals(
          at(container(job), "resources", "requests"), at(container(job), "resources", "limits"));
    }
  }

  @Test
  void the_containers_may_change_users_and_no_more() {
    JsonObject grade = container(job("grade.yaml")).getAsJsonObject("securityContext");
    JsonObject merge = container(job("merge.yaml")).getAsJsonObject("securityContext");
    for (JsonObject context : List.of(grade, merge)) {
      assertEquals("false", context.get("allowPrivilegeEscalation").toString());
      assertEquals("true", context.get("readOnlyRootFilesystem").toString());
      assertEquals("[\"ALL\"]", at(context, "capabilities", "drop").toString());
    }
    assertEquals("[\"SETUID\",\"SETGID\",\"KILL\"]", at(grade, "capabilities", "add").toString());
    assertEquals(null, at(merge, "capabilities", "add"));
  }

  @Test
  void every_mount_has_its_volume_and_hand_ins_cannot_be_changed() {
    for (String file : List.of("grade.yaml", "merge.yaml")) {
      JsonObject job = job(file);
      List<String> volumes = names(pod(job).getAsJsonArray("volumes"));
      JsonArray mounts = container(job).getAsJsonArray("volumeMounts");
      assertTrue(volumes.containsAll(names(mounts)), file);
      for (JsonElement mount : mounts) {
        JsonObject fields = mount.getAsJsonObject();
        boolean handIns = fields.get("mountPath").getAsString().equals("/class/submissions");
        assertEquals(handIns, fields.has("readOnly"), fields.toString());
      }
    }
  }

  private static List<String> names(JsonArray list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(entry -> entry.getAsJsonObject().get("name").getAsString())
        .toList();
  }
}
