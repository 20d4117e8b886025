package org.polderdns.backend.files;

import java.io.IOException;
import java.nio.file.Path;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneLoader;

/**
 * A zone as a master file has it.
 *
 * @param records those of the file, repeated ones too
 * @param stamp the file's when reading began: a file that was written meanwhile has another
 */
record LoadedFile(CompiledZone zone, long records, FileStamp stamp) {
  /**
   * Reads a file whole.
   *
   * @throws IOException if there is none
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws PresentationFormatException if it is no zone: one SOA, all within {@code apex}
   */
  static LoadedFile read(Name apex, Path file, ZoneLoader loader) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    ZoneLoader.Loaded loaded = loader.load(file, apex);
    return new LoadedFile(loaded.zone(), loaded.records(), stamp);
  }
}
