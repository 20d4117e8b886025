package org.polderdns.records.rr;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Json;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/**
 * The first part of HIP, whose lengths stand before algorithm and data on the wire and nowhere in
 * text (RFC 8005 §5).
 *
 * @param algorithm of the public key, 0 to 255
 * @param tag host identity tag, 1 to 255 octets
 * @param publicKey 1 to 65535 octets
 */
public record HostIdentity(int algorithm, Octets tag, Octets publicKey) {
  static final FieldKind<HostIdentity> KIND = new Kind();

  private static final class Kind implements FieldKind<HostIdentity> {
    @Override
    public HostIdentity read(OctetReader in) {
      int tagLength = in.u8();
      int algorithm = in.u8();
      int keyLength = in.u16();
      return new HostIdentity(algorithm, in.octets(tagLength), in.octets(keyLength));
    }

    @Override
    public void write(HostIdentity value, OctetBuilder out) {
      int tag = value.tag.length();
      int key = value.publicKey.length();
      if (value.algorithm < 0 || value.algorithm > 255 || tag > 255 || key > 65535) {
        throw new IllegalArgumentException("algorithm, tag or key out of range");
      }
      out.u8(tag).u8(value.algorithm).u16(key).octets(value.tag).octets(value.publicKey);
    }

    @Override
    public HostIdentity parse(Tokenizer in, Name origin) {
      in.next();
      String algorithm = in.text();
      in.next();
      String tag = in.text();
      in.next();
      return of(algorithm, tag, in.text());
    }

    private static HostIdentity of(String algorithm, String tag, String key) {
      try {
        int number = Integer.parseInt(algorithm);
        Octets octets = Octets.parseHex(tag);
        Octets publicKey = Octets.wrap(Base64.getDecoder().decode(key));
        if (number >= 0 && number <= 255 && octets.length() > 0 && publicKey.length() > 0) {
          return new HostIdentity(number, octets, publicKey);
        }
      } catch (IllegalArgumentException e) {
        // told below, with what was found
      }
      throw new PresentationFormatException("expected a number, hex and base64, found \""
          + String.join(" ", algorithm, tag, key)
          + '"');
    }

    @Override
    public void print(HostIdentity value, StringBuilder out) {
      out.append(value.algorithm).append(' ').append(value.tag.toHex()).append(' ');
      out.append(Base64.getEncoder().encodeToString(value.publicKey.toArray()));
    }

    @Override
    public HostIdentity random(RandomGenerator random) {
      return new HostIdentity(
          random.nextInt(256),
          FixedOctets.random(1 + random.nextInt(30), random),
          FixedOctets.random(1 + random.nextInt(300), random));
    }

    @Override
    public Object toJson(HostIdentity value) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("algorithm", (long) value.algorithm);
      members.put("tag", value.tag.toHex());
      members.put("publicKey", Base64.getEncoder().encodeToString(value.publicKey.toArray()));
      return members;
    }

    @Override
    public HostIdentity fromJson(Object json) {
      Map<String, Object> members = Json.object(json);
      if (members.size() != 3
          || !members.containsKey("algorithm")
          || !members.containsKey("tag")
          || !members.containsKey("publicKey")) {
        throw new PresentationFormatException(
            "expected algorithm, tag and publicKey, found " + members.keySet());
      }
      return of(
          Long.toString(Json.number(members.get("algorithm"), 255)),
          Json.string(members.get("tag")),
          Json.string(members.get("publicKey")));
    }
  }
}
