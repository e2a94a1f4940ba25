package unrolled.exercise;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import unrolled.matrix.Matrix;

/**
 * One case that another implementation has computed: the inputs and the outcome to expect.
 *
 * <p>The cases of an exercise are in its {@code reference.json}, written by {@code
 * exercises/reference.py}.
 *
 * @param name what the case is about
 * @param inputs the inputs
 * @param expected the outcome, of the type that the contract returns
 */
public record Reference(String name, Fixture inputs, Object expected) {
  private static final Gson GSON = new Gson();
  private static final Map<Version, JsonObject> READ = new ConcurrentHashMap<>();

  /** The case of this name. */
  public static Reference of(Class<?> contract, String name) {
    return all(contract).stream()
        .filter(reference -> reference.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("reference.json has no case \"" + name + "\""));
  }

  /** Every case of an exercise, in the order of the file. */
  public static List<Reference> all(Class<?> contract) {
    Exercise exercise = Exercise.withContract(contract);
    Path file = exercise.path().resolve("reference.json");
    var cases = new ArrayList<Reference>();
    for (JsonElement one : json(file).getAsJsonArray("cases")) {
      cases.add(read(contract, exercise.method(), one.getAsJsonObject()));
    }
    return cases;
  }

  /** The file as it is now; a grader asks for it hundreds of times. */
  private static JsonObject json(Path file) {
    try {
      var version = new Version(file, Files.getLastModifiedTime(file));
      if (!READ.containsKey(version)) {
        READ.put(version, GSON.fromJson(Files.readString(file), JsonObject.class));
      }
      return READ.get(version);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private record Version(Path file, FileTime time) {}

  /**
   * Holds an answer to this case.
   *
   * @param subject the answer
   * @param what the name of the outcome; a record's components have their own
   * @param slip a sentence on what has probably gone wrong
   */
  public void holds(Object subject, String what, String slip) {
    Expect.close(what, expected, inputs.on(subject), slip);
  }

  private static Reference read(Class<?> contract, Method method, JsonObject json) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (var parameter : method.getParameters()) {
      JsonElement value = json.getAsJsonObject("inputs").get(parameter.getName());
      if (value != null) {
        inputs.put(parameter.getName(), value(value, parameter.getType()));
      }
    }
    return new Reference(
        json.get("name").getAsString(),
        Fixture.given(contract, inputs),
        value(json.get("expected"), method.getReturnType()));
  }

  private static Object value(JsonElement json, Class<?> type) {
    if (type == Matrix.class) {
      return Matrix.of(GSON.fromJson(json, double[][].class));
    }
    if (type == Matrix[].class) {
      return json.getAsJsonArray().asList().stream()
          .map(one -> value(one, Matrix.class))
          .toArray(Matrix[]::new);
    }
    return type.isRecord() ? record(json.getAsJsonObject(), type) : GSON.fromJson(json, type);
  }

  private static Object record(JsonObject json, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(json.get(components[i].getName()), types[i]);
    }
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }
}
