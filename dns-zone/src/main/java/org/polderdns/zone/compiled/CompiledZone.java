package org.polderdns.zone.compiled;

import java.util.Optional;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.ZoneView;

/** One version of a zone in memory. Immutable, for any number of threads, its nodes stay valid. */
public final class CompiledZone implements ZoneView {
  private final ZoneTree tree;

  CompiledZone(ZoneTree tree) {
    this.tree = tree;
  }

  /** Begins a zone to which records are added one by one. */
  public static ZoneCompiler compiler(Name apex) {
    return new ZoneCompiler(apex);
  }

  /**
   * A zone of these RRsets. Two of one owner and type are joined, with the TTL of the first (RFC
   * 2181 §5.2).
   *
   * @throws IllegalArgumentException if one is outside of the zone
   */
  public static CompiledZone of(Name apex, Iterable<RRset> rrsets) {
    ZoneCompiler compiler = compiler(apex);
    for (RRset rrset : rrsets) {
      for (Octets rdata : rrset.rdatas()) {
        compiler.add(rrset.owner(), rrset.type(), rrset.ttl(), rdata);
      }
    }
    return compiler.finish();
  }

  @Override
  public Name apex() {
    return tree.apex();
  }

  @Override
  public ZoneNode apexNode() {
    return tree.apexNode();
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    return tree.node(name);
  }

  /** All nodes in canonical order, the apex first, empty non-terminals included. */
  public Iterable<ZoneNode> nodes() {
    return tree.nodes();
  }

  @Override
  public void find(Name qname, Search found) {
    tree.find(qname, found);
  }

  @Override
  public Optional<ZoneNode> nsecAtOrBefore(Name name) {
    return tree.nsecAtOrBefore(name);
  }

  @Override
  public Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    return tree.nsec3AtOrBefore(hash);
  }
}
