package org.polderdns.records.rr;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Json;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/** NXT's single bitmap of types 1 to 127, up to 16 octets (RFC 2535 §5.2). */
final class NxtTypes implements FieldKind<TypeSet> {
  static final NxtTypes KIND = new NxtTypes();

  private NxtTypes() {}

  @Override
  public TypeSet read(OctetReader in) {
    if (in.remaining() > 16) {
      throw new WireFormatException("bitmap of " + in.remaining() + " octets, at most 16");
    }
    List<RecordType> types = new ArrayList<>();
    for (int octet = 0; in.remaining() > 0; octet++) {
      int bits = in.u8();
      if (octet == 0 && bits > 127) {
        throw new WireFormatException("bit 0 is set, which begins an unknown format");
      }
      if (bits == 0 && in.remaining() == 0) {
        throw new WireFormatException("bitmap ends in a zero octet");
      }
      for (int bit = 0; bit < 8; bit++) {
        if ((bits & 0x80 >> bit) != 0) {
          types.add(RecordType.of(8 * octet + bit));
        }
      }
    }
    return TypeSet.of(types);
  }

  @Override
  public void write(TypeSet value, OctetBuilder out) {
    int at = out.length();
    for (RecordType type : value.toList()) {
      int code = type.code();
      if (code == 0 || code > 127) {
        throw new IllegalArgumentException("expected types 1 to 127, found " + type);
      }
      while (out.length() <= at + code / 8) {
        out.u8(0);
      }
      out.orU8(at + code / 8, 0x80 >> (code & 7));
    }
  }

  @Override
  public TypeSet parse(Tokenizer in, Name origin) {
    List<RecordType> types = new ArrayList<>();
    while (in.hasMore()) {
      types.add(RecordType.parse(FieldKind.word(in, "a record type")));
    }
    return TypeSet.of(types);
  }

  @Override
  public void print(TypeSet value, StringBuilder out) {
    out.append(value);
  }

  @Override
  public Object toJson(TypeSet value) {
    return value.toList().stream().map(RecordType::toString).toList();
  }

  @Override
  public TypeSet fromJson(Object json) {
    return TypeSet.of(
        Json.list(json).stream().map(e -> RecordType.parse(Json.string(e))).toList());
  }

  @Override
  public TypeSet random(RandomGenerator random) {
    List<RecordType> types = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      types.add(RecordType.of(1 + random.nextInt(127)));
    }
    return TypeSet.of(types);
  }
}
