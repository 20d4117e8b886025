package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.zone.ZoneLayout.Position;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Soa;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * Signs a zone as a whole (RFC 4035 §2, RFC 5155 §7.1): takes its data and gives all of its records
 * with the DNSKEY, NSEC or NSEC3, and RRSIG records they need. Such records in what it takes are
 * left out, so that a signed zone can be signed anew.
 *
 * <pre>{@code
 * ZoneSigner signer = ZoneSigner.of(apex, keys, SigningOptions.of(DenialParameters.NSEC, window));
 * CompiledZone signed = CompiledZone.of(apex, signer.sign(zone.nodes()));
 * }</pre>
 *
 * <p>The serial is not its business. Immutable.
 */
public final class ZoneSigner {
  private final Name apex;
  private final ZoneKeys keys;
  private final SigningOptions options;
  private final RRsetSignatures signatures;

  private ZoneSigner(Name apex, ZoneKeys keys, SigningOptions options) {
    this.apex = apex;
    this.keys = keys;
    this.options = options;
    this.signatures = RRsetSignatures.of(apex, keys, options);
  }

  /**
   * Signs with the keys that are active.
   *
   * @throws IllegalArgumentException if none is, or NSEC3 is wanted with algorithm 5, which
   *     validators take for unsigned (RFC 5155 §2)
   */
  public static ZoneSigner of(Name apex, ZoneKeys keys, SigningOptions options) {
    return new ZoneSigner(apex, keys, options);
  }

  /** As {@link #sign(List, Executor, int, Consumer)} in this thread, all at once. */
  public List<RRset> sign(List<? extends ZoneNode> nodes) {
    List<RRset> all = new ArrayList<>();
    sign(nodes, Runnable::run, 1, all::add);
    return all;
  }

  /**
   * Signs a zone.
   *
   * @param nodes all of the zone in canonical order, the apex first, empty non-terminals included;
   *     read by several threads at once
   * @param threads how many threads of the executor sign at once, at least 1
   * @param sink takes the records, name by name in canonical order, those of NSEC3 behind all
   *     others, in the thread that calls; signatures are RRsets with the TTL of what they cover,
   *     one for each type
   * @throws IllegalArgumentException if the apex has no SOA
   */
  public void sign(
      List<? extends ZoneNode> nodes, Executor executor, int threads, Consumer<RRset> sink) {
    ZoneLayout layout = ZoneLayout.of(apex, nodes);
    Pass pass = new Pass(layout);
    if (options.denial().isHashed()) {
      boolean[] in = layout.nsec3Chain(options.denial().optOut());
      HashedChain chain = HashedChain.of(layout, in, options.denial(), executor, threads);
      InOrder.run(nodes.size(), executor, threads, pass::records, part -> part.forEach(sink));
      InOrder.run(
          chain.size(),
          executor,
          threads,
          (from, to) -> pass.hashed(chain, from, to),
          part -> part.forEach(sink));
    } else {
      int[] next = layout.nsecChain();
      InOrder.run(
          nodes.size(),
          executor,
          threads,
          (from, to) -> pass.records(from, to, next),
          part -> part.forEach(sink));
    }
  }

  /**
   * The changes that keep a zone signed that was signed with the same keys and options, when its
   * data change: those changes, and what has to be chained and signed anew for them. They take time
   * by their own number, not by the zone's size, but where a cut or a DNAME comes or goes at a name
   * that was there: then the names below it are looked for.
   *
   * <pre>{@code
   * CompiledZone next = signed.with(signer.resign(signed, changes));
   * }</pre>
   *
   * @param data changes of data; what they say of RRSIG, NSEC and NSEC3 records counts for nothing.
   *     A new serial is one of them
   * @throws IllegalArgumentException if the zone is not signed in that way, the TTL of negative
   *     answers changes, there is a ZONEMD or signatures are taken from the data: then the zone is to be
   *     signed as a whole
   * @throws org.polderdns.zone.change.ChangeRefusedException if they break a rule of zones
   */
  public Changeset resign(CompiledZone signed, Changeset data) {
    Optional<RRset> soa = signed.apexNode().rrset(RecordType.SOA);
    RRset newSoa = data.applyTo(apex, ZoneLayout.data(signed.apexNode(), true)).stream()
        .filter(rrset -> rrset.type() == RecordType.SOA)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(apex + " has no SOA"));
    long ttl = negativeTtl(newSoa);
    if (soa.isEmpty()
        || options.zonemd()
        || options.storedKeySignatures()
        || signed.apexNode().has(RecordType.ZONEMD)
        || negativeTtl(soa.get()) != ttl
        || minimum(soa.get()) != minimum(newSoa)) {
      throw new IllegalArgumentException(apex + " is to be signed as a whole");
    }
    ApexRecords apexRecords = new ApexRecords(apex, keys, options, minimum(newSoa));
    return new Resigning(signed, data, options, signatures, apexRecords, ttl).changes();
  }

  private static long minimum(RRset soa) {
    return Soa.FORMAT.read(soa.rdatas().get(0)).minimum();
  }

  /** RFC 9077. */
  private static long negativeTtl(RRset soa) {
    return Math.min(soa.ttl(), minimum(soa));
  }

  /**
   * The signatures of an RRset that is added afterwards, as the ZONEMD is; they are RRsets of type
   * RRSIG with its TTL.
   */
  public RRset signatures(RRset rrset) {
    return signatures.over(rrset);
  }

  /** The signing of one zone. */
  private final class Pass {
    private final ZoneLayout layout;
    private final List<RRset> atApex;
    private final MadeRecords made;
    private final Optional<RRset> storedOverKeys;

    Pass(ZoneLayout layout) {
      this.layout = layout;
      List<RRset> data = ZoneLayout.data(layout.nodes().get(0), true);
      RRset soa = data.stream()
          .filter(rrset -> rrset.type() == RecordType.SOA)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(apex + " has no SOA"));
      this.made = MadeRecords.of(apex, keys, options, soa);
      this.atApex = made.apex(data);
      this.storedOverKeys = RRsetSignatures.storedOverKeys(layout.nodes().get(0).rrsets(), options);
    }

    private List<RRset> data(int index) {
      return index == 0 ? atApex : ZoneLayout.data(layout.nodes().get(index), false);
    }

    /** The types at a name that a bitmap is made of. */
    private List<RRset> shown(int index) {
      List<RRset> data = data(index);
      if (index > 0
          || !options.zonemd()
          || data.stream().anyMatch(rrset -> rrset.type() == RecordType.ZONEMD)) {
        return data;
      }
      List<RRset> more = new ArrayList<>(data);
      more.add(RRset.of(apex, RecordType.ZONEMD, 0, List.of(Octets.EMPTY)));
      return more;
    }

    List<RRset> records(int from, int to) {
      List<RRset> out = new ArrayList<>();
      for (int i = from; i < to; i++) {
        signed(i, out);
      }
      return out;
    }

    List<RRset> records(int from, int to, int[] next) {
      List<RRset> out = new ArrayList<>();
      for (int i = from; i < to; i++) {
        signed(i, out);
        if (next[i] >= 0) {
          Name owner = layout.nodes().get(i).name();
          Name following = layout.nodes().get(next[i]).name().canonical();
          signatures.add(made.denial().nsec(owner, shown(i), following), out);
        }
      }
      return out;
    }

    private void signed(int index, List<RRset> out) {
      Position position = layout.at(index);
      List<RRset> data = data(index);
      for (int i = 0; i < data.size(); i++) {
        RRset rrset = data.get(i);
        if (!position.isSigned(rrset.type())) {
          out.add(rrset);
        } else if (rrset.type() == RecordType.DNSKEY && index == 0 && storedOverKeys.isPresent()) {
          out.add(rrset);
          out.add(storedOverKeys.get());
        } else if (!(options.zonemd() && index == 0 && rrset.type() == RecordType.ZONEMD)) {
          signatures.add(rrset, out);
        }
      }
    }

    List<RRset> hashed(HashedChain chain, int from, int to) {
      List<RRset> out = new ArrayList<>(2 * (to - from));
      for (int place = from; place < to; place++) {
        int node = chain.node(place);
        Name name = layout.nodes().get(node).name();
        signatures.add(
            made.denial().nsec3(chain.hash(place), name, shown(node), chain.next(place)), out);
      }
      return out;
    }
  }
}
