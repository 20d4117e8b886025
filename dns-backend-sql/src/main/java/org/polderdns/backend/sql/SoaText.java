package org.polderdns.backend.sql;

import org.polderdns.wire.Name;

/**
 * The content of SOA rows that was written when servers completed it: fields may be missing at its
 * end, and the mailbox may have an {@code @} where the first dot is to be.
 */
final class SoaText {
  /** What old servers put in the place of fields; the mailbox was one of the zone. */
  private static final String[] DEFAULTS = {
    "a.misconfigured.dns.server.invalid", "hostmaster.", "0", "10800", "3600", "604800", "3600"
  };

  private SoaText() {}

  /** The seven fields, single blanks between them. */
  static String complete(String content, Name owner) {
    if (isWhole(content)) {
      return content;
    }
    String[] given = content.strip().split("[ \\t]+");
    StringBuilder text = new StringBuilder(content.length() + 32);
    for (int i = 0; i < DEFAULTS.length; i++) {
      if (i > 0) {
        text.append(' ');
      }
      if (i < given.length && !given[i].isEmpty()) {
        text.append(i == 1 ? mailbox(given[i]) : given[i]);
      } else {
        text.append(DEFAULTS[i]);
        if (i == 1 && !owner.isRoot()) {
          text.append(SchemaText.name(owner));
        }
      }
    }
    for (int i = DEFAULTS.length; i < given.length; i++) {
      text.append(' ').append(given[i]); // for the parser to refuse
    }
    return text.toString();
  }

  /** Whether it is as it is written now, which is nearly always so. */
  private static boolean isWhole(String content) {
    int blanks = 0;
    char before = ' ';
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c == '@' || c == '\t' || c == '\n' || c == '\r' || c == ' ' && before == ' ') {
        return false;
      }
      blanks += c == ' ' ? 1 : 0;
      before = c;
    }
    return blanks == DEFAULTS.length - 1 && before != ' ';
  }

  private static String mailbox(String text) {
    int at = text.indexOf('@');
    boolean escaped = at > 0 && text.charAt(at - 1) == '\\';
    return at <= 0 || escaped ? text : text.substring(0, at) + "." + text.substring(at + 1);
  }
}
