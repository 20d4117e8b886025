package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Lua code that makes the data of records of a type when they are asked for; private to this kind
 * of server. The strings are parts of one text.
 */
public record Lua(RecordType answerType, List<Octets> code) implements RdataView {
  public static final RdataFormat<Lua> FORMAT = RdataFormat.of(RecordType.LUA, Lua::walk);

  private static Lua walk(Fields<Lua> f) {
    return new Lua(f.type("answerType", Lua::answerType), f.strings("code", Lua::code));
  }
}
