package org.polderdns.zone.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polderdns.wire.Name;

/**
 * Prints a master file sorted, one record a line, so that two can be compared: {@code
 * PrintZoneFile FILE APEX}. Owners are in lower case, and an RRset has the TTL of its first record
 * in the file, since tools differ in both.
 */
final class PrintZoneFile {
  private PrintZoneFile() {}

  public static void main(String[] args) {
    List<ZoneRecord> records = new ArrayList<>();
    Map<String, Long> ttls = new TreeMap<>();
    try (ZoneFileReader reader = ZoneFileReader.open(Path.of(args[0]), Name.parse(args[1]))) {
      while (reader.next()) {
        Name owner = reader.owner().canonical();
        long first = ttls.computeIfAbsent(owner + " " + reader.type(), key -> reader.ttl());
        records.add(new ZoneRecord(owner, first, reader.rclass(), reader.type(), reader.rdata()));
      }
    }
    ZoneFileWriter writer = ZoneFileWriter.absolute(System.out);
    writer.writeSorted(records);
    writer.flush();
  }
}
