package org.polderdns.zone.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/**
 * Writes a master file that reads back equal: same owners in the same case, TTLs, types and
 * octets. Records stand in the order in which they are given.
 *
 * <pre>{@code
 * try (ZoneFileWriter writer = ZoneFileWriter.absolute(Files.newOutputStream(path))) {
 *   zone.forEach(writer::write);
 * }
 * }</pre>
 *
 * <p>What was written is kept in no other place than one buffer. Not for use by several threads at
 * once.
 */
public final class ZoneFileWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final StringBuilder text = new StringBuilder(256);
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private final @Nullable Name origin; // null: all absolute
  private final long defaultTtl; // -1: every record has its own
  private @Nullable Name lastOwner;

  private ZoneFileWriter(OutputStream out, @Nullable Name origin, long defaultTtl) {
    this.out = out;
    this.origin = origin;
    this.defaultTtl = defaultTtl;
  }

  /**
   * Writes every record as one whole line, {@code www.example. 3600 IN A 192.0.2.1}: for programs,
   * for sorting and for comparing.
   */
  public static ZoneFileWriter absolute(OutputStream out) {
    return new ZoneFileWriter(out, null, -1);
  }

  /**
   * Writes {@code $ORIGIN} and {@code $TTL} first, then owners relative to the one, left out where
   * they repeat, and TTLs where they differ from the other: for people. Names in data stay
   * absolute.
   */
  public static ZoneFileWriter relative(OutputStream out, Name origin, long defaultTtl) {
    ZoneFileWriter writer = new ZoneFileWriter(out, origin, defaultTtl);
    writer.text.append("$ORIGIN ").append(origin).append('\n');
    writer.text.append("$TTL ").append(defaultTtl).append('\n');
    writer.line();
    return writer;
  }

  public void write(ZoneRecord record) {
    write(record.owner(), record.ttl(), record.rclass(), record.type(), record.rdata());
  }

  /** Writes all records of an RRset. */
  public void write(RRset rrset) {
    for (Octets rdata : rrset.rdatas()) {
      write(rrset.owner(), rrset.ttl(), rrset.rclass(), rrset.type(), rdata);
    }
  }

  /**
   * Writes a record.
   *
   * @param ttl seconds, 0 to 2^31-1
   * @param rdata uncompressed
   * @throws WireFormatException if the octets are not of the type
   * @throws UncheckedIOException if the stream does not take it
   */
  public void write(Name owner, long ttl, RecordClass rclass, RecordType type, Octets rdata) {
    appendOwner(owner);
    if (ttl != defaultTtl) {
      text.append(ttl).append(' ');
    }
    text.append(rclass).append(' ').append(type);
    int end = text.length();
    text.append(' ');
    RdataFormats.of(type).print(rdata, text);
    if (text.length() == end + 1) {
      text.setLength(end);
    }
    text.append('\n');
    line();
  }

  private void appendOwner(Name owner) {
    Name base = origin;
    if (base == null) {
      text.append(owner).append(' ');
      return;
    }
    boolean repeated = owner.equals(lastOwner) && owner.equalsCase(lastOwner);
    lastOwner = owner;
    if (repeated) {
      text.append('\t');
      return;
    }
    if (!owner.isAtOrBelow(base)) {
      text.append(owner);
    } else if (owner.labelCount() == base.labelCount()) {
      text.append(owner.equalsCase(base) ? "@" : owner.toString());
    } else if (base.isRoot() || !owner.suffix(base.labelCount()).equalsCase(base)) {
      text.append(owner);
    } else {
      String whole = owner.toString();
      text.append(whole, 0, whole.length() - base.toString().length() - 1);
    }
    text.append('\t');
  }

  /** Writes records sorted by {@link ZoneRecord#CANONICAL_ORDER}; they are held for that. */
  public void writeSorted(Iterable<ZoneRecord> records) {
    List<ZoneRecord> sorted = new ArrayList<>();
    records.forEach(sorted::add);
    sorted.sort(ZoneRecord.CANONICAL_ORDER);
    sorted.forEach(this::write);
  }

  private void line() {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (used == BUFFER) {
        drain();
      }
      buffer[used++] = (byte) text.charAt(i);
    }
    text.setLength(0);
  }

  private void drain() {
    try {
      out.write(buffer, 0, used);
      used = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands all that was written to the stream, and flushes that. */
  public void flush() {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Flushes, and closes the stream. */
  @Override
  public void close() {
    flush();
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
