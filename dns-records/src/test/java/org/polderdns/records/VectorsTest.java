package org.polderdns.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

class VectorsTest {
  private static final Vectors VECTORS = Vectors.all();

  static List<Vectors.Group> groups() {
    return VECTORS.groups;
  }

  static List<Vectors.Refused> rejects() {
    return VECTORS.rejects;
  }

  static List<Vectors.Refused> malformed() {
    return VECTORS.malformed;
  }

  @Test
  void everyTypeHasVectors() {
    List<RecordType> missing = new ArrayList<>();
    for (int code = 0; code <= 65535; code++) {
      RecordType type = RecordType.of(code);
      if (RdataFormats.isKnown(type) && !Vectors.has(type)) {
        missing.add(type);
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void formsAgree(Vectors.Group group) {
    agree(RdataFormats.of(group.type()), group);
  }

  private static <T extends RdataView> void agree(RdataFormat<T> format, Vectors.Group group) {
    String text = group.get("text", group.get("generic", ""));
    Octets octets = format.parse(text, Name.ROOT);
    String wire = group.get("wire", octets.toHex());
    assertThat(octets.toHex()).as("wire").isEqualTo(wire);
    String prints = format.print(octets);
    assertThat(prints).as("prints").isEqualTo(group.get("prints", text));
    assertThat(format.parse(prints, Name.ROOT)).as("text read back").isEqualTo(octets);

    String generic = RdataFormat.printGeneric(octets);
    assertThat(generic).as("generic").isEqualTo(group.get("generic", generic));
    assertThat(format.parse(generic, Name.ROOT)).as("generic read back").isEqualTo(octets);

    T view = format.read(octets);
    assertThat(format.write(view)).as("written").isEqualTo(octets);
    assertThat(format.check(octets)).isSameAs(octets);
    String json = format.toJson(view);
    assertThat(json).as("json").isEqualTo(group.get("json", json));
    assertThat(format.write(format.fromJson(json))).as("json read back").isEqualTo(octets);

    Octets canonical = format.canonical(octets);
    assertThat(canonical.toHex()).as("canonical").isEqualTo(group.get("canonical", wire));

    OctetWriter message = new OctetWriter(OctetWriter.MAX_MESSAGE);
    format.layout().write(message, octets);
    int first = message.offset();
    format.layout().write(message, octets); // the second time names are compressed
    OctetReader reader = new OctetReader(message.toArray());
    assertThat(format.layout().read(reader, first)).as("from message").isEqualTo(octets);
    assertThat(format.layout().read(reader, reader.remaining()))
        .as("from message, compressed")
        .isEqualTo(octets);
  }

  @ParameterizedTest
  @MethodSource("rejects")
  void textIsRefused(Vectors.Refused refused) {
    RdataFormat<?> format = RdataFormats.of(refused.type());
    assertThatThrownBy(() -> format.parse(refused.input(), Name.ROOT))
        .as(refused.input())
        .isInstanceOf(PresentationFormatException.class)
        .hasMessageEndingWith(refused.error());
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void octetsAreRefused(Vectors.Refused refused) {
    RdataFormat<?> format = RdataFormats.of(refused.type());
    assertThatThrownBy(() -> format.check(Octets.parseHex(refused.input())))
        .isInstanceOf(WireFormatException.class)
        .hasMessageEndingWith(refused.error());
  }

  /** Truncated at every length and with each octet changed: a value or an error of its own kind. */
  @ParameterizedTest
  @MethodSource("groups")
  void hostileOctetsGiveAValueOrAnError(Vectors.Group group) {
    RdataFormat<?> format = RdataFormats.of(group.type());
    byte[] octets =
        format.parse(group.get("text", group.get("generic", "")), Name.ROOT).toArray();
    for (int length = 0; length <= octets.length; length++) {
      survives(format, Octets.copyOf(octets, 0, length));
    }
    for (int i = 0; i < octets.length; i++) {
      byte original = octets[i];
      for (int change : new int[] {0x01, 0x20, 0x80, 0xff, original, original ^ 0xff}) {
        octets[i] = (byte) (original ^ change);
        survives(format, Octets.copyOf(octets));
      }
      octets[i] = original;
    }
  }

  private static <T extends RdataView> void survives(RdataFormat<T> format, Octets octets) {
    T view;
    try {
      view = format.read(octets);
    } catch (WireFormatException e) {
      assertThat(new Rdata(format.type(), octets).print()).startsWith("\\# ");
      return;
    }
    String text = format.print(octets);
    assertThat(format.write(view)).as(text).isEqualTo(octets);
    format.canonical(octets);
    format.toJson(view);
    format.parse(text, Name.ROOT);
  }
}
