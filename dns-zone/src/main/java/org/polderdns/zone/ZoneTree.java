package org.polderdns.zone;

import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A zone in memory, plainly: every name that exists, empty non-terminals included, and its RRsets.
 * Immutable, for any number of threads, its nodes stay valid. It is what other ways to hold a zone
 * are compared with.
 *
 * <pre>{@code
 * ZoneTree zone = ZoneTree.of(Name.parse("example."), rrsets);
 * zone.node(Name.parse("www.example.")).isPresent();
 * }</pre>
 */
public final class ZoneTree implements ZoneView {
  private static final BaseEncoding BASE32HEX = BaseEncoding.base32Hex().omitPadding();

  private final Name apex;
  private final ZoneNode apexNode;
  private final Map<Name, Optional<ZoneNode>> nodes = new HashMap<>();
  private final List<ZoneNode> inOrder;
  private final NavigableMap<Name, Optional<ZoneNode>> nsecs = new TreeMap<>();
  private final NavigableMap<Octets, Optional<ZoneNode>> nsec3s = new TreeMap<>();

  private ZoneTree(Name apex, NavigableMap<Name, List<RRset>> names) {
    this.apex = apex;
    names.forEach((name, rrsets) -> nodes.put(name, Optional.of(ZoneNode.of(name, rrsets))));
    inOrder = names.keySet().stream().map(name -> nodes.get(name).orElseThrow()).toList();
    apexNode = inOrder.get(0);
    Optional<Octets> chain = apexNode.rrset(RecordType.NSEC3PARAM).flatMap(ZoneTree::chain);
    for (ZoneNode node : inOrder) {
      if (node.has(RecordType.NSEC)) {
        nsecs.put(node.name(), nodes.get(node.name()));
      }
      if (chain.isPresent() && isOf(chain.get(), node)) {
        hash(node.name()).ifPresent(hash -> nsec3s.put(hash, nodes.get(node.name())));
      }
    }
  }

  /**
   * A zone of these RRsets. Two of one owner and type are joined, with the TTL of the first (RFC
   * 2181 §5.2).
   *
   * @throws IllegalArgumentException if one is outside of the zone
   */
  public static ZoneTree of(Name apex, Iterable<RRset> rrsets) {
    NavigableMap<Name, List<RRset>> names = new TreeMap<>();
    names.put(apex, new ArrayList<>());
    for (RRset rrset : rrsets) {
      Name owner = rrset.owner();
      if (!owner.isAtOrBelow(apex)) {
        throw new IllegalArgumentException(owner + " is not in the zone " + apex);
      }
      if (!names.containsKey(owner)) {
        for (int labels = apex.labelCount() + 1; labels <= owner.labelCount(); labels++) {
          names.computeIfAbsent(owner.suffix(labels), name -> new ArrayList<>());
        }
      }
      join(names.get(owner), rrset);
    }
    return new ZoneTree(apex, names);
  }

  private static void join(List<RRset> at, RRset rrset) {
    for (int i = 0; i < at.size(); i++) {
      RRset there = at.get(i);
      if (there.type() == rrset.type()) {
        List<Octets> all = new ArrayList<>(there.rdatas());
        all.addAll(rrset.rdatas());
        at.set(i, RRset.of(there.owner(), there.type(), there.rclass(), there.ttl(), all));
        return;
      }
    }
    at.add(rrset);
  }

  /** Algorithm, iterations and salt of the first NSEC3PARAM without flags (RFC 5155 §4.1.2). */
  private static Optional<Octets> chain(RRset nsec3params) {
    return nsec3params.rdatas().stream()
        .filter(rdata -> rdata.length() >= 5 && rdata.at(1) == 0)
        .map(ZoneTree::parameters)
        .findFirst();
  }

  /** Algorithm, 0 for the flags, iterations and salt, with which NSEC3 and NSEC3PARAM begin. */
  private static Octets parameters(Octets rdata) {
    byte[] octets = rdata.slice(0, 5 + rdata.at(4)).toArray();
    octets[1] = 0;
    return Octets.wrap(octets);
  }

  private static boolean isOf(Octets chain, ZoneNode node) {
    Optional<RRset> nsec3 = node.rrset(RecordType.NSEC3);
    return nsec3.isPresent()
        && nsec3.get().rdatas().stream().anyMatch(rdata -> parameters(rdata).equals(chain));
  }

  /** What the first label says in base32hex (RFC 5155 §3). */
  private static Optional<Octets> hash(Name owner) {
    String label = new String(owner.label(0).toArray(), StandardCharsets.ISO_8859_1);
    String upper = label.toUpperCase(Locale.ROOT);
    return BASE32HEX.canDecode(upper)
        ? Optional.of(Octets.wrap(BASE32HEX.decode(upper)))
        : Optional.empty();
  }

  @Override
  public Name apex() {
    return apex;
  }

  @Override
  public ZoneNode apexNode() {
    return apexNode;
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    return nodes.getOrDefault(name, Optional.empty());
  }

  /** All names in canonical order, the apex first. */
  public Collection<ZoneNode> nodes() {
    return inOrder;
  }

  @Override
  public Optional<ZoneNode> nsecAtOrBefore(Name name) {
    Map.Entry<Name, Optional<ZoneNode>> found = nsecs.floorEntry(name);
    return found == null ? Optional.empty() : found.getValue();
  }

  @Override
  public Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    if (nsec3s.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<Octets, Optional<ZoneNode>> found = nsec3s.floorEntry(hash);
    return found == null ? nsec3s.lastEntry().getValue() : found.getValue();
  }
}
