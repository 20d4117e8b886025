package org.polderdns.backend.contract;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileReader;

/** Zones as text, for tests. */
public final class ZoneText {
  private ZoneText() {}

  /** Puts the records of a master file's text in the place of a zone's, made if need be. */
  public static ZoneInfo load(Backend store, Name apex, String text) {
    try (ZoneTransaction tx = writing(store).begin(apex)) {
      if (tx.zone().isEmpty()) {
        tx.create(ZoneKind.NATIVE);
      }
      read(tx.replaceAll(), apex, text).finish();
      tx.commit();
    }
    return store.zone(apex).orElseThrow();
  }

  /** Adds the records of a master file's text. */
  public static ZoneLoad read(ZoneLoad load, Name apex, String text) {
    try (ZoneFileReader reader = ZoneFileReader.of(text, apex)) {
      while (reader.next()) {
        load.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
      }
    }
    return load;
  }

  static ZoneWriting writing(Backend store) {
    return store.capability(ZoneWriting.class).orElseThrow();
  }

  /** One RRset, {@code ttl type} and the data of each record. */
  static RRset rrset(String owner, long ttl, String type, String... datas) {
    RecordType of = RecordType.parse(type);
    List<Octets> rdatas = new ArrayList<>();
    for (String data : datas) {
      rdatas.add(RdataFormats.of(of).parse(data, Name.ROOT));
    }
    return RRset.of(Name.parse(owner), of, ttl, rdatas);
  }

  /** Each record as {@code owner ttl type data}, sorted by whoever compares. */
  static List<String> lines(RRset set) {
    List<String> lines = new ArrayList<>();
    for (Octets rdata : set.rdatas()) {
      lines.add(set.owner()
          + " "
          + set.ttl()
          + " "
          + set.type()
          + " "
          + RdataFormats.of(set.type()).print(rdata));
    }
    return lines;
  }
}
