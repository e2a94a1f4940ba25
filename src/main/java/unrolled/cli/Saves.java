package unrolled.cli;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import unrolled.exercise.Exercise;

/**
 * Tells when a learner's file has been saved.
 *
 * <p>The system says that something is going on in a folder; whether a file is another one than
 * before is seen from its time and size. So it makes no difference whether an editor writes into
 * the file, or writes another and renames it. Network disks say nothing, and are looked at now and
 * then.
 */
final class Saves implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;
  private static final long SETTLES_MILLIS = 40;

  /** What changes when a file is saved. */
  private record Stamp(FileTime time, long size, Object file) {
    static Optional<Stamp> of(Path path) {
      try {
        var now = Files.readAttributes(path, BasicFileAttributes.class);
        return Optional.of(new Stamp(now.lastModifiedTime(), now.size(), now.fileKey()));
      } catch (IOException e) {
        // Between two steps of a save there is no file.
        return Optional.empty();
      }
    }
  }

  private final Map<Exercise, Stamp> known = new HashMap<>();
  private final List<Exercise> exercises;
  private final Consumer<Exercise> saved;
  private final WatchService service;
  private final Thread thread = new Thread(this::run, "saves");

  private Saves(List<Exercise> exercises, Consumer<Exercise> saved, WatchService service) {
    this.exercises = exercises;
    this.saved = saved;
    this.service = service;
  }

  /**
   * Calls {@code saved} for each of these exercises whose file is saved from now on, once it is
   * started.
   */
  static Saves of(List<Exercise> exercises, Consumer<Exercise> saved) throws IOException {
    var saves = new Saves(exercises, saved, FileSystems.getDefault().newWatchService());
    for (Exercise exercise : exercises) {
      Stamp.of(exercise.answer()).ifPresent(stamp -> saves.known.put(exercise, stamp));
      exercise
          .answer()
          .getParent()
          .register(
              saves.service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY);
    }
    return saves;
  }

  /** Begins to look. */
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        WatchKey key = service.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        look();
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    } catch (ClosedWatchServiceException e) {
      // The end.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    for (Exercise exercise : exercises) {
      Optional<Stamp> now = Stamp.of(exercise.answer());
      if (now.isPresent() && !now.get().equals(known.get(exercise))) {
        known.put(exercise, settled(exercise.answer(), now.get()));
        saved.accept(exercise);
      }
    }
  }

  /** Waits until a file is written whole. */
  private static Stamp settled(Path file, Stamp first) throws InterruptedException {
    Stamp before = first;
    while (true) {
      Thread.sleep(SETTLES_MILLIS);
      Stamp now = Stamp.of(file).orElse(before);
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    service.close();
  }
}
