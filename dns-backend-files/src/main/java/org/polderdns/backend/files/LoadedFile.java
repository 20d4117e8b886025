package org.polderdns.backend.files;

import java.io.IOException;
import java.nio.file.Path;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneCompiler;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;

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
   * @param options what happens to records outside of the zone
   * @throws IOException if it cannot be opened
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws PresentationFormatException if it is no zone: one SOA, all within {@code apex}
   */
  static LoadedFile read(Name apex, Path file, ZoneFileOptions options) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    ZoneCompiler compiler = CompiledZone.compiler(apex);
    boolean soa = false;
    try (ZoneFileReader reader = ZoneFileReader.open(file, apex, options)) {
      while (reader.next()) {
        soa |= reader.type() == RecordType.SOA;
        compiler.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
      }
      if (!soa) {
        throw new PresentationFormatException(file + ": the zone has no SOA");
      }
      return new LoadedFile(compiler.finish(), reader.count(), stamp);
    }
  }
}
