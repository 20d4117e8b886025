package org.polderdns.dnssec.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Rrsig;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.wire.WireFormatException;
import org.polderdns.wire.WireRecord;

/** An RRset of a message and the signatures that cover it. */
record SignedRRset(RRset rrset, List<Octets> signatures) {
  private static final long MAX_TTL = 0x7fffffffL;

  private record Key(Name owner, RecordType type, RecordClass rclass) {}

  /** Those of a section, in order; signatures that cover nothing there are left out. */
  static List<SignedRRset> of(Message message, Section section) {
    Map<Key, List<WireRecord>> data = new LinkedHashMap<>();
    Map<Key, List<Octets>> signatures = new LinkedHashMap<>();
    for (WireRecord one : message.records(section)) {
      if (one.type() != RecordType.RRSIG) {
        data.computeIfAbsent(new Key(one.owner(), one.type(), one.rclass()), k -> new ArrayList<>())
            .add(one);
      } else if (one.rdata().length() >= 2) {
        RecordType covered = RecordType.of(one.rdata().u16(0));
        signatures
            .computeIfAbsent(new Key(one.owner(), covered, one.rclass()), k -> new ArrayList<>())
            .add(one.rdata());
      }
    }
    List<SignedRRset> all = new ArrayList<>(data.size());
    data.forEach((key, records) -> {
      RRset rrset = RRset.of(
          key.owner,
          key.type,
          key.rclass,
          Math.min(records.get(0).ttl(), MAX_TTL),
          records.stream().map(WireRecord::rdata).toList());
      all.add(new SignedRRset(rrset, signatures.getOrDefault(key, List.of())));
    });
    return all;
  }

  Name owner() {
    return rrset.owner();
  }

  RecordType type() {
    return rrset.type();
  }

  boolean is(Name owner, RecordType type) {
    return type() == type && owner().equals(owner);
  }

  static Optional<SignedRRset> find(List<SignedRRset> all, Name owner, RecordType type) {
    return all.stream().filter(one -> one.is(owner, type)).findFirst();
  }

  boolean isDenial() {
    return type() == RecordType.NSEC || type() == RecordType.NSEC3;
  }

  /** Labels of the owner without a wildcard's asterisk, as RRSIGs count them. */
  int labels() {
    return owner().labelCount() - (owner().isWildcard() ? 1 : 0);
  }

  /** The lowest zone that a signature says it is from, as far as it can be; null if none can. */
  @Nullable
  Name signer() {
    Name lowest = null;
    for (Octets rdata : signatures) {
      Name signer = signer(rdata);
      boolean fits = signer != null
          && owner().isAtOrBelow(signer)
          && !(type() == RecordType.DS && signer.equals(owner()));
      if (fits && (lowest == null || signer.labelCount() > lowest.labelCount())) {
        lowest = signer;
      }
    }
    return lowest;
  }

  private static @Nullable Name signer(Octets rdata) {
    try {
      return Rrsig.FORMAT.read(rdata).signer();
    } catch (WireFormatException e) {
      return null;
    }
  }
}
