package org.polderdns.zone.compiled;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/** A node of a compiled zone as objects, made when they are asked for. Stays valid. */
final class CompiledNode implements ZoneNode {
  private final byte[] apex;
  private final byte[] block;
  private final int node;
  private @Nullable Name name;
  private @Nullable List<RRset> rrsets;

  CompiledNode(byte[] apex, byte[] block, int node) {
    this.apex = apex;
    this.block = block;
    this.node = node;
  }

  byte[] block() {
    return block;
  }

  /** Where it stands there. */
  int at() {
    return node;
  }

  @Override
  public Name name() {
    Name made = name;
    if (made == null) {
      int length = Blocks.nameLength(block, node);
      int from = Blocks.givenName(block, node);
      byte[] wire =
          Arrays.copyOf(Arrays.copyOfRange(block, from, from + length), length + apex.length);
      System.arraycopy(apex, 0, wire, length, apex.length);
      made = Name.ofWire(wire);
      name = made;
    }
    return made;
  }

  @Override
  public List<RRset> rrsets() {
    List<RRset> made = rrsets;
    if (made == null) {
      made = new Sets();
      rrsets = made;
    }
    return made;
  }

  @Override
  public int indexOf(RecordType type) {
    if (type == RecordType.RRSIG) {
      return rrsets().size() > Blocks.rrsets(block, node) - strays() ? rrsets().size() - 1 : -1;
    }
    int at = Blocks.firstRRset(block, node);
    int count = Blocks.rrsets(block, node);
    for (int i = 0; i < count; i++) {
      if (Blocks.type(block, at) == type.code()) {
        return i;
      }
      at = Blocks.nextRRset(block, at);
    }
    return -1;
  }

  /** 1 if the last RRset is of RRSIGs that cover nothing here. */
  private int strays() {
    return Blocks.find(block, node, RecordType.RRSIG.code()) < 0 ? 0 : 1;
  }

  /** All RRSIGs are one RRset, the last; the others stand in the order in which they are stored. */
  private final class Sets extends AbstractList<RRset> {
    private final @Nullable RRset[] made;

    Sets() {
      int own = Blocks.rrsets(block, node) - strays();
      made = new RRset[own + (isSigned() ? 1 : 0)];
    }

    private boolean isSigned() {
      int at = Blocks.firstRRset(block, node);
      for (int left = Blocks.rrsets(block, node); left > 0; left--) {
        boolean plain = Blocks.isPlain(block, at);
        if (Blocks.type(block, at) == RecordType.RRSIG.code()
            || (plain ? Words.s32(block, at + 24) : Blocks.signatures(block, at)) > 0) {
          return true;
        }
        at = Blocks.nextRRset(block, at);
      }
      return false;
    }

    @Override
    public RRset get(int index) {
      RRset rrset = made[index];
      if (rrset == null) {
        int own = Blocks.rrsets(block, node) - strays();
        rrset = index < own ? read(index) : readSignatures();
        made[index] = rrset;
      }
      return rrset;
    }

    @Override
    public int size() {
      return made.length;
    }

    private RRset read(int index) {
      int at = Blocks.firstRRset(block, node);
      for (int i = 0; i < index; i++) {
        at = Blocks.nextRRset(block, at);
      }
      Gatherer gatherer = new Gatherer();
      reader().records(block, at, gatherer);
      return gatherer.rrset();
    }

    private RRset readSignatures() {
      Gatherer gatherer = new Gatherer();
      reader().node(block, node, (type, ttl, rdata, from, length) -> {
        if (type == RecordType.RRSIG.code()) {
          gatherer.record(type, ttl, rdata, from, length);
        }
      });
      return gatherer.rrset();
    }

    private BlockReader reader() {
      return new BlockReader(apex, RdataFormats.layouts());
    }
  }

  private final class Gatherer implements BlockReader.Sink {
    private final List<Octets> rdatas = new ArrayList<>();
    private int type;
    private int ttl;

    @Override
    public void record(int rtype, int seconds, byte[] rdata, int from, int length) {
      if (rdatas.isEmpty()) {
        type = rtype;
        ttl = seconds;
      }
      rdatas.add(Octets.copyOf(rdata, from, from + length));
    }

    RRset rrset() {
      return RRset.of(name(), RecordType.of(type), ttl, rdatas);
    }
  }
}
