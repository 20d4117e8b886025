package org.polderdns.zone.file;

import java.nio.charset.StandardCharsets;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** The records of one {@code $GENERATE} line, made one at a time. */
final class Generator {
  private final GenerateRange range;
  private final GenerateTemplate owner;
  private final long ttl;
  private final TypeTable.Entry entry;
  private final GenerateTemplate rdata;
  private final String source;
  private final int line;
  private long number;

  /**
   * @param ttl seconds, or -1 if the line has none
   */
  Generator(
      GenerateRange range,
      GenerateTemplate owner,
      long ttl,
      TypeTable.Entry entry,
      GenerateTemplate rdata,
      String source,
      int line) {
    this.range = range;
    this.owner = owner;
    this.ttl = ttl;
    this.entry = entry;
    this.rdata = rdata;
    this.source = source;
    this.line = line;
    this.number = range.start() - range.step();
  }

  /** Goes to the next record; false if there is none. */
  boolean next() {
    number += range.step();
    return number <= range.stop();
  }

  long ttl() {
    return ttl;
  }

  RecordType type() {
    return entry.type();
  }

  Name owner(Name origin) {
    String text = owner.expand(number);
    if (text.equals("@")) {
      return origin;
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    try {
      return Name.parse(octets, 0, octets.length, origin);
    } catch (PresentationFormatException e) {
      throw Tokenizer.of("", source, line).error("$GENERATE: owner: " + e.getMessage());
    }
  }

  /** The data; columns in its errors count from where the text made begins. */
  Octets rdata(Name origin) {
    return entry.format().parse(Tokenizer.of(rdata.expand(number), source, line), origin);
  }
}
