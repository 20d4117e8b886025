package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Fields;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/**
 * A host by address or name, of IPSECKEY and AMTRELAY (RFC 4025 §2.5, RFC 8777 §4.2.4).
 *
 * @param address 4 or 16 octets; none if it is a name or absent
 * @param host the root if it is an address or absent
 */
public record Gateway(Octets address, Name host) {
  /** No gateway; a dot in text. */
  public static final Gateway NONE = new Gateway(Octets.EMPTY, Name.ROOT);

  /** The field of a type 0 none, 1 IPv4, 2 IPv6, 3 name. */
  static <T> Gateway walk(
      Fields<T> f, String typeField, int type, String field, Function<T, Gateway> getter) {
    return switch (type) {
      case 0 -> f.field(field, None.KIND, getter);
      case 1 -> new Gateway(f.ip4(field, view -> getter.apply(view).address()), Name.ROOT);
      case 2 -> new Gateway(f.ip6(field, view -> getter.apply(view).address()), Name.ROOT);
      case 3 ->
        new Gateway(
            Octets.EMPTY, f.name(field, PLAIN, view -> getter.apply(view).host()));
      default -> throw f.invalid(typeField, "expected 0 to 3, found " + type);
    };
  }

  /** No octets on the wire, a dot in text. */
  private enum None implements FieldKind<Gateway> {
    KIND;

    @Override
    public Gateway read(OctetReader in) {
      return NONE;
    }

    @Override
    public void write(Gateway value, OctetBuilder out) {
      // No octets.
    }

    @Override
    public Gateway parse(Tokenizer in, Name origin) {
      in.next();
      if (!in.is(".")) {
        throw new PresentationFormatException("expected \".\" for none, found " + in.shown());
      }
      return NONE;
    }

    @Override
    public void print(Gateway value, StringBuilder out) {
      out.append('.');
    }

    @Override
    public Gateway random(RandomGenerator random) {
      return NONE;
    }
  }
}
