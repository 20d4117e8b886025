package org.polderdns.backend.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Escapes;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/**
 * How names, record data and flags are written in the columns of the PowerDNS schema. All of its
 * peculiarities are here and nowhere else.
 *
 * <ul>
 *   <li>Names of owners are in lower case without the last dot, the root is {@code .}; octets that
 *       are not printable are {@code \DDD}, dot and backslash have a backslash, all others stand
 *       for themselves, {@code @} and {@code ;} too.
 *   <li>Names in {@code content} lack the last dot as well, but for those of SVCB, HTTPS and NSEC;
 *       both are read alike.
 *   <li>The first number of MX and SRV is in {@code prio}, rarely in the content; in other rows {@code prio} is 0 and
 *       means nothing.
 *   <li>Text strings over 255 octets are cut, text without quotes is one string.
 *   <li>{@code ordername} is the owner relative to the apex, labels reversed and joined by blanks.
 *   <li>Flags are true if 1, t, true or y; no value is false. A TTL that is missing is 3600.
 * </ul>
 */
final class SchemaText {
  static final long DEFAULT_TTL = 3600;

  /** The lowest character: a range of names below another ends before it. */
  static final char AFTER_BLANK = '!';

  /** Sorts after all that labels are written with: printable characters of ASCII. */
  private static final char LAST_CHARACTER = 0x7f;

  /** Sorts after every {@code ordername}. */
  static final String LAST_PLACE = Character.toString(LAST_CHARACTER);

  /** Types whose words that end in a dot are names. */
  private static final Set<RecordType> WITH_NAMES = types(
      "NS MD MF CNAME SOA MB MG MR PTR MINFO MX RP AFSDB RT SIG PX SRV NAPTR KX DNAME IPSECKEY"
          + " RRSIG HIP TALINK LP AMTRELAY DSYNC ALIAS");

  /** A parameter of SVCB in quotes that it would be the same without. */
  private static final Pattern PLAIN_PARAMETER = Pattern.compile("=\"([^\" \\t;()\\\\]+)\"( |$)");

  /** A size or precision of LOC that PowerDNS writes with centimetres. */
  private static final Pattern WHOLE_METRES = Pattern.compile(" ([0-9]+)m");

  private SchemaText() {}

  private static Set<RecordType> types(String words) {
    List<RecordType> types = new ArrayList<>();
    for (String word : words.split(" ")) {
      if (RecordType.isKnown(word)) {
        types.add(RecordType.parse(word));
      }
    }
    return Set.copyOf(types);
  }

  /** As in the columns {@code name}. */
  static String name(Name name) {
    if (name.isRoot()) {
      return ".";
    }
    StringBuilder text = new StringBuilder(name.length());
    int labels = name.labelCount();
    for (int i = 0; i < labels; i++) {
      if (i > 0) {
        text.append('.');
      }
      appendLabel(text, name, i);
    }
    return text.toString();
  }

  /** As in the column {@code ordername} of a zone that is not NSEC3's; empty for the apex. */
  static String ordername(Name owner, Name apex) {
    StringBuilder text = new StringBuilder(owner.length());
    for (int i = owner.labelCount() - apex.labelCount() - 1; i >= 0; i--) {
      appendLabel(text, owner, i);
      if (i > 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  /** The name that has a value of {@code ordername} in a zone that is not NSEC3's, if one has. */
  static Optional<Name> nameAt(String ordername, Name apex) {
    if (ordername.isEmpty()) {
      return Optional.of(apex);
    }
    StringBuilder text = new StringBuilder(ordername.length() + apex.length());
    String[] labels = ordername.split(" ", -1);
    for (int i = labels.length - 1; i >= 0; i--) {
      text.append(labels[i]).append('.');
    }
    return nameIn(apex.isRoot() ? text.toString() : text.append(name(apex)).toString(), apex);
  }

  /**
   * Where a name that is not in the zone stands among the values of {@code ordername}. Its octets
   * that are not printable stand for themselves here, so that it sorts as it should against names
   * without such octets. Against names with them, which have escapes in the column, the order is no
   * better than that column's.
   */
  static String orderPlace(Name name, Name apex) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = name.labelCount() - apex.labelCount() - 1; i >= 0; i--) {
      int at = name.labelOffset(i) + 1;
      int end = at + name.octet(at - 1);
      for (; at < end; at++) {
        int octet = name.octet(at);
        if (octet <= 0x20) {
          text.append(' ').append(LAST_CHARACTER).append((char) (octet + 1));
        } else {
          text.append((char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet));
        }
      }
      if (i > 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  /** The pattern of LIKE, with {@code !} as its escape, for {@code name} of what is below. */
  static String patternBelow(Name owner) {
    String text = owner.isRoot() ? "" : "." + name(owner);
    return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** Whether the name stands in {@code ordername} without escapes. */
  static boolean isPlain(Name name) {
    return ordername(name, Name.ROOT).indexOf('\\') < 0;
  }

  private static void appendLabel(StringBuilder text, Name name, int label) {
    int at = name.labelOffset(label) + 1;
    int end = at + name.octet(at - 1);
    for (; at < end; at++) {
      int octet = name.octet(at);
      if (octet == '.' || octet == '\\') {
        text.append('\\').append((char) octet);
      } else if (octet > 0x20 && octet < 0x7f) {
        text.append((char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet));
      } else {
        text.append('\\').append((char) ('0' + octet / 100));
        text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
      }
    }
  }

  /**
   * A name out of a column {@code name}, with or without the last dot.
   *
   * @throws PresentationFormatException if it is none
   */
  static Name parseName(String text) {
    return Name.parse(text);
  }

  /** The text of a column; nothing is empty. */
  static String text(@Nullable String column) {
    return column == null ? "" : column;
  }

  /** A name that may be none as in the columns {@code name}: in lower case without the last dot. */
  static String storedName(String text) {
    return nameIn(text, Name.ROOT).map(SchemaText::name).orElse(text);
  }

  /** The name of a row if it is one and in the zone; empty otherwise. */
  static Optional<Name> nameIn(@Nullable String text, Name apex) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parseName(text)).filter(name -> name.isAtOrBelow(apex));
    } catch (PresentationFormatException e) {
      return Optional.empty();
    }
  }

  /** As in the column {@code type}. */
  static String type(RecordType type) {
    return type.toString();
  }

  /** Whether the type's first number is in {@code prio}. */
  static boolean hasPriority(RecordType type) {
    return type == RecordType.MX || type == RecordType.SRV;
  }

  /** As in the column {@code prio}. */
  static int priority(RecordType type, Octets rdata) {
    return hasPriority(type) ? rdata.u16(0) : 0;
  }

  /** As in the column {@code content}. */
  static String content(RecordType type, Octets rdata) {
    StringBuilder text = new StringBuilder(64);
    RdataFormats.of(type).print(rdata, text);
    if (WITH_NAMES.contains(type) && !isGeneric(text)) {
      text = withoutLastDots(text);
    } else if (type == RecordType.SVCB || type == RecordType.HTTPS) {
      return withoutNeedlessQuotes(text.toString());
    } else if (type == RecordType.LOC) {
      return WHOLE_METRES.matcher(text).replaceAll(" $1.00m");
    }
    return hasPriority(type) ? text.substring(text.indexOf(" ") + 1) : text.toString();
  }

  /**
   * Whether content that ends in a dot ends in a name with its last dot, which is to be stored
   * without it. The root is nothing but that dot.
   */
  static boolean hasLastDot(RecordType type, String content) {
    int before = content.length() - 2;
    return WITH_NAMES.contains(type)
        && before >= 0
        && content.charAt(before) != ' '
        && content.charAt(before) != '\\';
  }

  private static boolean isGeneric(CharSequence text) {
    return text.length() > 1 && text.charAt(0) == '\\' && text.charAt(1) == '#';
  }

  /** {@code alpn=h2} for {@code alpn="h2"}, as PowerDNS has it. */
  private static String withoutNeedlessQuotes(String text) {
    return text.indexOf('\\') >= 0 ? text : PLAIN_PARAMETER.matcher(text).replaceAll("=$1$2");
  }

  /** The text without the dots at the ends of names, the root's excepted. */
  private static StringBuilder withoutLastDots(StringBuilder text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c == '\\' && i < text.length()) {
        out.append(c);
        i++;
        if (i < text.length()) {
          out.append(text.charAt(i));
        }
        continue;
      }
      if (c == ' ' && !quoted) {
        if (i - start > 1 && text.charAt(i - 1) == '.' && text.charAt(i - 2) != '\\') {
          out.setLength(out.length() - 1);
        }
        start = i + 1;
      }
      quoted ^= c == '"';
      if (i < text.length()) {
        out.append(c);
      }
    }
    return out;
  }

  /**
   * The octets of a row's data. MX and SRV that lack their priority have it in the content, or have
   * 0.
   *
   * @param owner of the row
   * @param content null in rows that lack it
   * @param priority null in rows that lack it
   * @throws PresentationFormatException if they are not of the type
   */
  static Octets parse(
      Name owner, RecordType type, @Nullable String content, @Nullable String priority) {
    if (content == null) {
      throw new PresentationFormatException("no content");
    }
    boolean generic = content.startsWith("\\#");
    if ((type == RecordType.TXT || type == RecordType.SPF) && !generic) {
      return TextStrings.parse(content);
    }
    String text = content;
    if (type == RecordType.SOA && !generic) {
      text = SoaText.complete(content, owner);
    } else if (hasPriority(type) && !generic) {
      text = withPriority(type, content, priority);
    }
    return RdataFormats.of(type).parse(plain(text), Name.ROOT);
  }

  private static String withPriority(RecordType type, String content, @Nullable String priority) {
    if (priority != null && !priority.isEmpty()) {
      return priority + " " + content;
    }
    int fields = content.strip().split("[ \\t]+").length;
    return fields < (type == RecordType.MX ? 2 : 4) ? "0 " + content : content;
  }

  /** Text in which what a master file takes for comments and line joins has a backslash. */
  private static String plain(String text) {
    if (text.indexOf(';') < 0 && text.indexOf('(') < 0 && text.indexOf(')') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 4);
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        out.append(c).append(text.charAt(++i));
        continue;
      }
      quoted ^= c == '"';
      if (!quoted && (c == ';' || c == '(' || c == ')')) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /**
   * A TTL in seconds.
   *
   * @param column null in rows that lack it
   * @throws PresentationFormatException if it is not 0 to 2^31-1
   */
  static long ttl(@Nullable String column) {
    if (column == null || column.isEmpty()) {
      return DEFAULT_TTL;
    }
    long ttl = number(column, -1);
    if (ttl < 0 || ttl > 0x7fffffffL) {
      throw new PresentationFormatException(
          "expected a ttl of 0 to 2147483647, found \"" + column + '"');
    }
    return ttl;
  }

  /** A decimal number, or {@code otherwise} if the column is null or holds anything else. */
  static long number(@Nullable String column, long otherwise) {
    if (column == null || column.isEmpty()) {
      return otherwise;
    }
    try {
      return Long.parseLong(column.trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** A flag; null is false. */
  static boolean isTrue(@Nullable String column) {
    if (column == null) {
      return false;
    }
    return switch (column.toLowerCase(Locale.ROOT)) {
      case "1", "t", "true", "y", "yes" -> true;
      default -> false;
    };
  }

  /**
   * Whether a row is hidden. Unlike all other flags, no value hides it: the statements of PowerDNS
   * ask for rows that are not disabled, which in SQL what is unknown never is.
   */
  static boolean isHidden(@Nullable String disabled) {
    return disabled == null || isTrue(disabled);
  }

  /** As in the column {@code master}: joined by comma and blank, port 53 left out. */
  static String primaries(List<String> addresses) {
    return String.join(", ", addresses.stream().map(SchemaText::withoutPort53).toList());
  }

  private static String withoutPort53(String address) {
    if (address.startsWith("[") && address.endsWith("]:53")) {
      return address.substring(1, address.length() - 4);
    }
    boolean oneColon = address.indexOf(':') == address.lastIndexOf(':');
    return oneColon && address.endsWith(":53")
        ? address.substring(0, address.length() - 3)
        : address;
  }

  /** Addresses between commas and blanks. */
  static List<String> parsePrimaries(@Nullable String column) {
    List<String> all = new ArrayList<>();
    if (column != null) {
      for (String address : column.split("[,\\s]+")) {
        if (!address.isEmpty()) {
          all.add(address);
        }
      }
    }
    return all;
  }

  /** The octets that a run of text in presentation format stands for. */
  static byte[] unescape(byte[] text, int from, int to) {
    byte[] out = new byte[to - from];
    int size = 0;
    for (int i = from; i < to; ) {
      if (text[i] == '\\') {
        out[size++] = (byte) Escapes.decode(text, i, to);
        i += Escapes.length(text, i, to);
      } else {
        out[size++] = text[i++];
      }
    }
    return Arrays.copyOf(out, size);
  }
}
