package org.polderdns.zone.scenario;

import org.polderdns.wire.Flags;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/**
 * A question of a scenario.
 *
 * @param size what EDNS offers, 0 for no EDNS
 */
public record Question(
    Name name, RecordType type, RecordClass rclass, boolean tcp, boolean dnssecOk, int size) {
  public static final int ID = 0x1234;

  static Question parse(String[] words) {
    RecordClass rclass = RecordClass.IN;
    boolean tcp = false;
    boolean dnssecOk = false;
    int size = 0;
    for (int i = 3; i < words.length; i++) {
      String[] word = words[i].split("=");
      switch (word[0]) {
        case "tcp" -> tcp = true;
        case "edns" -> size = 1232;
        case "do" -> dnssecOk = true;
        case "size" -> size = Integer.parseInt(word[1]);
        case "class" -> rclass = RecordClass.parse(word[1]);
        default -> throw new IllegalArgumentException("in a query: " + words[i]);
      }
    }
    if (dnssecOk && size == 0) {
      size = 1232;
    }
    return new Question(
        Name.parse(words[1]), RecordType.parse(words[2]), rclass, tcp, dnssecOk, size);
  }

  /** The message that asks it, RD set. */
  public byte[] toMessage() {
    OctetWriter out = new OctetWriter(OctetWriter.MAX_MESSAGE);
    out.u16(ID);
    out.u16(Flags.RD);
    out.u16(1);
    out.u32(0);
    out.u16(size > 0 ? 1 : 0);
    out.name(name);
    out.u16(type.code());
    out.u16(rclass.code());
    if (size > 0) {
      out.u8(0);
      out.u16(RecordType.OPT.code());
      out.u16(size);
      out.u32(dnssecOk ? 0x8000 : 0);
      out.u16(0);
    }
    return out.toArray();
  }
}
