package org.polderdns.records.rr;

import java.util.List;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Fields;
import org.polderdns.records.Json;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/**
 * A relay for multicast (RFC 8777 §4.2).
 *
 * @param discovery and type of the relay in one octet: 128 if discovery may be used instead, plus
 *     0 none, 1 IPv4, 2 IPv6, 3 name; two numbers in text
 */
public record Amtrelay(int precedence, int discovery, Gateway relay) implements RdataView {
  public static final RdataFormat<Amtrelay> FORMAT =
      RdataFormat.of(RecordType.AMTRELAY, Amtrelay::walk);

  private static Amtrelay walk(Fields<Amtrelay> f) {
    int precedence = f.u8("precedence", Amtrelay::precedence);
    int discovery = f.field("discovery", Discovery.KIND, Amtrelay::discovery);
    return new Amtrelay(
        precedence,
        discovery,
        Gateway.walk(f, "discovery", discovery & 0x7f, "relay", Amtrelay::relay));
  }

  /** One octet, the top bit and the others as two numbers in text and JSON. */
  private enum Discovery implements FieldKind<Integer> {
    KIND;

    @Override
    public Integer read(OctetReader in) {
      return in.u8();
    }

    @Override
    public void write(Integer value, OctetBuilder out) {
      out.u8(value);
    }

    @Override
    public Integer parse(Tokenizer in, Name origin) {
      return number(in, 1) << 7 | number(in, 127);
    }

    private static int number(Tokenizer in, int max) {
      in.next();
      String text = in.text();
      if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= max) {
        return Integer.parseInt(text);
      }
      throw new PresentationFormatException("expected 0 to " + max + ", found " + in.shown());
    }

    @Override
    public void print(Integer value, StringBuilder out) {
      out.append(value >> 7).append(' ').append(value & 0x7f);
    }

    @Override
    public Integer random(RandomGenerator random) {
      return random.nextInt(2) << 7 | random.nextInt(4);
    }

    @Override
    public Object toJson(Integer value) {
      return List.of((long) (value >> 7), (long) (value & 0x7f));
    }

    @Override
    public Integer fromJson(Object json) {
      List<Object> both = Json.list(json);
      if (both.size() != 2) {
        throw new PresentationFormatException("expected two numbers, found " + both.size());
      }
      return (int) (Json.number(both.get(0), 1) << 7 | Json.number(both.get(1), 127));
    }
  }
}
