package org.polderdns.records;

import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/**
 * The data of one record: its type and its uncompressed octets on the wire, 0 to 65535 of them (RFC
 * 1035 §3.2.1). Two are equal if type and octets are; names in them are compared with their case.
 */
public record Rdata(RecordType type, Octets octets) implements Comparable<Rdata> {
  public Rdata {
    if (octets.length() > 65535) {
      throw new IllegalArgumentException("RDATA of " + octets.length() + " octets, at most 65535");
    }
  }

  /**
   * Reads presentation format, names relative to the root.
   *
   * @throws org.polderdns.wire.PresentationFormatException if it is not of the type
   */
  public static Rdata parse(RecordType type, String text) {
    return parse(type, text, Name.ROOT);
  }

  /** As {@link #parse(RecordType, String)}, names without a last dot relative to {@code origin}. */
  public static Rdata parse(RecordType type, String text, Name origin) {
    return new Rdata(type, RdataFormats.of(type).parse(text, origin));
  }

  /**
   * Presentation format on one line; that of unknown types (RFC 3597 §5) if the octets are not of
   * the type.
   */
  public String print() {
    try {
      return RdataFormats.of(type).print(octets);
    } catch (WireFormatException e) {
      return RdataFormat.printGeneric(octets);
    }
  }

  /** The type and {@link #print()}. */
  @Override
  public String toString() {
    return type + " " + print();
  }

  /** By type, then by octets as RFC 4034 §6.3 orders RDATA. */
  @Override
  public int compareTo(Rdata other) {
    int difference = type.compareTo(other.type);
    return difference != 0 ? difference : octets.compareTo(other.octets);
  }
}
