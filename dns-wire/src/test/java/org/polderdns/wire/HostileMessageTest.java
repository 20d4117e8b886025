package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Octets that are not, or hardly, a message give a value or the one exception, nothing else. */
class HostileMessageTest {
  private static final int[] CHANGES = {
    1, 2, 3, 4, 7, 8, 16, 32, 63, 64, 96, 128, 129, 192, 200, 255
  };

  private final Query query = new Query();
  private final MessageWriter writer = new MessageWriter(new OctetWriter(OctetWriter.MAX_MESSAGE));

  static Stream<Vectors.Vector> vectors() {
    return Vectors.read("messages.vectors", 1);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorIsAMessage(Vectors.Vector vector) {
    Message message = Message.parse(vector.octets(), Layouts.TEST);
    assertThat(Message.parse(message.toOctets(OctetWriter.MAX_MESSAGE), Layouts.TEST))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorCutAtEachLength(Vectors.Vector vector) {
    byte[] whole = vector.octets().toArray();
    for (int length = 0; length < whole.length; length++) {
      assertThat(read(Arrays.copyOf(whole, length))).as("length %d", length).isFalse();
      ask(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorWithEachOctetChanged(Vectors.Vector vector) {
    byte[] octets = vector.octets().toArray();
    for (int i = 0; i < octets.length; i++) {
      byte original = octets[i];
      for (int change : CHANGES) {
        octets[i] = (byte) (original ^ change);
        read(octets);
        ask(octets);
      }
      octets[i] = original;
    }
  }

  /** Whether it is a message; if so everything that can be asked of it is. */
  private static boolean read(byte[] octets) {
    Message message;
    try {
      message = Message.parse(octets, Layouts.TEST);
    } catch (WireFormatException e) {
      return false;
    }
    for (Section section : Section.values()) {
      assertThat(message.records(section)).hasSize(message.count(section));
    }
    message.edns().ifPresent(edns -> {
      for (EdnsOption option : edns.options()) {
        decode(option);
      }
    });
    assertThat(message.toString()).isNotEmpty();
    assertThat(message.rcode()).isNotNull();
    Octets again = message.toOctets(OctetWriter.MAX_MESSAGE);
    assertThat(Message.parse(again, Layouts.TEST)).isEqualTo(message);
    Message.parse(message.toOctets(512), Layouts.TEST);
    return true;
  }

  private static void decode(EdnsOption option) {
    try {
      switch (option.code()) {
        case EdnsOption.CLIENT_SUBNET -> ClientSubnet.readRequest(option.data());
        case EdnsOption.COOKIE -> Cookie.read(option.data());
        case EdnsOption.TCP_KEEPALIVE -> TcpKeepalive.read(option.data());
        case EdnsOption.EXTENDED_ERROR -> ExtendedError.read(option.data());
        default -> {}
      }
    } catch (WireFormatException e) {
      assertThat(e).hasMessageMatching(".+");
    }
  }

  /** As a server does: whatever the outcome but to drop it, a reply to it is a message. */
  private void ask(byte[] octets) {
    Query.Outcome outcome = query.read(octets, 0, octets.length);
    if (outcome == Query.Outcome.DROP) {
      return;
    }
    writer.begin(query, query.payloadSize());
    if (query.hasEdns()) {
      writer.opt(1232, Rcode.BADVERS, query.dnssecOk());
    }
    int length = writer.finish(Flags.QR, Rcode.FORMERR);
    Message reply = Message.parse(Octets.copyOf(writer.octets().array(), 0, length), Layouts.TEST);
    assertThat(reply.id()).isEqualTo(query.id());
    assertThat(reply.question().isPresent()).isEqualTo(query.hasQuestion());
    if (query.hasQuestion()) {
      Question question = reply.question().orElseThrow();
      assertThat(question.name().equalsCase(query.qname())).isTrue();
      assertThat(question.type()).isSameAs(query.qtype());
      assertThat(question.rclass()).isEqualTo(query.qclass());
    }
    if (outcome == Query.Outcome.OK) {
      query.cookie();
      query.clientSubnet();
    }
  }
}
