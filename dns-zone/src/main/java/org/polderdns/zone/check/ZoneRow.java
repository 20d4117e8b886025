package org.polderdns.zone.check;

import org.polderdns.zone.file.ZoneRecord;

/**
 * A record as a store keeps it; nothing in it is sure to parse.
 *
 * @param owner presentation format, absolute with or without the last dot
 * @param type a mnemonic, or empty for the note of an empty non-terminal
 * @param ttl decimal seconds; of no account for an empty non-terminal
 * @param content presentation format, its names absolute and usually without the last dot
 * @param priority what such stores keep apart of MX and SRV, decimal; empty if there is none, and
 *     of no account for other types
 * @param disabled whether it is hidden from questions, and so from checks
 */
public record ZoneRow(
    String owner,
    String type,
    String ttl,
    String content,
    String priority,
    boolean disabled,
    Auth auth) {

  /** Whether a row is marked as authoritative data of the zone. */
  public enum Auth {
    YES,
    NO,
    /** The store keeps no such mark. */
    UNKNOWN
  }

  /** A row that stands for a record which is known to parse. */
  public static ZoneRow of(ZoneRecord record) {
    String content = RowContent.stored(record.type(), record.rdata());
    String type = record.type().toString();
    boolean split = type.equals("MX") || type.equals("SRV");
    int blank = split ? content.indexOf(' ') : -1;
    return new ZoneRow(
        record.owner().toString(),
        type,
        Long.toString(record.ttl()),
        content.substring(blank + 1),
        blank < 0 ? "" : content.substring(0, blank),
        false,
        Auth.UNKNOWN);
  }

  /** The whole content, a priority that is kept apart included. */
  String wholeContent() {
    return isSplit() ? priority + ' ' + content : content;
  }

  /** Whether its priority is not in its content. */
  boolean isSplit() {
    return type.equals("MX") || type.equals("SRV");
  }

  /** The owner without the last dot, as findings show it. */
  String shownOwner() {
    boolean dotted = owner.length() > 1 && owner.endsWith(".") && !owner.endsWith("\\.");
    return dotted ? owner.substring(0, owner.length() - 1) : owner;
  }

  /** {@code www.example.org IN A 192.0.2.1}, as findings show it. */
  String shown() {
    return shownOwner() + " IN " + (type.isEmpty() ? "TYPE0" : type) + ' ' + wholeContent();
  }
}
