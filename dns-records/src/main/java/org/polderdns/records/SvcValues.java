package org.polderdns.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/** The values of service parameters, each key's in its own format (RFC 9460 §7). */
final class SvcValues {
  private static final String[] WORDS = {
    "mandatory",
    "alpn",
    "no-default-alpn",
    "port",
    "ipv4hint",
    "ech",
    "ipv6hint",
    "dohpath",
    "ohttp",
    "tls-supported-groups",
    "docpath"
  };

  private SvcValues() {}

  /** The key's word, or {@code key667}. */
  static String word(int key) {
    return key < WORDS.length ? WORDS[key] : "key" + key;
  }

  static int key(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    int known = Arrays.asList(WORDS).indexOf(word);
    if (known >= 0) {
      return known;
    }
    byte[] octets = word.getBytes(StandardCharsets.ISO_8859_1);
    boolean form =
        word.startsWith("key") && (octets.length == 4 || octets.length > 4 && octets[3] != '0');
    long number = form ? Text.number(octets, 3, octets.length, 65534) : -1;
    if (number < 0) {
      throw new PresentationFormatException("unknown key \"" + text + '"');
    }
    return (int) number;
  }

  static boolean isQuoted(int key) {
    return switch (key) {
      case SvcParam.MANDATORY,
          SvcParam.PORT,
          SvcParam.IPV4HINT,
          SvcParam.ECH,
          SvcParam.IPV6HINT,
          SvcParam.TLS_SUPPORTED_GROUPS -> false;
      default -> true;
    };
  }

  /** What is wrong with parameters in ascending order, or nothing. */
  static String check(List<SvcParam> params) {
    int keys = 0; // a bit each of the first 32
    for (SvcParam param : params) {
      if (param.key() < 32) {
        keys |= 1 << param.key();
      }
      if (!isValid(param.key(), param.value())) {
        return word(param.key()) + " with a value not of its form";
      }
    }
    if ((keys & 1 << SvcParam.NO_DEFAULT_ALPN) != 0 && (keys & 1 << SvcParam.ALPN) == 0) {
      return "no-default-alpn without alpn";
    }
    if ((keys & 1 << SvcParam.MANDATORY) != 0) {
      Octets mandatory = params.get(0).value();
      for (int i = 0; i < mandatory.length(); i += 2) {
        int key = mandatory.u16(i);
        if (params.stream().noneMatch(p -> p.key() == key)) {
          return word(key) + " is mandatory and missing";
        }
      }
    }
    return "";
  }

  private static boolean isValid(int key, Octets value) {
    int length = value.length();
    return switch (key) {
      case SvcParam.MANDATORY -> isMandatory(value);
      case SvcParam.ALPN -> length > 0 && areStrings(value);
      case SvcParam.DOCPATH -> areStrings(value);
      case SvcParam.NO_DEFAULT_ALPN, SvcParam.OHTTP -> length == 0;
      case SvcParam.PORT -> length == 2;
      case SvcParam.IPV4HINT -> length > 0 && length % 4 == 0;
      case SvcParam.IPV6HINT -> length > 0 && length % 16 == 0;
      case SvcParam.TLS_SUPPORTED_GROUPS -> length > 0 && length % 2 == 0;
      case SvcParam.ECH, SvcParam.DOHPATH -> length > 0;
      default -> key < 65535;
    };
  }

  private static boolean isMandatory(Octets value) {
    int last = SvcParam.MANDATORY; // which must not be in its own list
    if (value.length() == 0 || value.length() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < value.length(); i += 2) {
      if (value.u16(i) <= last) {
        return false;
      }
      last = value.u16(i);
    }
    return true;
  }

  private static boolean areStrings(Octets value) {
    int at = 0;
    while (at < value.length() && value.at(at) > 0) {
      at += 1 + value.at(at);
    }
    return at == value.length();
  }

  /** Wire form from a character-string's octets. */
  static Octets parse(int key, Octets text) {
    OctetBuilder out = new OctetBuilder();
    switch (key) {
      case SvcParam.MANDATORY -> {
        int[] keys =
            Arrays.stream(words(text)).mapToInt(SvcValues::key).sorted().toArray();
        Arrays.stream(keys).forEach(out::u16);
      }
      case SvcParam.ALPN, SvcParam.DOCPATH -> strings(text, out);
      case SvcParam.PORT -> out.u16(number(key, ascii(text)));
      case SvcParam.TLS_SUPPORTED_GROUPS -> {
        for (String word : words(text)) {
          out.u16(number(key, word));
        }
      }
      case SvcParam.IPV4HINT -> {
        for (String word : words(text)) {
          byte[] octets = word.getBytes(StandardCharsets.ISO_8859_1);
          int at = out.claim(4);
          if (!IpText.parse4(octets, 0, octets.length, out.array(), at)) {
            throw new PresentationFormatException(
                "expected an IPv4 address, found \"" + word + '"');
          }
        }
      }
      case SvcParam.IPV6HINT -> {
        for (String word : words(text)) {
          byte[] octets = word.getBytes(StandardCharsets.ISO_8859_1);
          int at = out.claim(16);
          if (!IpText.parse6(octets, 0, octets.length, out.array(), at)) {
            throw new PresentationFormatException(
                "expected an IPv6 address, found \"" + word + '"');
          }
        }
      }
      case SvcParam.ECH -> {
        try {
          byte[] octets = Base64.getDecoder().decode(ascii(text));
          out.octets(octets, 0, octets.length);
        } catch (IllegalArgumentException e) {
          throw new PresentationFormatException("ech: expected base64", e);
        }
      }
      default -> out.octets(text);
    }
    return out.toOctets();
  }

  private static String ascii(Octets text) {
    return new String(text.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static String[] words(Octets text) {
    return ascii(text).split(",", -1);
  }

  private static int number(int key, String word) {
    byte[] octets = word.getBytes(StandardCharsets.ISO_8859_1);
    long number = Text.number(octets, 0, octets.length, 65535);
    if (number < 0) {
      throw new PresentationFormatException(
          word(key) + ": expected 0 to 65535, found \"" + word + '"');
    }
    return (int) number;
  }

  /** A list by commas, in which a backslash escapes comma and backslash (RFC 9460 §A.1). */
  private static void strings(Octets text, OctetBuilder out) {
    if (text.length() == 0) {
      return;
    }
    int at = out.claim(1);
    for (int i = 0; i <= text.length(); i++) {
      int c = i == text.length() ? ',' : text.at(i);
      if (i == text.length() || c == ',') {
        int length = out.length() - at - 1;
        if (length == 0 || length > 255) {
          throw new PresentationFormatException("item of " + length + " octets, not 1 to 255");
        }
        out.setU8(at, length);
        if (i < text.length()) {
          at = out.claim(1);
        }
      } else if (c == '\\' && i + 1 < text.length()) {
        out.u8(text.at(++i));
      } else {
        out.u8(c);
      }
    }
  }

  /** The value before it is escaped as a character-string; empty for no value. */
  static Octets print(SvcParam param) {
    Octets value = param.value();
    StringBuilder out = new StringBuilder();
    switch (param.key()) {
      case SvcParam.MANDATORY -> {
        for (int i = 0; i < value.length(); i += 2) {
          out.append(i == 0 ? "" : ",").append(word(value.u16(i)));
        }
      }
      case SvcParam.ALPN, SvcParam.DOCPATH -> {
        return list(value);
      }
      case SvcParam.PORT, SvcParam.TLS_SUPPORTED_GROUPS -> {
        for (int i = 0; i < value.length(); i += 2) {
          out.append(i == 0 ? "" : ",").append(value.u16(i));
        }
      }
      case SvcParam.IPV4HINT -> {
        for (int i = 0; i < value.length(); i += 4) {
          out.append(i == 0 ? "" : ",");
          IpText.append4(out, value.at(i), value.at(i + 1), value.at(i + 2), value.at(i + 3));
        }
      }
      case SvcParam.IPV6HINT -> {
        for (int i = 0; i < value.length(); i += 16) {
          out.append(i == 0 ? "" : ",");
          IpText.append6(out, value, i);
        }
      }
      case SvcParam.ECH -> out.append(Base64.getEncoder().encodeToString(value.toArray()));
      default -> {
        return value;
      }
    }
    return Octets.wrap(out.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Octets list(Octets value) {
    OctetBuilder out = new OctetBuilder();
    for (int at = 0; at < value.length(); ) {
      int end = at + 1 + value.at(at);
      if (at > 0) {
        out.u8(',');
      }
      for (int i = at + 1; i < end; i++) {
        if (value.at(i) == ',' || value.at(i) == '\\') {
          out.u8('\\');
        }
        out.u8(value.at(i));
      }
      at = end;
    }
    return out.toOctets();
  }
}
