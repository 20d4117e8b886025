package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files in which clients of MySQL and MariaDB find how to connect: groups in brackets, {@code
 * key = value} below, {@code !include} and {@code !includedir}. Of a key that is there twice the
 * last counts. Hyphen and underscore are the same in keys.
 */
final class OptionFile {
  private static final int DEEPEST = 10;

  private final Set<String> groups;
  private final Map<String, String> values = new HashMap<>();

  private OptionFile(Set<String> groups) {
    this.groups = groups;
  }

  /** The files that the clients read, in their order. */
  static List<Path> standard() {
    return List.of(
        Path.of("/etc/my.cnf"),
        Path.of("/etc/mysql/my.cnf"),
        Path.of(System.getProperty("user.home", "/"), ".my.cnf"));
  }

  /**
   * Reads what is there of some files.
   *
   * @return the values in the groups named, keys with hyphens
   * @throws IllegalArgumentException if a file is there and cannot be read
   */
  static Map<String, String> read(List<Path> files, Set<String> groups) {
    OptionFile all = new OptionFile(groups);
    for (Path file : files) {
      if (Files.exists(file)) {
        all.take(file, 0);
      }
    }
    return Map.copyOf(all.values);
  }

  private void take(Path file, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(file + ": included more than " + DEEPEST + " deep");
    }
    String group = "";
    for (String raw : lines(file)) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("!includedir")) {
        for (Path included : directory(Path.of(line.substring(11).strip()))) {
          take(included, depth + 1);
        }
      } else if (line.startsWith("!include")) {
        take(Path.of(line.substring(8).strip()), depth + 1);
      } else if (line.startsWith("[") && line.endsWith("]")) {
        group = line.substring(1, line.length() - 1).strip();
      } else if (groups.contains(group)) {
        assign(line);
      }
    }
  }

  private void assign(String line) {
    int equals = line.indexOf('=');
    String key = (equals < 0 ? line : line.substring(0, equals)).strip().replace('_', '-');
    String value = equals < 0 ? "" : line.substring(equals + 1).strip();
    values.put(key, withoutQuotes(withoutComment(value)));
  }

  /** Up to a {@code #} behind a blank that is not in quotes. */
  private static String withoutComment(String value) {
    char quote = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (i == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '#' && i > 0 && Character.isWhitespace(value.charAt(i - 1))) {
        return value.substring(0, i).strip();
      }
    }
    return value;
  }

  private static String withoutQuotes(String value) {
    int last = value.length() - 1;
    boolean quoted = last > 0
        && value.charAt(0) == value.charAt(last)
        && (value.charAt(0) == '"' || value.charAt(0) == '\'');
    return quoted ? value.substring(1, last) : value;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> directory(Path directory) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.cnf")) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + directory + ": " + e.getMessage(), e);
    }
    files.sort(null);
    return files;
  }
}
