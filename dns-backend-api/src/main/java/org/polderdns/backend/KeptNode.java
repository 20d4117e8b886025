package org.polderdns.backend;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.cache.OctetTable;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.compiled.LaidOutNodes;

/**
 * What was found at a name of a store, or that nothing was, in one array of octets.
 *
 * <pre>
 *   0  the hash of the name, and how often it was used, see {@link OctetTable}
 *   9  1 if nothing was found (8 bits)
 *  10  the store's place in launch order (16 bits)
 *  12  octets of the zone's name (8 bits)
 *  14  types of which a record cannot be read (16 bits)
 *  16  when it is too old, by the clock (64 bits)
 *  24  the store's change mark before it was asked (64 bits)
 *  32  the zone's id (64 bits)
 *  40  the node, as {@link LaidOutNodes} writes it
 *      the types of which a record cannot be read (16 bits each)
 *      the zone's name, as it was given
 * </pre>
 * <p>All but the use stays as it was made.
 */
final class KeptNode {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int ABSENT = 9;
  private static final int STORE = 10;
  private static final int APEX_LENGTH = 12;
  private static final int BROKEN = 14;
  private static final int ENDS = 16;
  private static final int MARK = 24;
  private static final int ZONE = 32;

  private KeptNode() {}

  /**
   * Makes one.
   *
   * @param hash of the owner name
   * @param node null if nothing is there
   * @param writer for the use of this thread
   */
  static byte[] of(
      long hash,
      int store,
      ZoneInfo zone,
      Name owner,
      @Nullable StoredNode node,
      long mark,
      long ends,
      LaidOutNodes writer) {
    Name apex = zone.apex();
    List<RecordType> broken = node == null ? List.of() : node.broken();
    byte[] octets = writer.write(
        apex,
        node == null ? owner.canonical() : node.owner(),
        node == null ? List.of() : node.rrsets(),
        2 * broken.size() + apex.length());
    OctetTable.hash(octets, hash);
    LONG.set(octets, ENDS, ends);
    LONG.set(octets, MARK, mark);
    LONG.set(octets, ZONE, zone.id());
    SHORT.set(octets, STORE, (short) store);
    octets[ABSENT] = (byte) (node == null ? 1 : 0);
    octets[APEX_LENGTH] = (byte) apex.length();
    SHORT.set(octets, BROKEN, (short) broken.size());
    int at = octets.length - apex.length();
    apex.copyTo(octets, at);
    for (RecordType type : broken) {
      at -= 2;
      SHORT.set(octets, at, (short) type.code());
    }
    return octets;
  }

  /** Whether it is of a name of a zone of a store; the arguments are as in KnownZones. */
  static boolean is(
      byte[] octets, int store, long zone, byte[] name, int from, int to, boolean wildcard) {
    return (long) LONG.get(octets, ZONE) == zone
        && (short) SHORT.get(octets, STORE) == store
        && LaidOutNodes.isAt(octets, name, from, to, wildcard);
  }

  /** Whether both are of the same name of the same zone. */
  static boolean isSame(byte[] octets, byte[] other) {
    return (long) LONG.get(octets, ZONE) == (long) LONG.get(other, ZONE)
        && (short) SHORT.get(octets, STORE) == (short) SHORT.get(other, STORE)
        && LaidOutNodes.isSameName(octets, other);
  }

  static long ends(byte[] octets) {
    return (long) LONG.get(octets, ENDS);
  }

  static long mark(byte[] octets) {
    return (long) LONG.get(octets, MARK);
  }

  /** Whether nothing is at the name. */
  static boolean isAbsent(byte[] octets) {
    return octets[ABSENT] != 0;
  }

  /** Whether there is a record that cannot be read. */
  static boolean isBroken(byte[] octets) {
    return (short) SHORT.get(octets, BROKEN) != 0;
  }

  private static byte[] apex(byte[] octets) {
    return Arrays.copyOfRange(octets, octets.length - (octets[APEX_LENGTH] & 0xff), octets.length);
  }

  /** The owner name. */
  static Name owner(byte[] octets) {
    return LaidOutNodes.read(apex(octets), octets).name();
  }

  /** What was found; null if nothing was. */
  static @Nullable StoredNode node(byte[] octets) {
    if (isAbsent(octets)) {
      return null;
    }
    int count = (short) SHORT.get(octets, BROKEN) & 0xffff;
    int end = octets.length - (octets[APEX_LENGTH] & 0xff);
    List<RecordType> broken = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      broken.add(RecordType.of((short) SHORT.get(octets, end - 2 * i) & 0xffff));
    }
    ZoneNode node = LaidOutNodes.read(apex(octets), octets);
    return new StoredNode(node.name(), node.rrsets(), broken);
  }
}
