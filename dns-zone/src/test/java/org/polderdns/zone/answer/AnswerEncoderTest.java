package org.polderdns.zone.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Edns;
import org.polderdns.wire.EdnsOption;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Header;
import org.polderdns.wire.Message;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Query;
import org.polderdns.wire.Question;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;

class AnswerEncoderTest {
  private static final Octets NSID = Octets.copyOf("ns1".getBytes(StandardCharsets.US_ASCII));

  private final AnswerEncoder encoder = new AnswerEncoder(RdataFormats.layouts(), 1232, NSID);
  private final MessageWriter writer = new MessageWriter(new OctetWriter(OctetWriter.MAX_MESSAGE));
  private final Answer answer = new Answer();

  private Message reply(Message.Builder question, Rcode rcode) {
    byte[] octets =
        question.build(RdataFormats.layouts()).toOctets(OctetWriter.MAX_MESSAGE).toArray();
    Query query = new Query();
    query.read(octets, 0, octets.length);
    answer.reset();
    answer.rcode(rcode);
    int length = encoder.encode(query, answer, false, writer);
    byte[] reply = Arrays.copyOf(writer.octets().array(), length);
    return Message.parse(reply, RdataFormats.layouts());
  }

  private static Message.Builder question(int flags) {
    return Message.builder(Header.of(4711, Opcode.QUERY, flags))
        .question(Question.of(Name.parse("WWW.example."), RecordType.A));
  }

  @Test
  void extendedRcodeIsSplitBetweenHeaderAndOpt() {
    Message reply = reply(question(0).edns(Edns.of(4096)), Rcode.BADVERS);
    assertThat(reply.rcode()).isEqualTo(Rcode.BADVERS);
    assertThat(reply.edns().orElseThrow().payloadSize()).isEqualTo(1232);
  }

  @Test
  void rdIsCopiedAndCdAndAdAreNot() {
    Message reply = reply(question(Flags.RD | Flags.CD | Flags.AD), Rcode.REFUSED);
    assertThat(reply.header().flags() & ~Flags.RCODE).isEqualTo(Flags.QR | Flags.RD);
    assertThat(reply.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(reply.edns()).isEmpty();
  }

  @Test
  void nsidIsSentToWhoAsks() {
    EdnsOption asked = EdnsOption.nsidRequest();
    Edns edns =
        reply(question(0).edns(Edns.of(1232).with(asked)), Rcode.NOERROR).edns().orElseThrow();
    assertThat(edns.options()).containsExactly(EdnsOption.nsid(NSID));
    assertThat(reply(question(0).edns(Edns.of(1232)), Rcode.NOERROR)
            .edns()
            .orElseThrow()
            .options())
        .isEmpty();
  }

  @Test
  void doBitIsCopied() {
    assertThat(reply(question(0).edns(Edns.of(1232).withDnssecOk()), Rcode.NOERROR)
            .edns()
            .orElseThrow()
            .dnssecOk())
        .isTrue();
  }

  @Test
  void formatErrorHasNoOpt() {
    assertThat(reply(question(0).edns(Edns.of(1232)), Rcode.FORMERR).edns()).isEmpty();
  }

  @Test
  void udpLimitHasARange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AnswerEncoder(RdataFormats.layouts(), 511, NSID));
  }
}
