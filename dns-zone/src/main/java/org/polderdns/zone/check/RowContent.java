package org.polderdns.zone.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.polderdns.records.RdataFormats;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** The content of rows: reading it, and whether it is written as we would write it. */
final class RowContent {
  /** Types of which several spellings are usual and harmless. */
  private static final Set<RecordType> FREE =
      Set.of(RecordType.AAAA, RecordType.TXT, RecordType.SPF, RecordType.SVCB, RecordType.HTTPS);

  /** Types in which names are stored with the last dot as well as without, and nobody minds. */
  private static final Set<RecordType> DOTTED =
      Set.of(RecordType.SOA, RecordType.NSEC, RecordType.RRSIG, RecordType.SIG);

  private static final Pattern AUTOMATIC_HINT =
      Pattern.compile("\\s+ipv[46]hint=\"?auto\"?(?=\\s|$)");
  private static final Pattern PLACE = Pattern.compile("^[0-9]+:[0-9]+: ");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private RowContent() {}

  /**
   * The octets that a row's content says. Hints that are to be filled in when answering are no data
   * yet and left out.
   *
   * @throws PresentationFormatException if it does not parse
   */
  static Octets parse(RecordType type, String content) {
    String text = content;
    if (type == RecordType.SVCB || type == RecordType.HTTPS) {
      text = AUTOMATIC_HINT.matcher(content).replaceAll("");
    }
    try {
      return RdataFormats.of(type).parse(text, Name.ROOT);
    } catch (PresentationFormatException e) {
      // The place within the content, "1:7: ", helps nobody who sees the row beside it.
      String reason = PLACE.matcher(e.getMessage()).replaceFirst("");
      throw new PresentationFormatException(reason, e);
    }
  }

  /** Whether an SVCB row leaves the hints of that family, 4 or 6, to the server. */
  static boolean hasAutomaticHint(String content, int family) {
    return AUTOMATIC_HINT
        .matcher(content)
        .results()
        .anyMatch(hint -> hint.group().contains("ipv" + family));
  }

  /**
   * The text that the octets have in a store, if that is another than the row's; empty if it is the
   * same but for case, blanks and ways of writing that change nothing.
   */
  static String differing(RecordType type, String content, Octets rdata) {
    boolean generic = content.startsWith("\\#");
    if (FREE.contains(type) || generic) {
      return "";
    }
    List<String> ours = tokens(RdataFormats.of(type).print(rdata));
    List<String> theirs = tokens(content);
    boolean same = ours.size() == theirs.size();
    for (int i = 0; same && i < ours.size(); i++) {
      String token = ours.get(i);
      same = undotted(token).equalsIgnoreCase(theirs.get(i))
          || DOTTED.contains(type) && token.equalsIgnoreCase(theirs.get(i));
    }
    String stored = stored(type, rdata);
    return same || squeezed(stored).equals(squeezed(content)) ? "" : stored;
  }

  /** The content that a store keeps for octets: on one line, names without their last dot. */
  static String stored(RecordType type, Octets rdata) {
    StringJoiner stored = new StringJoiner(" ");
    for (String token : tokens(RdataFormats.of(type).print(rdata))) {
      stored.add(undotted(token));
    }
    return stored.toString();
  }

  private static String squeezed(CharSequence text) {
    return BLANKS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /** A name without its last dot; other tokens as they are. */
  private static String undotted(String token) {
    boolean dotted = token.length() > 1 && token.endsWith(".") && !token.endsWith("\\.");
    return dotted ? token.substring(0, token.length() - 1) : token;
  }

  /** The tokens of content, without the escapes that only master files need. */
  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Tokenizer in = Tokenizer.of(text);
    while (true) {
      switch (in.next()) {
        case WORD -> tokens.add(in.text().replace("\\@", "@").replace("\\$", "$"));
        case QUOTED -> tokens.add('"' + in.text() + '"');
        case END -> {
          return tokens;
        }
        default -> {}
      }
    }
  }
}
