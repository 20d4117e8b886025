package org.polderdns.records.rr;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Fields;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/**
 * The options of EDNS (RFC 6891 §6.1.2). Only messages carry it; as it has no presentation format
 * of its own, text has {@code 3:6e73} for each option, code and octets.
 */
public record Opt(List<Option> options) implements RdataView {
  public static final RdataFormat<Opt> FORMAT = RdataFormat.of(RecordType.OPT, Opt::walk);

  /**
   * An option as it stands.
   *
   * @param code 0 to 65535
   */
  public record Option(int code, Octets data) {}

  private static Opt walk(Fields<Opt> f) {
    return new Opt(f.field("options", Options.KIND, Opt::options));
  }

  private enum Options implements FieldKind<List<Option>> {
    KIND;

    @Override
    public List<Option> read(OctetReader in) {
      List<Option> options = new ArrayList<>();
      while (in.remaining() > 0) {
        options.add(new Option(in.u16(), in.octets(in.u16())));
      }
      return List.copyOf(options);
    }

    @Override
    public void write(List<Option> value, OctetBuilder out) {
      for (Option option : value) {
        if (option.code < 0 || option.code > 65535 || option.data.length() > 65535) {
          throw new IllegalArgumentException("option " + option.code + " out of range");
        }
        out.u16(option.code).u16(option.data.length()).octets(option.data);
      }
    }

    @Override
    public List<Option> parse(Tokenizer in, Name origin) {
      List<Option> options = new ArrayList<>();
      while (in.hasMore()) {
        in.next();
        String text = in.text();
        int colon = text.indexOf(':');
        if (!text.matches("[0-9]{1,5}:([0-9A-Fa-f]{2})*")
            || Integer.parseInt(text.substring(0, colon)) > 65535) {
          throw new PresentationFormatException("expected code:hex, found " + in.shown());
        }
        options.add(new Option(
            Integer.parseInt(text.substring(0, colon)),
            Octets.parseHex(text.substring(colon + 1))));
      }
      return List.copyOf(options);
    }

    @Override
    public void print(List<Option> value, StringBuilder out) {
      for (int i = 0; i < value.size(); i++) {
        Option option = value.get(i);
        out.append(i == 0 ? "" : " ").append(option.code).append(':').append(option.data.toHex());
      }
    }

    @Override
    public List<Option> random(RandomGenerator random) {
      List<Option> options = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        options.add(
            new Option(random.nextInt(65536), FixedOctets.random(random.nextInt(20), random)));
      }
      return List.copyOf(options);
    }
  }
}
