package org.polderdns.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.BackendSet;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code bench-db}: looks up each name of a file, and 10,000 names below them that should not be
 * there, as questions do it but for caches.
 */
@Command(
    name = "bench-db",
    description = "Measure look-ups of the names in a file, one a line, in the stores")
final class BenchDb extends ZoneCommand {
  private static final int MISSES = 10_000;

  @Parameters(index = "0", paramLabel = "FILE", arity = "0..1", defaultValue = "")
  private String file = "";

  private long retrieved;
  private long lookups;

  @Override
  int run() {
    List<Name> names = names();
    BackendSet zones = new BackendSet(tool().stores().backends(), BackendSet.Options.DEFAULT);
    long start = System.nanoTime();
    for (Name name : names) {
      lookup(zones, name);
    }
    long found = retrieved;
    for (int i = 0; i < MISSES && !names.isEmpty(); i++) {
      Name parent = names.get(i % names.size());
      if (parent.length() < 200) {
        lookup(zones, Name.parse("bench-db-" + i, parent));
      }
    }
    double millis = (System.nanoTime() - start) / 1e6;
    tool().print(millis / Math.max(1, lookups) + " millisecond/lookup");
    tool()
        .print("Retrieved " + found + " records, did " + MISSES
            + " queries which should have no match");
    tool().print("Packet cache reports: 0 hits (should be 0) and 0 misses");
    return 0;
  }

  private void lookup(BackendSet zones, Name name) {
    lookups++;
    Optional<ZoneNode> node = zones.zone(name).flatMap(zone -> zone.node(name));
    node.ifPresent(at -> at.rrsets().forEach(rrset -> retrieved += rrset.size()));
  }

  private List<Name> names() {
    List<Name> names = new ArrayList<>();
    if (file.isEmpty()) {
      names.add(Name.parse("powerdns.com."));
      return names;
    }
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (!line.isBlank()) {
          names.add(Tool.zoneName(line.strip()));
        }
      }
    } catch (IOException e) {
      tool()
          .console()
          .err()
          .println("Could not open '" + file + "' for reading zone names to query");
    }
    return names;
  }
}
