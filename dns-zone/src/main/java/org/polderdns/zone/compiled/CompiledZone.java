package org.polderdns.zone.compiled;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Changeset;

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
public final class CompiledZone extends LaidOutZone implements ZoneView {
  private static final ThreadLocal<NameKey> KEYS = ThreadLocal.withInitial(NameKey::new);

  private final Name apex;
  private final byte[] apexWire;
  private final byte[] apexLower;
  private final int apexLabels;
  private final Nodes nodes;
  private final byte[][] chunks;
  private final long[] table; // of the base; here so that a look-up passes fewer objects
  private final boolean changed; // since the base
  private final boolean wildcards;
  private final boolean hiddenNames;
  private final int apexPlace;
  private final boolean detours;
  private final boolean signed;
  private final Denial denial;
  private final Optional<ZoneView> asView = Optional.of(this);
  private volatile int @Nullable [] order; // places in canonical order, once somebody asked

  /**
   * @param base the proofs of a version with the same base, null to gather them
   */
  CompiledZone(Name apex, Nodes nodes, @Nullable Denial base) {
    this.apex = apex;
    this.apexWire = apex.toOctets().toArray();
    this.apexLower = NameKey.lower(apexWire);
    this.apexLabels = apex.labelCount();
    this.nodes = nodes;
    this.chunks = nodes.chunks();
    this.table = nodes.base().table();
    this.changed = nodes.changed() != null;
    NodeCounts counts = nodes.counts();
    this.wildcards = counts.wildcards > 0;
    this.hiddenNames = counts.dnames > 0 || counts.belowHashed;
    this.detours = counts.cuts > 0 || counts.dnames > 0 || counts.belowHashed;
    NameKey key = new NameKey();
    key.set(apex);
    this.apexPlace = place(key, apexLabels);
    byte[] block = Chunks.array(chunks, apexPlace);
    int soa = Blocks.find(block, Chunks.offset(apexPlace), RecordType.SOA.code());
    this.signed = soa >= 0 && Blocks.signatures(block, soa) > 0;
    this.denial = Denial.of(apexWire, nodes, apexNode().rrset(RecordType.NSEC3PARAM), base);
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

  /**
   * The next version: this one with some changes, in time that depends on them and not on the zone,
   * but for now and then, when what was changed over time is joined to the rest.
   *
   * @throws org.polderdns.zone.change.ChangeRefusedException if they break a rule that the zone does
   *     not break already
   * @throws IllegalArgumentException if they are for another zone
   */
  public CompiledZone with(Changeset changes) {
    if (!changes.apex().equals(apex)) {
      throw new IllegalArgumentException("changes for " + changes.apex() + " in " + apex);
    }
    NodeChanges made = new NodeChanges(apexWire, apexLabels, nodes);
    for (Name owner : changes.owners()) {
      List<RRset> before = node(owner).map(ZoneNode::rrsets).orElse(List.of());
      made.set(owner, changes.applyTo(owner, before));
    }
    CompiledZone next = new CompiledZone(apex, made.finish(), denial);
    return NodeChanges.areMany(next.nodes) || !next.denial.isShareable() ? next.merged() : next;
  }

  /** The same with its own base. */
  private CompiledZone merged() {
    Map<Integer, Integer> moved = new HashMap<>();
    Nodes base = NodeChanges.merge(nodes, moved);
    if (NodeChanges.areWasteful(base)) {
      return new CompiledZone(apex, NodeChanges.compact(base), null);
    }
    return new CompiledZone(apex, base, denial.isShareable() ? denial.merged(base, moved) : null);
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
    if (chain == null || chain.isEmpty() || hash.length() != Nsec3Hash.LENGTH) {
      return Optional.empty();
    }
    return Optional.of(nodeAt(chain.atOrBefore(hash.toArray())));
  }

  /** All nodes in canonical order, the apex first, empty non-terminals included. */
  public List<ZoneNode> nodes() {
    int[] places = order;
    if (places == null) {
      places = nodes.inOrder(0);
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

  /**
   * The changes that make this version the next one. Both are walked through, which costs a fraction
   * of what reading one of them from a file does.
   *
   * @throws IllegalArgumentException if it is another zone
   */
  public Changeset changesTo(CompiledZone next) {
    if (!next.apex.equals(apex)) {
      throw new IllegalArgumentException(next.apex + " is no version of " + apex);
    }
    return VersionDifference.of(this, next);
  }

  /** Octets of memory, those included that it shares with other versions of the zone. */
  public long memory() {
    long octets = 8L * nodes.base().slots();
    for (byte[] chunk : chunks) {
      octets += chunk.length;
    }
    NodeIndex over = nodes.changed();
    return over == null ? octets : octets + 8L * over.slots();
  }

  /** This zone, the same object each time. */
  Optional<ZoneView> asView() {
    return asView;
  }

  @Override
  byte[] apexLower() {
    return apexLower;
  }

  @Override
  int apexLabels() {
    return apexLabels;
  }

  @Override
  int apexPlace() {
    return apexPlace;
  }

  @Override
  byte[][] chunks() {
    return chunks;
  }

  @Override
  boolean hasDetours() {
    return detours;
  }

  @Override
  boolean hasHiddenNames() {
    return hiddenNames;
  }

  @Override
  boolean isSigned() {
    return signed;
  }

  Denial denial() {
    return denial;
  }

  /**
   * The slot of the node of the suffix of so many labels in the index that this version shares with
   * others, below 0 if there is none.
   */
  int slot(NameKey key, int labels) {
    int to = key.length() - apexLower.length;
    return nodes.base().find(key.hash(labels), key.octets(), key.start(labels), to, false, chunks);
  }

  /** The place of a node that may have this hash; 0, which can be read too, if there seems none. */
  int likelyPlace(long hash) {
    return NodeIndex.likelyPlace(table, hash);
  }

  @Override
  boolean hasWildcards() {
    return wildcards;
  }

  @Override
  int place(NameKey key, int labels) {
    int to = key.length() - apexLower.length;
    return place(key.hash(labels), key.octets(), key.start(labels), to, false);
  }

  @Override
  int wildcardPlace(NameKey key, int labels) {
    if (!wildcards) {
      return 0;
    }
    int to = key.length() - apexLower.length;
    return place(key.wildcardHash(labels), key.octets(), key.start(labels), to, true);
  }

  @Override
  int place(long hash, byte[] name, int from, int length) {
    return place(hash, name, from, from + length, false);
  }

  private int place(long hash, byte[] name, int from, int to, boolean wildcard) {
    if (changed) {
      return nodes.place(hash, name, from, to, wildcard);
    }
    int slot = NodeIndex.find(table, hash, name, from, to, wildcard, chunks);
    int place = slot < 0 ? 0 : (int) table[slot];
    return place != 0 && (flags(place) & Blocks.REMOVED) != 0 ? 0 : place;
  }

  private ZoneNode nodeAt(int place) {
    return new CompiledNode(apexWire, Chunks.array(chunks, place), Chunks.offset(place));
  }
}
