package org.polderdns.dnssec.validate;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.scenario.Scenario;

/** Keys and signed zones for tests of validation. */
final class TestZones {
  static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final SignatureWindow WINDOW = SignatureWindow.weekly(CLOCK, Duration.ZERO);

  private TestZones() {}

  static ZoneKey key(long id, SigningAlgorithm algorithm, int flags) {
    return new ZoneKey(
        id,
        SigningKey.generate(algorithm, algorithm.minBits(), new SecureRandom()),
        flags,
        KeyLife.always(KeyState.IN_USE));
  }

  static ZoneKey csk() {
    return key(1, SigningAlgorithm.ED25519, 257);
  }

  static ZoneKeys keys(ZoneKey... keys) {
    return ZoneKeys.at(NOW, List.of(keys));
  }

  static RRset ds(Name zone, ZoneKey... keys) {
    return RRset.of(
        zone,
        RecordType.DS,
        3600,
        List.of(keys).stream()
            .map(key -> Ds.FORMAT.write(DigestType.SHA256.ds(zone, key.dnskey())))
            .toList());
  }

  /** The data of a zone: an SOA, an NS, and a text of records. */
  static List<RRset> data(Name apex, String text) {
    return Scenario.records(
        apex, "$TTL 3600\n@ SOA ns hostmaster 1 3600 300 3600000 300\n@ NS ns\n" + text);
  }

  static ZoneTree sign(Name apex, Collection<RRset> data, ZoneKeys keys, DenialParameters denial) {
    return Server.sign(apex, data, keys, SigningOptions.of(denial, WINDOW));
  }

  static List<RRset> with(List<RRset> data, RRset... more) {
    List<RRset> all = new ArrayList<>(data);
    all.addAll(List.of(more));
    return all;
  }

  static RRset rrset(String owner, RecordType type, String text) {
    return RRset.of(Name.parse(owner), 3600, Rdata.parse(type, text));
  }
}
