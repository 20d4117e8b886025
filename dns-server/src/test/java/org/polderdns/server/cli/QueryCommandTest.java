package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.server.DnsServer;
import org.polderdns.server.cli.CliRunner.Result;

@Timeout(60)
class QueryCommandTest {
  private static final String ZONE = """
      @    3600 SOA ns1 hostmaster 1 10800 3600 604800 3600
           3600 NS  ns1
      ns1  3600 A   192.0.2.53
      mx   3600 MX  10 ns1
      $GENERATE 1-60 big 3600 TXT "number $ of many that do not fit into one datagram"
      """;

  @TempDir
  Path directory;

  private Result query(DnsServer server, String... words) {
    String[] all = new String[words.length + 4];
    all[0] = "query";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "@127.0.0.1";
    all[words.length + 2] = "-p";
    all[words.length + 3] = Integer.toString(server.address().getPort());
    return new CliRunner(directory).polder(all);
  }

  private static DnsServer start() {
    return DnsServer.builder()
        .zone("example.", ZONE)
        .setting("server-id", "ns7")
        .start();
  }

  @Test
  void printsTheSectionsOfAResponse() {
    try (DnsServer server = start()) {
      Result result = query(server, "mx.example", "MX", "+nsid");
      assertThat(result.status()).isZero();
      assertThat(result.out())
          .contains("opcode: QUERY, status: NOERROR")
          .contains(";; flags: qr aa; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 2")
          .contains("; EDNS: version: 0, flags:; udp: 1232\n; NSID: 6e7337 (\"ns7\")\n")
          .contains(";; ANSWER SECTION:\nmx.example.\t3600\tIN\tMX\t10 ns1.example.\n")
          .contains(";; ADDITIONAL SECTION:\nns1.example.\t3600\tIN\tA\t192.0.2.53\n")
          .contains("(UDP)");
    }
  }

  @Test
  void printsDataAloneWhenShort() {
    try (DnsServer server = start()) {
      assertThat(query(server, "ns1.example.", "+short").out()).isEqualTo("192.0.2.53\n");
      assertThat(query(server, "nothing.example.", "+short").out()).isEmpty();
      assertThat(query(server, "id.server", "CH", "TXT", "+short", "+noedns").out())
          .isEqualTo("\"ns7\"\n");
    }
  }

  @Test
  void asksAgainOverTcpWhenTruncated() {
    try (DnsServer server = start()) {
      Result result = query(server, "big.example", "TXT");
      assertThat(result.out()).startsWith(";; Truncated").contains("ANSWER: 60,", "(TCP)");
      assertThat(query(server, "big.example", "TXT", "+ignore").out()).contains("flags: qr aa tc");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsStatusNine() {
    DnsServer server = start();
    server.close();
    Result result = query(server, "example.", "+tcp");
    assertThat(result.status()).isEqualTo(9);
    assertThat(result.err()).startsWith("polder: query: ").hasLineCount(1);
  }
}
