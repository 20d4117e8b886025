package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polderdns.wire.Name;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.scenario.Question;

class UnavailableTest {
  private static final Name PARENT = Name.parse("example.");
  private static final Name CHILD = Name.parse("sub.example.");

  /** A zone that nobody may ask for anything but its name. */
  private record NotThere(Name apex) implements ZoneView, Unavailable {
    @Override
    public ZoneNode apexNode() {
      throw new AssertionError("asked");
    }

    @Override
    public Optional<ZoneNode> node(Name name) {
      throw new AssertionError("asked");
    }
  }

  private final ZoneTable table = new ZoneTable();
  private final DirectAnswers direct =
      new DirectAnswers(ZoneTables.of(List.of(table)), AnswerOptions.DEFAULT, 1232);
  private final byte[] out = new byte[65535];

  private int ask(String name, RecordType type) {
    byte[] message =
        new Question(Name.parse(name), type, RecordClass.IN, false, false, 0).toMessage();
    Query query = new Query();
    query.read(message, 0, message.length);
    return direct.answer(query, false, out, 0);
  }

  @Test
  void everyNameOfItIsServfail() {
    table.put(CompiledZone.of(PARENT, List.of()));
    table.hold(new NotThere(CHILD));
    for (String name : List.of("sub.example.", "www.SUB.example.")) {
      int length = ask(name, RecordType.A);
      assertThat(length).isEqualTo(12 + Name.parse(name).length() + 4);
      assertThat(direct.rcode()).isEqualTo(Rcode.SERVFAIL.code());
      assertThat(out[3] & 0xf).isEqualTo(Rcode.SERVFAIL.code());
      assertThat(out[2] & 4).as("AA").isZero();
    }
    assertThat(ask("sub.example.", RecordType.DS)).isEqualTo(DirectAnswers.NOT_DIRECT);
  }
}
