package org.polderdns.zone.compiled;

import java.util.Arrays;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Makes a {@link CompiledZone} of records that come one by one, in any order; those of one owner
 * best one after the other, as each owner is laid out as soon as the next one comes. For one thread,
 * for one zone.
 *
 * <pre>{@code
 * ZoneCompiler compiler = CompiledZone.compiler(apex);
 * while (reader.next()) {
 *   compiler.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
 * }
 * CompiledZone zone = compiler.finish();
 * }</pre>
 */
public final class ZoneCompiler {
  private static final byte[] NOTHING = {};

  private final Name apex;
  private final byte[] apexWire;
  private final byte[] apexLower;
  private final NodeStore nodes;
  private final NodeRecords records = new NodeRecords();
  private final LateRecords late = new LateRecords();
  private final NameKey key = new NameKey();
  private final byte[] owner = new byte[Name.MAX_LENGTH + 1]; // of the records gathered now
  private int ownerLength; // 0: none yet
  private boolean ownerIsLate;
  private int ownerPlace; // of the node that the owner has already, or 0
  private byte[] scratch = new byte[512];
  private boolean finished;
  private long inputLength; // 0: not known

  ZoneCompiler(Name apex) {
    this.apex = apex;
    this.apexWire = apex.toOctets().toArray();
    this.apexLower = NameKey.lower(apexWire);
    this.nodes = new NodeStore(apexWire, new Chunks(), new NodeIndex());
  }

  /**
   * Adds a record of class IN. One that is there already is not added again; the TTL of an RRset is
   * that of its first record.
   *
   * @param ttl seconds, 0 to 2^31-1
   * @param rdata uncompressed wire form
   * @throws IllegalArgumentException if the owner is outside of the zone
   */
  public void add(Name recordOwner, RecordType type, long ttl, Octets rdata) {
    if (scratch.length < Name.MAX_LENGTH + rdata.length()) {
      scratch = new byte[Name.MAX_LENGTH + rdata.length()];
    }
    int length = recordOwner.copyTo(scratch, 0);
    int end = rdata.copyTo(scratch, length);
    add(scratch, 0, length, type.code(), ttl, scratch, length, end - length);
  }

  /**
   * As the other, without an object for anything. The arrays are only read during the call.
   *
   * @param name holds the owner, uncompressed, well formed, from {@code nameFrom} on
   * @param nameLength octets of it, the root's included
   * @param type 1 to 65535
   */
  public void add(
      byte[] name,
      int nameFrom,
      int nameLength,
      int type,
      long ttl,
      byte[] rdata,
      int rdataFrom,
      int rdataLength) {
    owner(name, nameFrom, nameLength);
    record(type, (int) ttl, rdata, rdataFrom, rdataLength);
  }

  /**
   * Adds a name without records: an empty non-terminal, whether there are names below it or not.
   *
   * @throws IllegalArgumentException if it is outside of the zone
   */
  public void addEmpty(Name emptyName) {
    int length = emptyName.copyTo(scratch, 0);
    owner(scratch, 0, length);
  }

  /** Sets the owner of the records that follow. */
  void owner(byte[] name, int from, int length) {
    if (finished) {
      throw new IllegalStateException("the zone is finished");
    }
    if (!Arrays.equals(owner, 0, ownerLength, name, from, from + length)) {
      flush();
      begin(name, from, length);
    }
  }

  /** Adds a record of the owner set last. */
  void record(int type, int ttl, byte[] rdata, int from, int length) {
    if (ownerIsLate) {
      late.add(ownerPlace, type, ttl, rdata, from, length);
    } else {
      records.add(type, ttl, rdata, from, length);
    }
  }

  /** Tells how many octets the text has that the records are in. */
  void expect(long octets) {
    inputLength = octets;
  }

  /** Tells how much of that was read for the records so far, so that tables need not grow often. */
  void reached(long octets) {
    nodes.expect(octets, inputLength);
  }

  private void begin(byte[] name, int from, int length) {
    key.set(name, from, length);
    int labels = apex.labelCount();
    if (key.labels() < labels || !key.endsIn(apexLower, labels)) {
      throw new IllegalArgumentException(
          Name.ofWire(Octets.copyOf(name, from, from + length)) + " is not in the zone " + apex);
    }
    System.arraycopy(name, from, owner, 0, length);
    ownerLength = length;
    ownerPlace = nodes.find(key);
    ownerIsLate = ownerPlace != 0 && !nodes.isEmptyNonTerminal(ownerPlace);
  }

  private void flush() {
    if (ownerLength > 0 && !ownerIsLate) {
      nodes.put(key, owner, ownerPlace, records);
    }
    records.clear();
    ownerLength = 0;
    ownerIsLate = false;
  }

  /** The zone; nothing can be added any more. */
  public CompiledZone finish() {
    flush();
    finished = true;
    for (long place : late.places()) {
      nodes.read((int) place, records);
      late.addTo((int) place, records);
      nodes.rewrite((int) place, key, records);
      records.clear();
    }
    key.set(apex);
    if (nodes.find(key) == 0) {
      nodes.put(key, NOTHING, 0, records);
    }
    return new CompiledZone(apex, nodes.finish(), null);
  }
}
