package org.polderdns.server.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.records.rr.Soa;
import org.polderdns.wire.RecordType;

/** What {@code show-zone} says first: the kind of a zone and how it is kept the same elsewhere. */
final class ZoneSummary {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private ZoneSummary() {}

  static List<String> lines(ServedZone zone) {
    ZoneInfo info = zone.info();
    Optional<Soa> soa = Tool.atApex(zone, RecordType.SOA)
        .map(rrset -> Soa.FORMAT.read(rrset.rdatas().get(0)));
    List<String> lines = new ArrayList<>();
    if (!info.account().isEmpty()) {
      lines.add("This zone is owned by " + info.account());
    }
    lines.add("This is a " + word(info.kind()) + " zone");
    if (info.kind() == ZoneKind.MASTER || info.kind() == ZoneKind.PRODUCER) {
      long notified = Math.max(0, info.notifiedSerial());
      long serial = soa.map(Soa::serial).orElse(0L);
      lines.add("Last SOA serial number we notified: " + notified
          + (notified == serial ? " == " : " != ") + serial + " (serial in the database)");
    } else if (info.kind().isSecondary()) {
      lines.add(primaries(info.primaries()));
      lines.add("Last time we got update from primary: " + lastCheck(info));
      if (soa.isEmpty()) {
        lines.add("No SOA serial found in database");
      } else {
        lines.add("SOA serial in database: " + soa.get().serial());
        lines.add("Refresh interval: " + soa.get().refresh() + " seconds");
      }
    }
    return lines;
  }

  private static String word(ZoneKind kind) {
    String lower = kind.name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }

  private static String primaries(List<String> addresses) {
    StringBuilder line = new StringBuilder(addresses.size() == 1 ? "Primary: " : "Primaries: ");
    for (String address : addresses) {
      line.append(withPort(address)).append(' ');
    }
    return line.toString();
  }

  private static String withPort(String address) {
    boolean bare = address.indexOf(':') < 0 || address.endsWith("]");
    boolean bareIpv6 = !address.startsWith("[") && address.indexOf(':') != address.lastIndexOf(':');
    return bare ? address + ":53" : bareIpv6 ? "[" + address + "]:53" : address;
  }

  private static String lastCheck(ZoneInfo info) {
    return info.lastCheck() <= 0
        ? "Never"
        : TIME.format(Instant.ofEpochSecond(info.lastCheck()).atZone(ZoneId.systemDefault()));
  }
}
