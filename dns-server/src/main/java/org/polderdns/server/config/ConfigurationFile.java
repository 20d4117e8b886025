package org.polderdns.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads {@code pdns.conf} and the like: one {@code name=value} a line, blanks around both dropped,
 * {@code #} at the start or behind a blank begins a comment, a backslash at the end goes on in the
 * next line. A comment ends with its line.
 */
final class ConfigurationFile {
  private ConfigurationFile() {}

  /**
   * The assignments of a file in order.
   *
   * @throws IOException if it cannot be read
   */
  static List<Assignment> read(Path file) throws IOException {
    List<Assignment> assignments = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    int number = 0;
    int first = 0; // line on which the assignment at hand began
    for (String raw :
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      String line = withoutComment(raw).stripTrailing();
      if (pending.isEmpty()) {
        first = number;
      }
      if (line.endsWith("\\")) {
        pending.append(line, 0, line.length() - 1);
        continue;
      }
      pending.append(line);
      add(assignments, pending, file + ":" + first);
    }
    add(assignments, pending, file + ":" + first);
    return assignments;
  }

  private static void add(List<Assignment> assignments, StringBuilder text, String source) {
    String assignment = text.toString().strip();
    text.setLength(0);
    if (!assignment.isEmpty()) {
      assignments.add(Assignment.parse(assignment, source));
    }
  }

  private static String withoutComment(String line) {
    for (int hash = line.indexOf('#'); hash >= 0; hash = line.indexOf('#', hash + 1)) {
      if (hash == 0 || Character.isWhitespace(line.charAt(hash - 1))) {
        return line.substring(0, hash);
      }
    }
    return line;
  }

  /**
   * The {@code *.conf} of a directory, by the octets of their names.
   *
   * @throws SettingException if it cannot be read
   */
  static List<Path> included(Path directory) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.conf")) {
      for (Path file : stream) {
        if (!file.getFileName().toString().startsWith(".")) {
          files.add(file);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new SettingException(directory + " is not accessible: " + reason(e));
    }
    files.sort((a, b) -> Arrays.compareUnsigned(octets(a), octets(b)));
    return files;
  }

  /** Why a file could not be read, in the words of the system where the JDK has none. */
  static String reason(Exception e) {
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof java.nio.file.NotDirectoryException) {
      return "Not a directory";
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "Permission denied";
    }
    return String.valueOf(e.getMessage());
  }

  private static byte[] octets(Path file) {
    return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
  }
}
