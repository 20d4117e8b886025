package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of passwords as PostgreSQL's client library reads it: lines of {@code
 * host:port:database:user:password}, of which the first counts that fits. A star fits anything; a
 * backslash takes a colon or a backslash as it is; {@code #} begins a line that is a comment.
 */
final class PasswordFile {
  private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.OTHERS_WRITE,
      PosixFilePermission.OTHERS_EXECUTE);

  private PasswordFile() {}

  /**
   * The password for a connection; empty if there is none for it.
   *
   * @param wanted host, port, database and user
   * @throws IOException if the file cannot be read, or others than its owner have a right to it;
   *     the client library does without it then
   */
  static Optional<String> find(Path file, List<String> wanted) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no such file");
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
      throw new IOException("others than its owner have rights to it: chmod 600");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#"))
        .map(PasswordFile::fields)
        .filter(fields -> fits(fields, wanted))
        .map(fields -> unescaped(fields.get(wanted.size())))
        .findFirst();
  }

  /** The fields as they are written, the last of which goes on to the end of the line. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length() && fields.size() < 4; i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        fields.add(line.substring(start, i));
        start = i + 1;
      }
    }
    fields.add(line.substring(start));
    return fields;
  }

  private static boolean fits(List<String> fields, List<String> wanted) {
    if (fields.size() != wanted.size() + 1) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!fields.get(i).equals("*") && !unescaped(fields.get(i)).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String unescaped(String field) {
    return field.replaceAll("\\\\(.)", "$1");
  }
}
