package org.polderdns.records;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordType;

/** The format of a type that nothing is known of (RFC 3597). */
final class GenericFormat extends RdataFormat<UnknownRdata> {
  GenericFormat(RecordType type) {
    super(type);
  }

  @Override
  public RdataLayout layout() {
    return RdataLayout.OPAQUE;
  }

  @Override
  public UnknownRdata read(Octets octets) {
    return new UnknownRdata(octets);
  }

  @Override
  public Octets write(UnknownRdata view) {
    return view.data();
  }

  @Override
  public Octets canonical(Octets octets) {
    return octets;
  }

  @Override
  Octets parseFields(Tokenizer in, Name origin) {
    in.next();
    throw in.error(type() + ": expected \\# and octets in hex, found " + in.shown());
  }

  @Override
  public void print(Octets octets, StringBuilder out) {
    GenericText.print(octets, out);
  }

  @Override
  public String toJson(UnknownRdata view) {
    return "{\"data\":\"" + view.data().toHex() + "\"}";
  }

  @Override
  public UnknownRdata fromJson(String json) {
    Map<String, Object> object = Json.object(Json.parse(json));
    if (!object.keySet().equals(java.util.Set.of("data"))) {
      throw new PresentationFormatException(type() + ": expected the member \"data\" alone");
    }
    return new UnknownRdata(Octets.parseHex(Json.string(object.get("data"))));
  }

  @Override
  public UnknownRdata random(RandomGenerator random) {
    byte[] octets = new byte[random.nextInt(64)];
    random.nextBytes(octets);
    return new UnknownRdata(Octets.wrap(octets));
  }
}
