package org.polderdns.dnssec.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.KeyTags;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.sign.RRsetVerifier.Verdict;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

class RRsetVerifierTest {
  private static final Name APEX = Name.parse("Example.");
  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
  private static final SignatureWindow WINDOW =
      SignatureWindow.weekly(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ZERO);
  private static final ZoneKey KEY = key();
  private static final RRset DNSKEYS = dnskeys(List.of(KEY.dnskey()));
  private static final RRsetSigner SIGNER = RRsetSigner.of(APEX, KEY);
  private static final RRsetVerifier VERIFIER = RRsetVerifier.of(APEX, DNSKEYS);

  private static ZoneKey key() {
    return new ZoneKey(
        1,
        SigningKey.generate(SigningAlgorithm.ED25519, 256, new SecureRandom()),
        257,
        KeyLife.always(KeyState.IN_USE));
  }

  private static RRset dnskeys(List<Dnskey> keys) {
    return RRset.of(
        APEX, RecordType.DNSKEY, 60, keys.stream().map(Dnskey.FORMAT::write).toList());
  }

  private static RRset rrset(String owner, RecordType type, String... texts) {
    List<Octets> all = new ArrayList<>();
    for (String text : texts) {
      all.add(Rdata.parse(type, text, APEX).octets());
    }
    return RRset.of(Name.parse(owner), type, 3600, all);
  }

  private static Verdict verify(RRset rrset, Octets rrsig) {
    return VERIFIER.verify(rrset, rrsig, NOW);
  }

  @Test
  void orderDuplicatesAndCaseOfNamesDoNotCount() {
    Octets rrsig =
        SIGNER.rrsig(rrset("a.example.", RecordType.MX, "10 b.example.", "9 c.example."), WINDOW);
    RRset other =
        rrset("A.EXAMPLE.", RecordType.MX, "9 C.example.", "10 B.Example.", "10 b.example.");
    assertThat(verify(other, rrsig)).isEqualTo(Verdict.VALID);
    assertThat(verify(rrset("a.example.", RecordType.MX, "10 b.example."), rrsig))
        .isEqualTo(Verdict.BOGUS);
  }

  /** RFC 6840 §5.1: the next name of an NSEC keeps its case, and so do types that are not known. */
  @Test
  void caseCountsWhereRfc6840SaysSo() {
    Octets nsec = SIGNER.rrsig(rrset("a.example.", RecordType.NSEC, "B.example. A"), WINDOW);
    assertThat(verify(rrset("a.example.", RecordType.NSEC, "b.example. A"), nsec))
        .isEqualTo(Verdict.BOGUS);
    Octets text = SIGNER.rrsig(rrset("a.example.", RecordType.TXT, "B"), WINDOW);
    assertThat(verify(rrset("a.example.", RecordType.TXT, "b"), text)).isEqualTo(Verdict.BOGUS);
    Octets srv = SIGNER.rrsig(rrset("a.example.", RecordType.SRV, "1 2 3 B.example."), WINDOW);
    assertThat(verify(rrset("a.example.", RecordType.SRV, "1 2 3 b.example."), srv))
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void wildcardsSignatureVerifiesWhatIsExpandedFromIt() {
    Octets rrsig = SIGNER.rrsig(rrset("*.w.example.", RecordType.A, "192.0.2.1"), WINDOW);
    assertThat(rrsig.at(3)).isEqualTo(2);
    assertThat(verify(rrset("*.w.example.", RecordType.A, "192.0.2.1"), rrsig))
        .isEqualTo(Verdict.VALID);
    assertThat(verify(rrset("b.c.W.example.", RecordType.A, "192.0.2.1"), rrsig))
        .isEqualTo(Verdict.VALID);
    assertThat(verify(rrset("w.example.", RecordType.A, "192.0.2.1"), rrsig))
        .isEqualTo(Verdict.BOGUS);
    assertThat(verify(rrset("b.v.example.", RecordType.A, "192.0.2.1"), rrsig))
        .isEqualTo(Verdict.BOGUS);
  }

  @Test
  void everyBitCounts() {
    RRset rrset = rrset("a.example.", RecordType.A, "192.0.2.1", "192.0.2.2");
    byte[] rrsig = SIGNER.rrsig(rrset, WINDOW).toArray();
    assertThat(verify(rrset, Octets.copyOf(rrsig))).isEqualTo(Verdict.VALID);
    int letters = 0;
    for (int bit = 0; bit < 8 * rrsig.length; bit++) {
      rrsig[bit / 8] ^= (byte) (1 << bit % 8);
      if (verify(rrset, Octets.copyOf(rrsig)) == Verdict.VALID) {
        letters++; // the case of the signer's name
      }
      rrsig[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(letters).isEqualTo("example".length());
    for (int length = 0; length < rrsig.length; length++) {
      assertThat(verify(rrset, Octets.copyOf(rrsig, 0, length))).isNotEqualTo(Verdict.VALID);
    }
    assertThat(verify(rrset.withTtl(1), Octets.copyOf(rrsig))).isEqualTo(Verdict.VALID);
    RRset chaos =
        RRset.of(rrset.owner(), rrset.type(), RecordClass.of(3), rrset.ttl(), rrset.rdatas());
    assertThat(verify(chaos, Octets.copyOf(rrsig))).isEqualTo(Verdict.BOGUS);
  }

  @Test
  void timesAreComparedAsSerialNumbers() {
    RRset rrset = rrset("a.example.", RecordType.A, "192.0.2.1");
    Octets rrsig = SIGNER.rrsig(rrset, WINDOW);
    Instant first = Instant.parse("2026-11-12T00:00:00Z");
    Instant last = Instant.parse("2026-12-03T00:00:00Z");
    assertThat(VERIFIER.verify(rrset, rrsig, first)).isEqualTo(Verdict.VALID);
    assertThat(VERIFIER.verify(rrset, rrsig, last)).isEqualTo(Verdict.VALID);
    assertThat(VERIFIER.verify(rrset, rrsig, first.minusSeconds(1)))
        .isEqualTo(Verdict.NOT_YET_VALID);
    assertThat(VERIFIER.verify(rrset, rrsig, last.plusSeconds(1))).isEqualTo(Verdict.EXPIRED);
    Instant in2106 = Instant.parse("2106-02-07T06:28:16Z"); // 2^32
    Octets over =
        SIGNER.rrsig(rrset, SignatureWindow.of(in2106.minusSeconds(100), in2106.plusSeconds(100)));
    assertThat(VERIFIER.verify(rrset, over, in2106.minusSeconds(50))).isEqualTo(Verdict.VALID);
    assertThat(VERIFIER.verify(rrset, over, in2106.plusSeconds(50))).isEqualTo(Verdict.VALID);
    assertThat(VERIFIER.verify(rrset, over, in2106.plusSeconds(150))).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void windowOfThursdayChangesAtMidnight() {
    Instant thursday = Instant.parse("2026-11-19T00:00:00Z");
    assertThat(
            SignatureWindow.weekly(Clock.fixed(thursday, ZoneOffset.UTC), Duration.ofSeconds(30)))
        .isEqualTo(SignatureWindow.of(
            Instant.parse("2026-11-12T00:00:00Z"), Instant.parse("2026-12-03T00:00:30Z")));
    assertThat(SignatureWindow.weekly(
            Clock.fixed(thursday.minusSeconds(1), ZoneOffset.UTC), Duration.ZERO))
        .isEqualTo(SignatureWindow.of(
            Instant.parse("2026-11-05T00:00:00Z"), Instant.parse("2026-11-26T00:00:00Z")));
    assertThat(WINDOW.left(Instant.parse("2026-12-02T00:00:00Z"))).isEqualTo(Duration.ofDays(1));
    assertThat(WINDOW.left(Instant.parse("2026-12-04T00:00:00Z"))).isEqualTo(Duration.ofDays(-1));
  }

  @Test
  void signaturesOfOthersDoNotCount() {
    RRset rrset = rrset("a.example.", RecordType.A, "192.0.2.1");
    assertThat(verify(rrset, RRsetSigner.of(APEX, key()).rrsig(rrset, WINDOW)))
        .isEqualTo(Verdict.NO_KEY);
    assertThat(verify(rrset, RRsetSigner.of(Name.parse("a.example."), KEY).rrsig(rrset, WINDOW)))
        .isEqualTo(Verdict.UNFIT);
    assertThat(verify(rrset("b.", RecordType.A, "192.0.2.1"), SIGNER.rrsig(rrset, WINDOW)))
        .isEqualTo(Verdict.UNFIT);
    Dnskey revoked = KEY.key().dnskey(257 | 0x80);
    RRsetVerifier none = RRsetVerifier.of(
        APEX,
        dnskeys(List.of(
            revoked,
            KEY.key().dnskey(0),
            new Dnskey(257, 2, 15, KEY.key().publicKey()),
            new Dnskey(257, 3, 250, KEY.key().publicKey()),
            new Dnskey(257, 3, 15, Octets.of(1)))));
    assertThat(none.dnskeys()).isEmpty();
    assertThat(none.verify(rrset, SIGNER.rrsig(rrset, WINDOW), NOW)).isEqualTo(Verdict.NO_KEY);
  }

  /** Keys made to share a tag may not make one signature cost as many verifications. */
  @Test
  void fewKeysOfOneTagAreTried() {
    List<Dnskey> same = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] rsa = new byte[1 + 3 + 128];
      Arrays.fill(rsa, (byte) 0xff);
      rsa[0] = 3;
      rsa[10] = (byte) i;
      rsa[12] = (byte) (255 - i);
      same.add(new Dnskey(256, 3, 8, Octets.wrap(rsa)));
    }
    assertThat(same.stream().map(KeyTags::of).distinct()).hasSize(1);
    assertThat(RRsetVerifier.of(APEX, dnskeys(same)).dnskeys()).hasSize(RRsetVerifier.MAX_SAME_TAG);
  }
}
