package org.polderdns.zone.file;

import org.polderdns.records.Durations;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.PlainRdata;
import org.polderdns.records.PlainTokens;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/**
 * Reads records as nearly all of a large file are: in the zone, of a common type, without anything
 * rare ({@link PlainTokens}). It makes no objects and tells no errors: before what it cannot read
 * the tokenizer stands as it stood, and all is as if it had not been tried.
 */
final class PlainRecord {
  private final PlainTokens tokens = new PlainTokens();
  private final PlainRdata data = new PlainRdata();
  private final OctetBuilder rdata = new OctetBuilder();
  private final TypeTable types;
  private final LastOwner owner;
  private final boolean internet; // the class is IN
  private long ttl;
  private RecordType type = RecordType.A;

  PlainRecord(TypeTable types, LastOwner owner, RecordClass rclass) {
    this.types = types;
    this.owner = owner;
    this.internet = rclass.equals(RecordClass.IN);
  }

  /** Goes to the next record; false if it has to be read in the other way. */
  boolean next(Tokenizer in, Name origin) {
    do {
      if (tokens.begin(in) && read(origin)) {
        tokens.take(in);
        return true;
      }
    } while (tokens.isCut() && in.readMore());
    return false;
  }

  private boolean read(Name origin) {
    int first = tokens.peek();
    if (first == ' ' || first == '\t') {
      return owner.isInside() && read(origin, 0, 0);
    }
    boolean rare = first == '$' || first == '(' || first == '\r';
    if (rare || tokens.next() != PlainTokens.WORD) {
      return false;
    }
    int from = tokens.from();
    int to = tokens.to();
    if (owner.isText(tokens.text(), from, to)) {
      return owner.isInside() && read(origin, 0, 0);
    }
    return owner.prepare(tokens, origin) && read(origin, from, to);
  }

  /**
   * Reads what follows the owner.
   *
   * @param ownerFrom where the owner's token begins if it is a new one
   * @param ownerTo where that ends, 0 if it is the same as before
   */
  private boolean read(Name origin, int ownerFrom, int ownerTo) {
    TypeTable.Entry entry = ttlClassType();
    if (entry == null || !data.read(entry.format(), tokens, origin, rdata)) {
      return false;
    }
    type = entry.type();
    if (ownerTo > 0) {
      owner.takePrepared(tokens.text(), ownerFrom, ownerTo);
    }
    return true;
  }

  /** Reads up to the type; null if that is not plain, or an SOA's. */
  private TypeTable.Entry ttlClassType() {
    ttl = -1;
    boolean classSeen = false;
    while (tokens.next() == PlainTokens.WORD) {
      byte[] text = tokens.text();
      int from = tokens.from();
      int to = tokens.to();
      if (text[from] >= '0' && text[from] <= '9') {
        if (ttl >= 0) {
          return null;
        }
        ttl = Durations.parse(text, from, to);
        if (ttl < 0 || ttl > ZoneFileOptions.MAX_TTL) {
          return null;
        }
      } else if (!classSeen && internet && isInternet(text, from, to)) {
        classSeen = true;
      } else {
        TypeTable.Entry entry = types.find(text, from, to);
        boolean special = entry == null || entry.type().isMeta() || entry.type() == RecordType.SOA;
        return special ? null : entry;
      }
    }
    return null;
  }

  private static boolean isInternet(byte[] text, int from, int to) {
    return to - from == 2 && (text[from] | 0x20) == 'i' && (text[from + 1] | 0x20) == 'n';
  }

  /** Seconds, or -1 if the record states none. */
  long ttl() {
    return ttl;
  }

  RecordType type() {
    return type;
  }

  OctetBuilder rdata() {
    return rdata;
  }
}
