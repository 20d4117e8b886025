package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What becomes of a message that was read and is encoded again. */
class MessageAgainTest {
  /** A response with one question for {@code a.} and the start of one record, up to RDLENGTH. */
  private static String upToLength(String type) {
    return "000184000001000100000000" + "016100" + type + "0001" + "c00c" + type + "000100000e10";
  }

  private static String again(String hex) {
    return Message.parse(Octets.parseHex(hex), Layouts.TEST).toOctets(512).toHex();
  }

  @Test
  void goesOutAsItCame() {
    String compressed = upToLength("000f") + "0004" + "000a" + "c00c";
    assertThat(again(compressed)).isEqualTo(compressed);
  }

  @Test
  void namesThatMayNotBeCompressedAreWrittenWhole() {
    String peers = upToLength("0021") + "0008" + "000000000050" + "c00c";
    String ours = upToLength("0021") + "0009" + "000000000050" + "016100";
    assertThat(again(peers)).isEqualTo(ours);
  }
}
