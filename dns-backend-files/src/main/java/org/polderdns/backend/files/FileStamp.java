package org.polderdns.backend.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What tells one version of a file from another without reading it.
 *
 * @param modified milliseconds since 1970
 * @param size octets
 * @param key which file it is, as one that is renamed into its place is another; empty if the file
 *     system does not tell
 */
record FileStamp(long modified, long size, String key) {
  /** That of no file. */
  static final FileStamp NONE = new FileStamp(0, 0, "");

  /**
   * Asks the file system once.
   *
   * @throws IOException if there is no such file, or it cannot be asked for
   */
  static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(
        attributes.lastModifiedTime().toMillis(),
        attributes.size(),
        Objects.toString(attributes.fileKey(), ""));
  }

  /** As {@link #of}, {@link #NONE} where that fails. */
  static FileStamp ofAny(Path file) {
    try {
      return of(file);
    } catch (IOException e) {
      return NONE;
    }
  }
}
