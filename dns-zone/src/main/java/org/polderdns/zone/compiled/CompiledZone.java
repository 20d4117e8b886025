package org.polderdns.zone.compiled;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/**
 * One version of a zone in memory, laid out for answering: a few large arrays of octets, whatever
 * the number of names, a hash index over them, and RRsets ready to be copied into messages.
 * Immutable, for any number of threads; its nodes stay valid.
 *
 * <pre>{@code
 * CompiledZone zone = CompiledZone.of(Name.parse("example."), rrsets);
 * zone.node(Name.parse("www.example.")).isPresent();
 * }</pre>
 *
 * <p>As a {@link ZoneView} it makes an object for each node asked for. {@link DirectAnswers} answers
 * from it without making any.
 */
public final class CompiledZone implements ZoneView {
  private static final int NSEC3_SHA1 = 1;

  /** With more the general way decides what to do. */
  private static final int MAX_ITERATIONS = 500;

  private static final ThreadLocal<NameKey> KEYS = ThreadLocal.withInitial(NameKey::new);

  private final Name apex;
  private final byte[] apexWire;
  private final byte[] apexLower;
  private final int apexLabels;
  private final byte[][] chunks;
  private final NodeIndex index;
  private final NodeCounts counts;
  private final int apexPlace;
  private final boolean detours;
  private final boolean signed;
  private final Denial denial;
  private final Optional<ZoneView> asView = Optional.of(this);
  private volatile int @Nullable [] order; // places in canonical order, once somebody asked

  CompiledZone(Name apex, Nodes nodes) {
    this.apex = apex;
    this.apexWire = apex.toOctets().toArray();
    this.apexLower = NameKey.lower(apexWire);
    this.apexLabels = apex.labelCount();
    this.chunks = nodes.chunks();
    this.index = nodes.index();
    this.counts = nodes.counts();
    this.detours = counts.cuts > 0 || counts.dnames > 0 || counts.belowHashed;
    NameKey key = new NameKey();
    key.set(apex);
    this.apexPlace = place(key, apexLabels);
    byte[] block = Chunks.array(chunks, apexPlace);
    int soa = Blocks.find(block, Chunks.offset(apexPlace), RecordType.SOA.code());
    this.signed = soa >= 0 && Blocks.signatures(block, soa) > 0;
    this.denial = makeDenial();
  }

  private Denial makeDenial() {
    NsecChain nsec = counts.nsecs == 0 ? null : new NsecChain(index, chunks);
    Optional<RRset> parameters = apexNode().rrset(RecordType.NSEC3PARAM);
    Optional<Octets> first = parameters.stream()
        .flatMap(rrset -> rrset.rdatas().stream())
        .filter(
            rdata -> rdata.length() >= 5 && rdata.at(1) == 0 && rdata.length() == 5 + rdata.at(4))
        .findFirst();
    Nsec3Chain nsec3 = null;
    if (first.isPresent()) {
      nsec3 = new Nsec3Chain(apexWire, index, chunks, first.get().toArray());
    }
    boolean usable = parameters.isEmpty()
        || first.isPresent()
            && parameters.get().size() == 1
            && first.get().at(0) == NSEC3_SHA1
            && first.get().u16(2) <= MAX_ITERATIONS
            && nsec3 != null
            && !nsec3.isEmpty();
    return new Denial(nsec, nsec3, usable, index.slots());
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
    return apex;
  }

  @Override
  public ZoneNode apexNode() {
    return nodeAt(apexPlace);
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    NameKey key = KEYS.get();
    key.set(name);
    int place = place(key, key.labels());
    return place == 0 ? Optional.empty() : Optional.of(nodeAt(place));
  }

  @Override
  public void find(Name qname, Search found) {
    NameKey key = KEYS.get();
    key.set(qname);
    Walk walk = new Walk();
    walk.to(this, key, found.followsDname());
    switch (walk.outcome()) {
      case EXACT -> found.exact(nodeAt(walk.place()));
      case WILDCARD -> found.wildcard(nodeAt(walk.place()), walk.encloserLabels());
      case DELEGATED -> found.delegated(nodeAt(walk.place()));
      case REDIRECTED -> found.redirected(nodeAt(walk.place()));
      case ABSENT -> found.absent(walk.encloserLabels());
    }
  }

  @Override
  public Optional<ZoneNode> nsecAtOrBefore(Name name) {
    NsecChain chain = denial.nsec();
    if (chain == null) {
      return Optional.empty();
    }
    NameKey key = KEYS.get();
    key.set(name);
    int place = chain.atOrBefore(key.octets(), 0, key.length() - apexLower.length);
    return place == 0 ? Optional.empty() : Optional.of(nodeAt(place));
  }

  @Override
  public Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    Nsec3Chain chain = denial.nsec3();
    if (chain == null || chain.isEmpty() || hash.length() != Nsec3Hasher.LENGTH) {
      return Optional.empty();
    }
    return Optional.of(nodeAt(chain.atOrBefore(hash.toArray())));
  }

  /** All nodes in canonical order, the apex first, empty non-terminals included. */
  public List<ZoneNode> nodes() {
    int[] places = order;
    if (places == null) {
      places = CanonicalOrder.of(index, chunks, 0);
      order = places;
    }
    int[] all = places;
    return new AbstractList<>() {
      @Override
      public ZoneNode get(int position) {
        return nodeAt(all[position]);
      }

      @Override
      public int size() {
        return all.length;
      }
    };
  }

  /** This zone, the same object each time. */
  Optional<ZoneView> asView() {
    return asView;
  }

  byte[] apexLower() {
    return apexLower;
  }

  int apexLabels() {
    return apexLabels;
  }

  int apexPlace() {
    return apexPlace;
  }

  byte[][] chunks() {
    return chunks;
  }

  int flags(int place) {
    return Blocks.flags(Chunks.array(chunks, place), Chunks.offset(place));
  }

  /** Whether a walk to a name may have to end above it. */
  boolean hasDetours() {
    return detours;
  }

  /** Whether a name that is there may count as absent or be redirected. */
  boolean hasHiddenNames() {
    return counts.dnames > 0 || counts.belowHashed;
  }

  /** Whether the SOA has a signature. */
  boolean isSigned() {
    return signed;
  }

  Denial denial() {
    return denial;
  }

  /** The slot of the node of the suffix of so many labels, below 0 if there is none. */
  int slot(NameKey key, int labels) {
    int to = key.length() - apexLower.length;
    return index.find(key.hash(labels), key.octets(), key.start(labels), to, false, chunks);
  }

  boolean hasWildcards() {
    return counts.wildcards > 0;
  }

  /** The place of the node of the suffix of so many labels, 0 if there is none. */
  int place(NameKey key, int labels) {
    int to = key.length() - apexLower.length;
    int slot = index.find(key.hash(labels), key.octets(), key.start(labels), to, false, chunks);
    return slot < 0 ? 0 : index.place(slot);
  }

  /** The place of the wildcard below the suffix of so many labels, 0 if there is none. */
  int wildcardPlace(NameKey key, int labels) {
    if (counts.wildcards == 0) {
      return 0;
    }
    int to = key.length() - apexLower.length;
    int slot =
        index.find(key.wildcardHash(labels), key.octets(), key.start(labels), to, true, chunks);
    return slot < 0 ? 0 : index.place(slot);
  }

  /**
   * The place of a node by its hash.
   *
   * @param name holds it in lower case and without the apex, {@code length} octets
   */
  int place(long hash, byte[] name, int from, int length) {
    int slot = index.find(hash, name, from, from + length, false, chunks);
    return slot < 0 ? 0 : index.place(slot);
  }

  private ZoneNode nodeAt(int place) {
    return new CompiledNode(apexWire, Chunks.array(chunks, place), Chunks.offset(place));
  }
}
