package unrolled.grade.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import unrolled.grade.intake.ItemFile.Kind;
import unrolled.grade.intake.ItemFile.Unreadable;

/** One thing in the folder, or in the zip, that was collected: mostly it is one student's. */
public sealed interface Item {
  String name();

  boolean isFolder();

  /** When it was written, in seconds; for comparing only. */
  long modified() throws IOException;

  /** All files in it, or itself. */
  List<ItemFile> files() throws IOException;

  /** What lies side by side in it; nothing in a file that is no zip. */
  List<Item> inside() throws IOException;

  default boolean isZip() {
    return !isFolder() && name().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /** Whether what lies there on disk is a zip by its name. */
  static boolean isZip(Path place) {
    return new OnDisk(place).isZip();
  }

  /** What lies in a folder or in a zip on disk, in the order of the names. */
  static List<Item> in(Path place) throws IOException {
    return new OnDisk(place).inside();
  }

  /** A folder or a file. */
  record OnDisk(Path path) implements Item {
    @Override
    public String name() {
      return Folder.name(path);
    }

    @Override
    public boolean isFolder() {
      return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long modified() throws IOException {
      return isFolder()
          ? files().stream().mapToLong(ItemFile::modified).max().orElse(0)
          : Folder.modified(
              Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public List<ItemFile> files() throws IOException {
      return Folder.files(path, Limits.FILES);
    }

    @Override
    public List<Item> inside() throws IOException {
      if (Files.isDirectory(path)) {
        try (Stream<Path> children = Files.list(path)) {
          return sorted(children.map(OnDisk::new));
        }
      }
      if (!isZip()) {
        return List.of();
      }
      try (FileChannel file = FileChannel.open(path)) {
        if (file.size() > Integer.MAX_VALUE) {
          throw new Unreadable("larger than 2 GB: unpack it");
        }
        return zipped(Zip.files(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size())));
      }
    }
  }

  /** A folder or a file in a zip. */
  record InZip(String name, boolean isFolder, List<ItemFile> files) implements Item {
    @Override
    public long modified() {
      return files.stream().mapToLong(ItemFile::modified).max().orElse(0);
    }

    @Override
    public List<Item> inside() throws IOException {
      if (isFolder) {
        return zipped(files);
      }
      boolean readable = isZip() && files.get(0).kind() == Kind.FILE;
      return readable
          ? zipped(Zip.files(ByteBuffer.wrap(files.get(0).content().read(Limits.BULK_BYTES))))
          : List.of();
    }
  }

  private static List<Item> zipped(List<ItemFile> files) {
    Map<String, List<ItemFile>> folders = new TreeMap<>();
    var items = new ArrayList<Item>();
    for (ItemFile file : files) {
      int slash = file.path().indexOf('/');
      if (slash < 0) {
        items.add(new InZip(file.path(), false, List.of(file)));
      } else {
        folders
            .computeIfAbsent(file.path().substring(0, slash), any -> new ArrayList<>())
            .add(file.at(file.path().substring(slash + 1)));
      }
    }
    folders.forEach((name, all) -> items.add(new InZip(name, true, all)));
    return sorted(items.stream());
  }

  private static List<Item> sorted(Stream<? extends Item> items) {
    return items
        .<Item>map(item -> item)
        .filter(
            item ->
                !(item.isFolder() ? Clutter.isFolder(item.name()) : Clutter.isFile(item.name())))
        .sorted(Comparator.comparing(Item::name))
        .toList();
  }
}
