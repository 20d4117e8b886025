package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.server.Client.Reply;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.net.BindException;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

@Timeout(60)
class DnsServerTest {
  private static final String ZONE =
      """
      @    3600 SOA ns1 hostmaster 1 10800 3600 604800 3600
           3600 NS  ns1
      ns1  3600 A   192.0.2.53
      www  3600 A   192.0.2.80
      big  3600 TXT "%s"
           3600 TXT "%s"
           3600 TXT "%s"
      """.formatted("a".repeat(250), "b".repeat(250), "c".repeat(250));

  private static byte[] withFlags(byte[] message, int flags) {
    byte[] changed = message.clone();
    changed[2] = (byte) (flags >> 8);
    changed[3] = (byte) flags;
    return changed;
  }

  @Test
  void theReadmesExampleAnswers() throws Exception {
    // README.md of this module shows these lines.
    try (DnsServer server = DnsServer.builder().zone("example.", """
        @    3600 SOA ns1 hostmaster 1 10800 3600 604800 3600
             3600 NS  ns1
        ns1  3600 A   192.0.2.53
        """).start()) {
      InetSocketAddress address = server.address(); // 127.0.0.1 and a free port
      Reply reply = Client.udp(address, Client.question("ns1.example.", RecordType.A));
      assertThat(reply.answers()).isEqualTo(1);
    }
  }

  @Test
  void answersOverUdpAndTcpOnOnePort() throws Exception {
    try (DnsServer server = DnsServer.builder().zone("example.", ZONE).start()) {
      byte[] question = Client.question("www.example.", RecordType.A);
      Reply udp = Client.udp(server.address(), question);
      assertThat(udp.rcode()).isZero();
      assertThat(udp.has(Flags.AA)).isTrue();
      assertThat(udp.answers()).isEqualTo(1);
      assertThat(Client.tcp(server.address(), question).octets()).isEqualTo(udp.octets());
      assertThat(server.statistics())
          .containsEntry("udp-queries", 1L)
          .containsEntry("tcp-queries", 1L)
          .containsEntry("noerror-packets", 2L);
    }
  }

  @Test
  void truncatesOverUdpAndNotOverTcp() throws Exception {
    try (DnsServer server = DnsServer.builder().zone("example.", ZONE).start()) {
      byte[] question = Client.question("big.example.", RecordType.TXT);
      Reply udp = Client.udp(server.address(), question);
      assertThat(udp.has(Flags.TC)).isTrue();
      assertThat(udp.octets().length).isLessThanOrEqualTo(512);
      Reply tcp = Client.tcp(server.address(), question);
      assertThat(tcp.has(Flags.TC)).isFalse();
      assertThat(tcp.answers()).isEqualTo(3);
    }
  }

  @Test
  void refusesWhatIsNotServedHere() throws Exception {
    try (DnsServer server = DnsServer.builder().zone("example.", ZONE).start()) {
      InetSocketAddress address = server.address();
      Reply foreign = Client.udp(address, Client.question("www.example.net.", RecordType.A));
      assertThat(foreign.rcode()).isEqualTo(Rcode.REFUSED.code());
      assertThat(foreign.has(Flags.AA)).isFalse();
      assertThat(Client.udp(address, Client.question("www.example.", RecordType.A, RecordClass.HS))
              .rcode())
          .isEqualTo(Rcode.REFUSED.code());
      byte[] apex = Client.question("example.", RecordType.AXFR);
      byte[] elsewhere = Client.question("example.net.", RecordType.AXFR);
      assertThat(Client.udp(address, apex).rcode()).isEqualTo(Rcode.NOTIMP.code());
      assertThat(Client.tcp(address, apex).rcode()).isEqualTo(Rcode.REFUSED.code());
      assertThat(Client.tcp(address, elsewhere).rcode()).isEqualTo(Rcode.NOTAUTH.code());
    }
  }

  @Test
  void answersOperationsThatItDoesNotDo() throws Exception {
    try (DnsServer server = DnsServer.builder().zone("example.", ZONE).start()) {
      byte[] question = Client.question("example.", RecordType.SOA);
      for (int opcode = 1; opcode < 16; opcode++) {
        Reply reply = Client.udp(server.address(), withFlags(question, opcode << 11));
        Rcode expected = opcode == Opcode.NOTIFY.code()
            ? Rcode.NOTAUTH
            : opcode == Opcode.UPDATE.code() ? Rcode.REFUSED : Rcode.NOTIMP;
        assertThat(reply.rcode()).as("opcode " + opcode).isEqualTo(expected.code());
        assertThat(Flags.opcode(reply.u16(2))).isEqualTo(opcode);
      }
    }
  }

  @Test
  void dropsResponsesAndHeadersCutShortAndAnswersBrokenQuestions() throws Exception {
    try (DnsServer server = DnsServer.builder().zone("example.", ZONE).start();
        DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(20_000);
      socket.connect(server.address());
      byte[] question = Client.question("www.example.", RecordType.A);
      byte[] response = withFlags(question, Flags.QR);
      socket.send(new DatagramPacket(response, response.length));
      socket.send(new DatagramPacket(question, 11));
      socket.send(new DatagramPacket(question, question.length - 1));
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      socket.receive(packet);
      assertThat(packet.getData()[3] & 15).isEqualTo(Rcode.FORMERR.code());
      assertThat(server.statistics()).containsEntry("corrupt-packets", 3L);
    }
  }

  @Test
  void tellsAboutItselfInClassChaos() throws Exception {
    try (DnsServer server = DnsServer.builder()
        .setting("version-string", "my version")
        .setting("server-id", "ns7")
        .start()) {
      for (String name : List.of("version.bind.", "VERSION.PDNS.", "version.server.")) {
        Reply reply =
            Client.udp(server.address(), Client.question(name, RecordType.TXT, RecordClass.CH));
        assertThat(text(reply)).as(name).contains("my version");
      }
      for (String name : List.of("id.server.", "hostname.bind.")) {
        Reply reply =
            Client.udp(server.address(), Client.question(name, RecordType.TXT, RecordClass.CH));
        assertThat(text(reply)).as(name).contains("ns7");
        assertThat(reply.has(Flags.AA)).isTrue();
      }
      byte[] other = Client.question("authors.bind.", RecordType.TXT, RecordClass.CH);
      assertThat(Client.udp(server.address(), other).rcode()).isEqualTo(Rcode.REFUSED.code());
    }
  }

  @Test
  void keepsItsVersionSecretWhenAnonymous() throws Exception {
    try (DnsServer server =
        DnsServer.builder().setting("version-string", "anonymous").start()) {
      byte[] question = Client.question("version.bind.", RecordType.TXT, RecordClass.CH);
      assertThat(Client.udp(server.address(), question).rcode()).isEqualTo(Rcode.SERVFAIL.code());
    }
  }

  @Test
  void givesNsidAndBadversByEdns() throws Exception {
    try (DnsServer server =
        DnsServer.builder().zone("example.", ZONE).setting("server-id", "ns7").start()) {
      byte[] question = Client.question("www.example.", RecordType.A);
      question[11] = 1;
      byte[] opt = Octets.parseHex("0000290400000000000004" + "00030000").toArray();
      byte[] edns = new byte[question.length + opt.length];
      System.arraycopy(question, 0, edns, 0, question.length);
      System.arraycopy(opt, 0, edns, question.length, opt.length);
      Reply reply = Client.udp(server.address(), edns);
      assertThat(reply.additionals()).isEqualTo(1);
      assertThat(text(reply)).endsWith("\0\3\0\3ns7");
      edns[question.length + 6] = 1; // version 1
      Reply badvers = Client.udp(server.address(), edns);
      assertThat(badvers.rcode()).isZero();
      assertThat(badvers.answers()).isZero();
      assertThat(badvers.octets()[question.length + 5]).isEqualTo((byte) 1); // 16 is 1 << 4
    }
  }

  @Test
  void aSignatureOfAnUnknownKeyIsBadkey() throws Exception {
    try (DnsServer server = DnsServer.builder().zone("example.", ZONE).start()) {
      byte[] question = Client.question("www.example.", RecordType.A);
      question[11] = 1;
      // Key "k.", class ANY, hmac-sha256., time 1, fudge 300, a MAC of four octets.
      Octets tsig = Octets.parseHex("016b0000fa00ff00000000" + "0021" + "0b686d61632d73686132353600"
          + "000000000001" + "012c" + "0004" + "01020304" + "1267" + "0000" + "0000");
      byte[] signed = new byte[question.length + tsig.length()];
      System.arraycopy(question, 0, signed, 0, question.length);
      tsig.copyTo(signed, question.length);
      for (Reply reply :
          List.of(Client.udp(server.address(), signed), Client.tcp(server.address(), signed))) {
        assertThat(reply.rcode()).isEqualTo(Rcode.NOTAUTH.code());
        assertThat(reply.additionals()).isEqualTo(1);
        assertThat(text(reply)).endsWith("\0\0\022g\0\021\0\0"); // no MAC, BADKEY
      }
      signed[signed.length - 1] = 9; // longer other data than there is
      assertThat(Client.udp(server.address(), signed).rcode()).isEqualTo(Rcode.FORMERR.code());
    }
  }

  @Test
  void aStoreIsAskedByThreadsThatMayWaitAndItsFailureIsServfail() throws Exception {
    AtomicReference<String> asked = new AtomicReference<>("");
    Backend store = new Backend() {
      @Override
      public String name() {
        return "failing";
      }

      @Override
      public Optional<ZoneInfo> zone(Name apex) {
        asked.set(Thread.currentThread().getName());
        throw new StoreException(name(), "out of order");
      }

      @Override
      public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
        throw new StoreException(name(), "out of order");
      }

      @Override
      public void close() {}
    };
    try (DnsServer server = DnsServer.builder().backend(store).start()) {
      byte[] question = Client.question("www.example.", RecordType.A);
      assertThat(Client.udp(server.address(), question).rcode()).isEqualTo(Rcode.SERVFAIL.code());
      assertThat(asked.get()).startsWith("polder-store-");
      assertThat(Client.tcp(server.address(), question).rcode()).isEqualTo(Rcode.SERVFAIL.code());
    }
  }

  @Test
  void aZoneThatFailsIsServfailAndTheServerGoesOn() throws Exception {
    ZoneView failing = new ZoneView() {
      @Override
      public Name apex() {
        return Name.parse("broken.example.");
      }

      @Override
      public ZoneNode apexNode() {
        throw new StackOverflowError("on purpose");
      }

      @Override
      public Optional<ZoneNode> node(Name name) {
        throw new IllegalStateException("on purpose");
      }
    };
    try (DnsServer server =
        DnsServer.builder().zone("example.", ZONE).zone(failing).start()) {
      for (int i = 0; i < 3; i++) {
        Reply reply =
            Client.udp(server.address(), Client.question("www.broken.example.", RecordType.A));
        assertThat(reply.rcode()).isEqualTo(Rcode.SERVFAIL.code());
      }
      assertThat(Client.udp(server.address(), Client.question("www.example.", RecordType.A))
              .answers())
          .isEqualTo(1);
      assertThat(server.statistics()).containsEntry("servfail-packets", 3L);
    }
  }

  @Test
  void servesZonesFromFilesAndRRsets(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("example.zone"), ZONE);
    Name other = Name.parse("other.example.");
    List<RRset> rrsets = List.of(
        RRset.of(other, 60, Rdata.parse(RecordType.SOA, "ns1.example. a.example. 1 2 3 4 5")),
        RRset.of(other, 60, Rdata.parse(RecordType.NS, "ns1.example.")));
    try (DnsServer server =
        DnsServer.builder().zone("example.", file).zone(other, rrsets).start()) {
      for (String name : List.of("example.", "other.example.")) {
        assertThat(Client.udp(server.address(), Client.question(name, RecordType.NS))
                .answers())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void aBrokenZoneIsToldWithItsLine() {
    DnsServerBuilder builder = DnsServer.builder();
    assertThatThrownBy(() -> builder.zone("example.", "@ 60 SOA a b 1 2 3 4 5\nwww 60 A 300.1.1.1"))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessageStartingWith("2:");
  }

  @Test
  void aWrongSettingIsToldAtTheStart() {
    DnsServerBuilder builder = DnsServer.builder().setting("tcp-idle-timout", "1");
    assertThatThrownBy(() -> builder.start().close())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("nearest known: 'tcp-idle-timeout'");
  }

  @Test
  void aTransportThatThereIsNotIsToldAtTheStart() {
    DnsServerBuilder builder = DnsServer.builder().setting("udp-transport", "fast");
    assertThatThrownBy(builder::start)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'udp-transport' value 'fast' is not one of [auto, batch, nio]");
  }

  @Test
  void saysThatByNioAWildcardSocketMayReplyFromAnotherAddress() {
    DnsServerBuilder builder = DnsServer.builder().setting("local-address", "0.0.0.0");
    try (DnsServer server = builder.setting("udp-transport", "nio").start()) {
      assertThat(server.notices()).anyMatch(notice -> notice.contains("udp-transport=nio"));
    }
    try (DnsServer server = builder.setting("udp-transport", "auto").start()) {
      assertThat(server.notices()).isEmpty();
    }
  }

  @Test
  void theSamePortTwiceIsRefusedAndFreeAfterClose() {
    DnsServer first = DnsServer.builder().start();
    String port = Integer.toString(first.address().getPort());
    DnsServerBuilder builder = DnsServer.builder().setting("local-port", port);
    assertThatThrownBy(() -> builder.start().close()).isInstanceOf(BindException.class);
    first.close();
    builder.start().close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bindsAnAddressThatIsNotHereWhenTold() {
    DnsServerBuilder builder =
        DnsServer.builder().setting("local-address", "192.0.2.77, 2001:db8::77");
    try (DnsServer server = builder.setting("non-local-bind", "yes").start()) {
      assertThat(server.addresses()).hasSize(2);
    }
  }

  @Test
  void anAddressThatIsNotHereIsLeftOutWhenAllowed() {
    try (DnsServer server = DnsServer.builder()
        .setting("local-address", "192.0.2.77, 127.0.0.1")
        .setting("local-address-nonexist-fail", "no")
        .start()) {
      assertThat(server.addresses()).hasSize(1);
      assertThat(server.notices()).singleElement().asString().contains("192.0.2.77:0");
    }
    DnsServerBuilder none = DnsServer.builder()
        .setting("local-address", "192.0.2.77")
        .setting("local-address-nonexist-fail", "no");
    assertThatThrownBy(() -> none.start().close())
        .hasMessage("local-address names no address that can be bound: '192.0.2.77'");
    DnsServerBuilder strict = DnsServer.builder().setting("local-address", "192.0.2.77");
    assertThatThrownBy(() -> strict.start().close())
        .hasMessage("Unable to bind UDP socket to '192.0.2.77:0': Cannot assign requested address");
  }

  private static String text(Reply reply) {
    return new String(reply.octets(), StandardCharsets.ISO_8859_1);
  }
}
