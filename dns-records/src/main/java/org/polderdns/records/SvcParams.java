package org.polderdns.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.polderdns.wire.Escapes;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.WireFormatException;

/**
 * The parameters of SVCB and HTTPS, in ascending order of their keys, each once (RFC 9460 §2.2).
 * In JSON an object with the values in presentation format.
 */
public final class SvcParams implements FieldKind<List<SvcParam>> {
  public static final SvcParams KIND = new SvcParams();

  private SvcParams() {}

  @Override
  public List<SvcParam> read(OctetReader in) {
    List<SvcParam> params = new ArrayList<>();
    int last = -1;
    while (in.remaining() > 0) {
      int key = in.u16();
      if (key <= last) {
        throw new WireFormatException("key " + key + " after " + last);
      }
      params.add(new SvcParam(key, in.octets(in.u16())));
      last = key;
    }
    String wrong = SvcValues.check(params);
    if (!wrong.isEmpty()) {
      throw new WireFormatException(wrong);
    }
    return List.copyOf(params);
  }

  @Override
  public void write(List<SvcParam> value, OctetBuilder out) {
    for (SvcParam param : sorted(value)) {
      out.u16(param.key()).u16(param.value().length()).octets(param.value());
    }
  }

  /** In ascending order and checked. */
  private static List<SvcParam> sorted(List<SvcParam> params) {
    List<SvcParam> sorted = new ArrayList<>(params);
    sorted.sort(Comparator.comparingInt(SvcParam::key));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).key() == sorted.get(i - 1).key()) {
        throw new IllegalArgumentException(SvcValues.word(sorted.get(i).key()) + " twice");
      }
    }
    String wrong = SvcValues.check(sorted);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(wrong);
    }
    return sorted;
  }

  @Override
  public List<SvcParam> parse(Tokenizer in, Name origin) {
    List<SvcParam> params = new ArrayList<>();
    while (true) {
      Tokenizer.Kind kind = in.nextPair();
      if (kind != Tokenizer.Kind.WORD) {
        if (kind == Tokenizer.Kind.QUOTED) {
          throw new PresentationFormatException("expected key=value, found " + in.shown());
        }
        in.pushBack();
        break;
      }
      params.add(param(in.buffer(), in.from(), in.to()));
    }
    try {
      return List.copyOf(sorted(params));
    } catch (IllegalArgumentException e) {
      throw new PresentationFormatException(e.getMessage(), e);
    }
  }

  private static SvcParam param(byte[] text, int from, int to) {
    int equals = from;
    while (equals < to && text[equals] != '=') {
      equals++;
    }
    int valueFrom = Math.min(to, equals + 1);
    int valueTo = to;
    if (valueFrom + 1 < valueTo && text[valueFrom] == '"' && text[valueTo - 1] == '"') {
      valueFrom++;
      valueTo--;
    }
    StringBuilder word = new StringBuilder();
    for (int i = from; i < equals; i++) {
      word.append((char) (text[i] & 0xff));
    }
    int key = SvcValues.key(word.toString());
    return new SvcParam(key, SvcValues.parse(key, decoded(text, valueFrom, valueTo)));
  }

  /** The octets of a character-string, escapes decoded. */
  private static Octets decoded(byte[] text, int from, int to) {
    OctetBuilder out = new OctetBuilder();
    for (int i = from; i < to; ) {
      if (text[i] == '\\') {
        out.u8(Escapes.decode(text, i, to));
        i += Escapes.length(text, i, to);
      } else {
        out.u8(text[i++]);
      }
    }
    return out.toOctets();
  }

  @Override
  public void print(List<SvcParam> value, StringBuilder out) {
    String blank = "";
    for (SvcParam param : value) {
      out.append(blank).append(SvcValues.word(param.key()));
      Octets text = SvcValues.print(param);
      if (text.length() > 0) {
        boolean quoted = SvcValues.isQuoted(param.key());
        out.append(quoted ? "=\"" : "=");
        appendEscaped(out, text);
        out.append(quoted ? "\"" : "");
      }
      blank = " ";
    }
  }

  private static void appendEscaped(StringBuilder out, Octets text) {
    for (int i = 0; i < text.length(); i++) {
      Escapes.appendQuotedOctet(out, text.at(i));
    }
  }

  @Override
  public Object toJson(List<SvcParam> value) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (SvcParam param : value) {
      StringBuilder text = new StringBuilder();
      appendEscaped(text, SvcValues.print(param));
      members.put(SvcValues.word(param.key()), text.toString());
    }
    return members;
  }

  @Override
  public List<SvcParam> fromJson(Object json) {
    List<SvcParam> params = new ArrayList<>();
    for (Map.Entry<String, Object> member : Json.object(json).entrySet()) {
      int key = SvcValues.key(member.getKey());
      byte[] text = Json.string(member.getValue()).getBytes(StandardCharsets.UTF_8);
      params.add(new SvcParam(key, SvcValues.parse(key, decoded(text, 0, text.length))));
    }
    try {
      return List.copyOf(sorted(params));
    } catch (IllegalArgumentException e) {
      throw new PresentationFormatException(e.getMessage(), e);
    }
  }

  @Override
  public List<SvcParam> random(RandomGenerator random) {
    List<SvcParam> params = new ArrayList<>();
    if (random.nextBoolean()) {
      params.add(new SvcParam(SvcParam.ALPN, Octets.of(2, 'h', random.nextInt(256))));
    }
    if (random.nextBoolean()) {
      params.add(new SvcParam(SvcParam.PORT, Octets.of(random.nextInt(256), random.nextInt(256))));
    }
    if (random.nextBoolean()) {
      byte[] hint = new byte[16 * (1 + random.nextInt(3))];
      random.nextBytes(hint);
      params.add(new SvcParam(SvcParam.IPV6HINT, Octets.wrap(hint)));
    }
    if (random.nextBoolean()) {
      byte[] value = new byte[random.nextInt(20)];
      random.nextBytes(value);
      params.add(new SvcParam(100 + random.nextInt(65000), Octets.wrap(value)));
    }
    return List.copyOf(params);
  }
}
