package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryTest {
  private static final long SEED = 6891;
  private static final String ASK = "000100000001000000000001" + "016100000100" + "01";

  private final Query query = new Query();

  static Stream<Vectors.Vector> vectors() {
    return Vectors.read("queries.vectors", 3);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void outcomes(Vectors.Vector vector) {
    byte[] padded = new byte[vector.octets().length() + 20];
    vector.octets().copyTo(padded, 7);
    Query.Outcome outcome = query.read(padded, 7, 7 + vector.octets().length());
    String found = (query.hasQuestion() ? "q" : "")
        + (query.hasEdns() ? "e" : "")
        + (query.hasTsig() ? "t" : "");
    assertThat(outcome).hasToString(vector.words().get(0));
    assertThat(found.isEmpty() ? "-" : found).isEqualTo(vector.words().get(1));
  }

  private Query.Outcome read(String hex) {
    byte[] octets = Octets.parseHex(hex.replace(" ", "")).toArray();
    return query.read(octets, 0, octets.length);
  }

  @Test
  void whatWasReadIsThere() {
    assertThat(read("abcd 0110 0001 0000 0000 0001 03777757 076578614d706c65 00 001c 0003"
            + "00 0029 04d0 00 00 8000 0025" + "0003 0000" + "000b 0000" + "000c 0001 00"
            + "000a 0008 0102030405060708" + "0008 0004 00010000"
            + "0003 0000"))
        .isEqualTo(Query.Outcome.OK);
    assertThat(query.id()).isEqualTo(0xabcd);
    assertThat(query.opcode()).isZero();
    assertThat(query.flags()).isEqualTo(Flags.RD | Flags.CD);
    assertThat(query.qname()).hasToString("wwW.exaMple.").isSameAs(query.qname());
    assertThat(query.qtype()).isSameAs(RecordType.AAAA);
    assertThat(query.qclass()).isEqualTo(RecordClass.CH);
    assertThat(query.questionLength()).isEqualTo(17);
    assertThat(query.dnssecOk()).isTrue();
    assertThat(query.payloadSize()).isEqualTo(1232);
    assertThat(query.wantsNsid()).isTrue();
    assertThat(query.hasKeepalive()).isTrue();
    assertThat(query.hasPadding()).isTrue();
    assertThat(query.cookie()).isEqualTo(Octets.parseHex("0102030405060708"));
    assertThat(query.clientSubnet()).isEqualTo(Octets.parseHex("00010000"));
  }

  /** RFC 6891 §6.2.5: below 512 counts as 512. */
  @ParameterizedTest
  @CsvSource({"0000, 512", "0001, 512", "01ff, 512", "0200, 512", "04d0, 1232", "ffff, 65535"})
  void payloadSizes(String hex, int size) {
    assertThat(read(ASK + "000029" + hex + "00000000" + "0000")).isEqualTo(Query.Outcome.OK);
    assertThat(query.payloadSize()).isEqualTo(size);
  }

  /** RFC 7873 §5.2 and RFC 7871 §7.1: there should be one; of several the first counts. */
  @Test
  void theFirstOfSeveralOptionsCounts() {
    read(ASK + "0000290200000000000018" + "000a0008" + "1111111111111111" + "000a0008"
        + "2222222222222222");
    assertThat(query.cookie().at(0)).isEqualTo(0x11);
  }

  @Test
  void nothingOfTheMessageBeforeIsLeft() {
    read(ASK + "00002904d000008000000b" + "00030000" + "000a0003aabbcc");
    assertThat(query.hasEdns()).isTrue();
    read("000200000001000000000000" + "0000020001");
    assertThat(query.hasEdns()).isFalse();
    assertThat(query.dnssecOk()).isFalse();
    assertThat(query.wantsNsid()).isFalse();
    assertThat(query.payloadSize()).isEqualTo(512);
    assertThat(query.cookie()).isEqualTo(Octets.EMPTY);
    assertThat(query.qname()).isSameAs(Name.ROOT);
    read("0003000000010000000000");
    assertThat(query.hasQuestion()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"3, 61, OK", "3, 62, FORMERR", "4, 1, FORMERR"})
  void namesOfUpTo255Octets(int full, int last, String outcome) {
    String label = "3f" + "61".repeat(63);
    String rest = "%02x".formatted(last) + "61".repeat(last);
    assertThat(read("000100000001000000000000" + label.repeat(full) + rest + "0000010001"))
        .hasToString(outcome);
  }

  @Test
  void randomOctetsGiveAnOutcome() {
    Random random = new Random(SEED);
    byte[] octets = new byte[600];
    for (int i = 0; i < 200_000; i++) {
      int length = random.nextInt(100) == 0 ? random.nextInt(600) : random.nextInt(60);
      random.nextBytes(octets);
      if (length > 12 && random.nextBoolean()) {
        // Likely enough to be taken apart: an opcode that is known, one question, few records.
        octets[2] &= 0x07;
        System.arraycopy(
            new byte[] {0, 1, 0, (byte) random.nextInt(2), 0, 0, 0, 2}, 0, octets, 4, 8);
        octets[12] = (byte) random.nextInt(3);
      }
      assertThat(query.read(octets, 0, length)).isNotNull();
    }
  }
}
