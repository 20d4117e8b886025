package org.polderdns.server.cli;

import org.polderdns.backend.Backend;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.file.ZoneFileReader;

/** Brings the records of a master file into a store, in one transaction. */
final class ZoneLoading {
  private ZoneLoading() {}

  /**
   * Replaces all records of a zone.
   *
   * @param create whether the zone has to be made first
   * @param source what the file is called where no line can be named
   * @param verification called before the end if the zone has a ZONEMD, may throw
   * @throws org.polderdns.wire.PresentationFormatException if the file is wrong
   * @throws CommandException if the zone as a whole may not be; it is as it was before
   */
  static void load(
      Backend store,
      Name apex,
      boolean create,
      ZoneFileReader reader,
      String source,
      LoadProgress progress,
      Runnable verification) {
    try (ZoneTransaction tx = Tool.writing(store).begin(apex)) {
      if (create) {
        tx.create(ZoneKind.NATIVE);
      }
      ZoneLoad load = tx.replaceAll();
      load.onProgress(progress::records);
      boolean digested = false;
      while (reader.next()) {
        add(load, reader);
        digested |= reader.type() == RecordType.ZONEMD && reader.owner().equals(apex);
      }
      progress.writing(finish(load, source));
      if (digested) {
        verification.run();
      }
      tx.commit();
    }
  }

  private static void add(ZoneLoad load, ZoneFileReader reader) {
    try {
      load.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
    } catch (ChangeRefusedException e) {
      throw reader.error(e.getMessage());
    }
  }

  private static long finish(ZoneLoad load, String source) {
    try {
      return load.finish();
    } catch (ChangeRefusedException e) {
      throw new CommandException("Error: " + source + ": " + e.getMessage());
    }
  }
}
