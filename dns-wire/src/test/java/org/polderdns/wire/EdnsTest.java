package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnsTest {
  @Test
  void optionsAreFoundByTheirCodes() {
    Edns edns = Edns.of(4096)
        .with(EdnsOption.nsid(Octets.of('n', 's')))
        .with(new Cookie(Octets.parseHex("0102030405060708"), Octets.EMPTY).toOption())
        .with(new EdnsOption(65001, Octets.of(1)))
        .with(new ExtendedError(ExtendedError.PROHIBITED, "no").toOption())
        .with(new ExtendedError(ExtendedError.OTHER, "").toOption());
    assertThat(edns.nsid()).contains(Octets.of('n', 's'));
    assertThat(edns.cookie()).map(Cookie::server).contains(Octets.EMPTY);
    assertThat(edns.option(65001)).contains(Octets.of(1));
    assertThat(edns.clientSubnet()).isEmpty();
    assertThat(edns.extendedErrors())
        .extracting(ExtendedError::toString)
        .containsExactly("18 (Prohibited): no", "0 (Other Error)");
    assertThat(edns.dnssecOk()).isFalse();
    assertThat(edns.withDnssecOk().dnssecOk()).isTrue();
    assertThat(edns.length()).isEqualTo(11 + 6 + 12 + 5 + 8 + 6);
  }

  @ParameterizedTest
  @CsvSource({
    "00010000, 0.0.0.0/0/0",
    "00011800c00002, 192.0.2.0/24/0",
    "00011810c00002, 192.0.2.0/24/16",
    "00011500c00000, 192.0.0.0/21/0",
    "00012000c0000201, 192.0.2.1/32/0",
    "0002380020010db8000000, 2001:db8:0:0:0:0:0:0/56/0",
  })
  void clientSubnets(String hex, String text) {
    ClientSubnet subnet = ClientSubnet.read(Octets.parseHex(hex));
    assertThat(subnet).hasToString(text);
    assertThat(subnet.toOption().data().toHex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "000118", // cut
        "00031800c00002", // family
        "00001800c00002",
        "00012100c000020100", // prefix over 32
        "00011821c00002", // scope over 32
        "00028100" + "00000000000000000000000000000000" + "00", // prefix over 128
        "00011800c000", // address shorter
        "00011800c0000201", // address longer
        "00011500c00004", // a bit behind the prefix
        "00010001", // scope in a question
      })
  void clientSubnetsOfQuestionsThatAreWrong(String hex) {
    Octets data = Octets.parseHex(hex);
    assertThatThrownBy(() -> ClientSubnet.readRequest(data))
        .isInstanceOf(WireFormatException.class);
  }

  @Test
  void subnetOfAnAddressHasNoBitsBehindThePrefix() throws UnknownHostException {
    InetAddress client = InetAddress.getByName("192.0.2.255");
    assertThat(ClientSubnet.of(client, 25)).hasToString("192.0.2.128/25/0");
    assertThat(ClientSubnet.of(client, 0).address()).isEqualTo(Octets.EMPTY);
    assertThat(ClientSubnet.of(client, 24).withScope(16)).hasToString("192.0.2.0/24/16");
    assertThat(ClientSubnet.of(InetAddress.getByName("2001:db8::1"), 56).family())
        .isEqualTo(ClientSubnet.IPV6);
  }

  @ParameterizedTest
  @CsvSource({
    "0,false",
    "7,false",
    "8,true",
    "9,false",
    "15,false",
    "16,true",
    "40,true",
    "41,false"
  })
  void cookiesAre8Or16To40Octets(int length, boolean good) {
    Octets data = Octets.wrap(new byte[length]);
    assertThat(Cookie.isLength(length)).isEqualTo(good);
    if (good) {
      assertThat(Cookie.read(data).toOption().data()).isEqualTo(data);
    } else {
      assertThatThrownBy(() -> Cookie.read(data)).isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void keepaliveHasTwoOctetsOrNone() {
    assertThat(TcpKeepalive.request().data()).isEqualTo(Octets.EMPTY);
    assertThat(new TcpKeepalive(300).toOption().data().toHex()).isEqualTo("012c");
    assertThat(TcpKeepalive.read(Octets.parseHex("012c")).timeout()).isEqualTo(300);
    assertThatThrownBy(() -> TcpKeepalive.read(Octets.EMPTY))
        .isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> TcpKeepalive.read(Octets.of(1, 2, 3)))
        .isInstanceOf(WireFormatException.class);
  }

  @Test
  void extendedErrorTextMayEndInNul() {
    assertThat(ExtendedError.read(Octets.parseHex("0012c3a900")).text()).isEqualTo("é");
    assertThat(ExtendedError.read(Octets.parseHex("ffff")).purpose()).isEqualTo("Unassigned");
    assertThat(new ExtendedError(24, "é").toOption().data().toHex()).isEqualTo("0018c3a9");
    assertThatThrownBy(() -> ExtendedError.read(Octets.of(1)))
        .isInstanceOf(WireFormatException.class);
  }

  /** RFC 8467 §4.1: up to a multiple of the block, never over the limit. */
  @ParameterizedTest
  @CsvSource({
    "100, 468, 1232, 364",
    "464, 468, 1232, 0",
    "465, 468, 1232, 467",
    "1000, 468, 1232, 228", // 1404 would be too much
    "1229, 468, 1232, -1",
  })
  void paddingFillsABlock(int length, int block, int most, int padding) {
    assertThat(EdnsOption.paddingLength(length, block, most)).isEqualTo(padding);
  }
}
