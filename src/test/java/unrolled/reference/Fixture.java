package unrolled.reference;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

/** Named tensors that {@code src/test/python/pytorch_fixtures.py} wrote, in PyTorch's layout. */
public final class Fixture {
  private final String name;
  private final JsonObject tensors;

  private Fixture(String name, JsonObject tensors) {
    this.name = name;
    this.tensors = tensors;
  }

  public static Fixture read(String name) {
    String path = "/unrolled/pytorch/" + name + ".json";
    InputStream in = Fixture.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalArgumentException("no fixture " + path);
    }
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      JsonObject file = JsonParser.parseReader(reader).getAsJsonObject();
      return new Fixture(name, file.getAsJsonObject("tensors"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tensor of two dimensions as it is; one of one dimension as a row. */
  public Matrix matrix(String key) {
    int[] shape = shape(key);
    return switch (shape.length) {
      case 1 -> Matrix.row(data(key));
      case 2 -> Matrix.wrap(shape[0], shape[1], data(key));
      default -> throw new IllegalArgumentException(name + ": " + key + " is not a matrix");
    };
  }

  /** A tensor (time, batch, feature). */
  public Sequence sequence(String key) {
    int[] shape = shape(key);
    Sequence s = new Sequence(shape[0], shape[1], shape[2]);
    return s.withFlat(Matrix.wrap(shape[0] * shape[1], shape[2], data(key)));
  }

  public double scalar(String key) {
    if (shape(key).length != 0) {
      throw new IllegalArgumentException(name + ": " + key);
    }
    return data(key)[0];
  }

  public int[] integers(String key) {
    return IntStream.range(0, shape(key)[0]).map(i -> (int) data(key)[i]).toArray();
  }

  private JsonObject tensor(String key) {
    if (!tensors.has(key)) {
      throw new IllegalArgumentException(name + " holds no tensor " + key);
    }
    return tensors.getAsJsonObject(key);
  }

  private int[] shape(String key) {
    return IntStream.range(0, tensor(key).getAsJsonArray("shape").size())
        .map(i -> tensor(key).getAsJsonArray("shape").get(i).getAsInt())
        .toArray();
  }

  private double[] data(String key) {
    var data = tensor(key).getAsJsonArray("data");
    return IntStream.range(0, data.size()).mapToDouble(i -> data.get(i).getAsDouble()).toArray();
  }
}
