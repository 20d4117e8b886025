package org.polderdns.backend;

import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Files with the signing keys, metadata and TSIG keys of zones whose records are elsewhere, as {@code
 * bind-dnssec-db} names one. Found with {@link ServiceLoader}.
 */
public interface KeyFiles {
  /**
   * Makes an empty file that only its owner can read and write.
   *
   * @param name of the backend that messages are to be of
   * @throws StoreException if it exists, or cannot be made
   */
  void create(String name, Path file);

  /**
   * Opens a file. What it opens plays {@link KeyListing}, {@link KeySearch}, {@link MetadataStore},
   * {@link MetadataSearch}, {@link TsigKeyStore}, {@link ChangeMark} and {@link ZoneWriting}, of which
   * keys and metadata alone can be changed. Every name is that of a zone to it, without records.
   *
   * @param name of the backend that messages are to be of
   * @param journalMode SQLite's, empty to leave the file's
   * @throws StoreException if it is not there or not such a file
   */
  Backend open(String name, Path file, String journalMode);

  /**
   * Those that there are.
   *
   * @throws StoreException if there are none
   */
  static KeyFiles find(String name) {
    return ServiceLoader.load(KeyFiles.class)
        .findFirst()
        .orElseThrow(() -> new StoreException(
            name, "files with keys need dns-backend-sql, which is not on the module path"));
  }
}
