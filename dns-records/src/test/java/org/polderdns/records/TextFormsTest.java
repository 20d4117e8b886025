package org.polderdns.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

class TextFormsTest {
  private static long duration(String text) {
    return Durations.parse(text.getBytes(US_ASCII), 0, text.length());
  }

  private static long time(String text) {
    return Times.parse(text.getBytes(US_ASCII), 0, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "3600,3600",
    "1h,3600",
    "1H30m,5400",
    "1w2d3h4m5s,788645",
    "2D12,172812",
    "4294967295,4294967295",
    "7101w,4294684800",
  })
  void durationsAreRead(String text, long seconds) {
    assertThat(duration(text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "1x", "1hh", "4294967296", "7102w", "-1", "1h-", "99999999999w"})
  void otherDurationsAreNot(String text) {
    assertThat(duration(text)).isEqualTo(-1);
  }

  @Test
  void timesAreThoseOfTheCalendar() {
    DateTimeFormatter calendar =
        DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextLong(0, 1L << 32);
      String text = calendar.format(Instant.ofEpochSecond(seconds));
      StringBuilder printed = new StringBuilder();
      Times.append(printed, seconds);
      assertThat(printed).hasToString(text);
      assertThat(time(text)).isEqualTo(seconds);
    }
    assertThat(time("20240229000000")).isEqualTo(1709164800);
    assertThat(time("1709164800")).isEqualTo(1709164800);
    assertThat(time("21060207062816")).as("modulo 2^32").isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20230229000000",
        "21000229000000",
        "20241301000000",
        "20240001000000",
        "20240431000000",
        "20240101240000",
        "20240101006000",
        "20240101000060",
        "19691231235959",
        "2024010100000",
        "2024010100000x",
        "4294967296",
        "",
      })
  void otherTimesAreNot(String text) {
    // 13 digits are a number, but one above 2^32
    assertThat(time(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:DB8::1,2001:db8::1",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8",
    "0:0:0:0:0:0:0:0,::",
    "1::,1::",
    "::1,::1",
    "::ffff:192.0.2.1,::ffff:192.0.2.1",
    "::192.0.2.1,::192.0.2.1",
    "::ffff,::ffff",
    "64:ff9b::192.0.2.33,64:ff9b::c000:221",
    "fe80::0001,fe80::1",
  })
  void ip6IsReadAndWritten(String text, String printed) {
    Octets octets = IpText.parse(text);
    assertThat(octets.length()).isEqualTo(16);
    assertThat(IpText.format(octets)).isEqualTo(printed);
    assertThat(IpText.parse(printed)).isEqualTo(octets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        "12345::",
        "g::",
        ":1::2",
        "1:2:",
        "1::2:",
        "::1.2.3",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "1..2.3",
        "1.2.3.4.",
        "%1",
        "fe80::1%eth0",
      })
  void otherAddressesAreNot(String text) {
    assertThat(IpText.parse(text)).isEqualTo(Octets.EMPTY);
  }

  @Test
  void typeSets() {
    TypeSet set = TypeSet.of(
        RecordType.NSEC, RecordType.A, RecordType.MX, RecordType.of(1234), RecordType.RRSIG);
    assertThat(set).hasToString("A MX RRSIG NSEC TYPE1234");
    assertThat(set.octets().toHex())
        .as("RFC 4034 §4.3")
        .isEqualTo("0006400100000003041b000000000000000000000000000000000000000000000000000020");
    assertThat(set.contains(RecordType.MX)).isTrue();
    assertThat(set.contains(RecordType.NS)).isFalse();
    assertThat(set.contains(RecordType.of(1234))).isTrue();
    assertThat(set.contains(RecordType.of(1235))).isFalse();
    assertThat(set.contains(RecordType.of(65535))).isFalse();
    assertThat(TypeSet.of(set.toList())).isEqualTo(set).hasSameHashCodeAs(set);
    assertThat(TypeSet.of(List.of()).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "00, type bitmap ends early",
    "0000, 'type bitmap: window of 0 octets, not 1 to 32'",
    "0021, 'type bitmap: window of 33 octets, not 1 to 32'",
    "000240, type bitmap ends early",
    "00024000, type bitmap: window 0 ends in a zero octet",
    "010140000140, type bitmap: window 0 after 1",
    "000140000140, type bitmap: window 0 after 0",
  })
  void malformedTypeSetsAreRefused(String hex, String error) {
    assertThatThrownBy(() -> TypeSet.ofOctets(Octets.parseHex(hex)))
        .isInstanceOf(WireFormatException.class)
        .hasMessage(error);
  }

  @Test
  void base64OverSeveralWords() {
    String expected = "0001020304";
    for (String text :
        List.of("AAECAwQ=", "A A E C A w Q =", "AAEC AwQ=", "AAECA wQ=", "AAE CAwQ =")) {
      assertThat(Rdata.parse(RecordType.OPENPGPKEY, text).octets().toHex())
          .as(text)
          .isEqualTo(expected);
    }
    for (String text :
        List.of("AAECAwQ", "AAECAwQ==", "AAECAwR=", "AAECAw=Q", "A===", "AA-_", "AA=A")) {
      assertThatThrownBy(() -> Rdata.parse(RecordType.OPENPGPKEY, text))
          .as(text)
          .hasMessageContaining("base64");
    }
  }
}
