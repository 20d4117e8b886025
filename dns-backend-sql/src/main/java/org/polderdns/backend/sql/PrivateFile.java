package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files for databases: whoever may read one has the private keys of all zones in it. */
final class PrivateFile {
  private PrivateFile() {}

  /**
   * Makes an empty file that nobody but its owner may read, mode 0600.
   *
   * @throws FileAlreadyExistsException if it is there
   */
  static void make(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }
}
