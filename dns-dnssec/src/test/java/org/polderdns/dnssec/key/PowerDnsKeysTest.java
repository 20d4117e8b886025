package org.polderdns.dnssec.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileReader;

/** Keys that pdnsutil 4.7.3 made, one of each algorithm, and what it shows of them. */
class PowerDnsKeysTest {
  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void storedTextIsReadAndWrittenOctetByOctet(SigningAlgorithm algorithm) {
    String text = Fixtures.text("powerdns/" + algorithm.number() + ".isc");
    SigningKey key = IscKeyText.parse(text);
    assertThat(key.algorithm()).isEqualTo(algorithm);
    assertThat(key.bits()).isEqualTo(algorithm.isRsa() ? 1024 : algorithm.minBits());
    assertThat(IscKeyText.write(key)).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void pemIsReadAndWrittenOctetByOctet(SigningAlgorithm algorithm) {
    String pem = Fixtures.text("powerdns/" + algorithm.number() + ".pem");
    SigningKey key = KeyPem.parse(pem, algorithm);
    assertThat(key)
        .isEqualTo(IscKeyText.parse(Fixtures.text("powerdns/" + algorithm.number() + ".isc")));
    assertThat(KeyPem.write(key)).isEqualTo(pem);
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void dnskeyAndDsAreThoseShown(SigningAlgorithm algorithm) {
    SigningKey key = IscKeyText.parse(Fixtures.text("powerdns/" + algorithm.number() + ".isc"));
    Name zone = Name.parse("x.test.");
    List<Ds> digests = new ArrayList<>();
    try (ZoneFileReader reader = ZoneFileReader.of(
        "$TTL 3600\n" + Fixtures.text("powerdns/" + algorithm.number() + ".zone"), zone)) {
      while (reader.next()) {
        if (reader.type() == RecordType.DNSKEY) {
          assertThat(Dnskey.FORMAT.write(key.dnskey(257))).isEqualTo(reader.rdata());
        } else {
          digests.add(Ds.FORMAT.read(reader.rdata()));
        }
      }
    }
    assertThat(digests)
        .containsExactly(
            DigestType.SHA1.ds(zone, key.dnskey(257)),
            DigestType.SHA256.ds(zone, key.dnskey(257)),
            DigestType.SHA384.ds(Name.parse("X.Test."), key.dnskey(257)));
    assertThat(digests).allMatch(ds -> ds.keyTag() == key.tag(257));
  }
}
