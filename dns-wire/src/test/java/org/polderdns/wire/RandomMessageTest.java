package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomMessageTest {
  private static final long SEED = 20261121;

  @Test
  void whatIsWrittenReadsBackEqual() {
    for (int round = 0; round < 1000; round++) {
      Message message = new RandomWire(SEED + round).message(round % 10 == 0 ? 300 : 8);
      assertThat(Message.parse(message.toOctets(), Layouts.TEST))
          .as("seed %d", SEED + round)
          .isEqualTo(message);
    }
  }

  /** The writer compresses as well from another message's octets as from names. */
  @Test
  void encodingAgainChangesNothing() {
    for (int round = 0; round < 1000; round++) {
      Message message = new RandomWire(SEED + round).message(30);
      assertThat(message.toOctets(OctetWriter.MAX_MESSAGE))
          .as("seed %d", SEED + round)
          .isEqualTo(message.toOctets());
    }
  }

  @Test
  void theSameNamesUncompressedReadAsTheSameMessage() {
    for (int round = 0; round < 400; round++) {
      Message message = new RandomWire(SEED + round).message(8);
      assertThat(Message.parse(uncompressed(message), Layouts.TEST))
          .as("seed %d", SEED + round)
          .isEqualTo(message);
    }
  }

  private static Octets uncompressed(Message message) {
    OctetWriter out = new OctetWriter(OctetWriter.MAX_MESSAGE);
    out.octets(message.toOctets().slice(0, 12));
    message.question().ifPresent(question -> {
      out.uncompressedName(question.name());
      out.u16(question.type().code());
      out.u16(question.rclass().code());
    });
    for (Section section : Section.values()) {
      for (WireRecord one : message.records(section)) {
        write(out, one.owner(), one.type(), one.rclass().code(), one.ttl(), one.rdata());
      }
    }
    message.edns().ifPresent(edns -> {
      OctetWriter options = new OctetWriter(OctetWriter.MAX_MESSAGE);
      for (EdnsOption option : edns.options()) {
        options.u16(option.code());
        options.u16(option.data().length());
        options.octets(option.data());
      }
      long ttl = (message.rcode().code() >> 4) * 0x1000000L | edns.version() << 16 | edns.flags();
      write(out, Name.ROOT, RecordType.OPT, edns.payloadSize(), ttl, options.toOctets());
    });
    return out.toOctets();
  }

  private static void write(
      OctetWriter out, Name owner, RecordType type, int rclass, long ttl, Octets rdata) {
    out.uncompressedName(owner);
    out.u16(type.code());
    out.u16(rclass);
    out.u32(ttl);
    out.u16(rdata.length());
    out.octets(rdata);
  }

  @Test
  void whateverTheLimitTheResultIsAMessageWithin() {
    for (int round = 0; round < 150; round++) {
      RandomWire generator = new RandomWire(SEED + round);
      Message message = generator.message(20);
      int least = 12
          + message.question().map(q -> q.name().length() + 4).orElse(0)
          + message.edns().map(Edns::length).orElse(0);
      int length = message.toOctets().length();
      for (int limit = least; limit <= length; limit += 1 + generator.random().nextInt(40)) {
        Octets octets = message.toOctets(limit);
        assertThat(octets.length()).as("seed %d", SEED + round).isLessThanOrEqualTo(limit);
        Message cut = Message.parse(octets, Layouts.TEST);
        assertThat(cut.edns()).isEqualTo(message.edns());
        for (Section section : Section.values()) {
          int kept = cut.count(section);
          assertThat(cut.records(section)).isEqualTo(message.records(section).subList(0, kept));
        }
      }
    }
  }
}
