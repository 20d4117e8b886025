package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.polderdns.dnssec.zone.ZoneLayout.Position;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec;
import org.polderdns.records.rr.Nsec3;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * The changes that keep a signed zone signed when its data change: only what the change touches is
 * laid out, chained and signed anew. For one change.
 */
final class Resigning {
  private final Name apex;
  private final SigningOptions options;
  private final RRsetSignatures signatures;
  private final ApexRecords apexRecords;
  private final long negativeTtl;
  private final CompiledZone before;
  private final Changeset data;
  private final Changeset.Builder all;
  private Changeset.Builder step;

  private final NavigableMap<Name, List<RRset>> changed = new TreeMap<>(); // data afterwards
  private final Map<Name, List<Octets>> rrsigs = new HashMap<>(); // as they are by now
  private final NavigableMap<Name, Position> positions = new TreeMap<>(); // afterwards

  Resigning(
      CompiledZone before,
      Changeset data,
      SigningOptions options,
      RRsetSignatures signatures,
      ApexRecords apexRecords,
      long negativeTtl) {
    this.apex = before.apex();
    this.options = options;
    this.signatures = signatures;
    this.apexRecords = apexRecords;
    this.negativeTtl = negativeTtl;
    this.before = before;
    this.data = data;
    this.all = Changeset.of(apex);
    this.step = Changeset.of(apex);
  }

  Changeset changes() {
    collect();
    changed.forEach(this::signData);
    CompiledZone after = take(before);
    place(after);
    if (options.denial().isHashed()) {
      chainHashes(after);
    } else {
      chainNames(after);
    }
    take(before);
    return all.build();
  }

  /** Ends a step: its changes are added to the others, and done to a zone. */
  private CompiledZone take(CompiledZone zone) {
    Changeset done = step.build();
    step = Changeset.of(apex);
    for (Name owner : done.owners()) {
      done.at(owner).forEach(all::with);
    }
    return done.isEmpty() ? zone : zone.with(done);
  }

  // --- data ---

  private void collect() {
    for (Name owner : data.owners()) {
      List<RRset> old = dataBefore(owner);
      List<RRset> now = data.applyTo(owner, old);
      changed.put(owner, owner.equals(apex) ? apexRecords.of(now) : now);
      if (covers(owner, old) != covers(owner, now) && before.node(owner).isPresent()) {
        below(owner).forEach(name -> changed.putIfAbsent(name, dataBefore(name)));
      }
    }
    // What is below a new cut may have been changed itself.
    data.owners().forEach(owner -> {
      if (!owner.equals(apex)) {
        changed.put(owner, data.applyTo(owner, dataBefore(owner)));
      }
    });
  }

  private List<RRset> dataBefore(Name name) {
    return before
        .node(name)
        .map(node -> ZoneLayout.data(node, name.equals(apex)))
        .orElse(List.of());
  }

  private List<RRset> dataAfter(Name name) {
    List<RRset> now = changed.get(name);
    return now != null ? now : dataBefore(name);
  }

  private boolean covers(Name owner, List<RRset> rrsets) {
    return has(rrsets, RecordType.DNAME) || !owner.equals(apex) && has(rrsets, RecordType.NS);
  }

  private static boolean has(List<RRset> rrsets, RecordType type) {
    for (int i = 0; i < rrsets.size(); i++) {
      if (rrsets.get(i).type() == type) {
        return true;
      }
    }
    return false;
  }

  /** The names that there are below one. */
  private List<Name> below(Name owner) {
    List<ZoneNode> nodes = before.nodes();
    int from = 0;
    int to = nodes.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (nodes.get(middle).name().compareTo(owner) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    List<Name> names = new ArrayList<>();
    for (int i = from; i < nodes.size() && nodes.get(i).name().isBelow(owner); i++) {
      names.add(nodes.get(i).name());
    }
    return names;
  }

  private boolean isOccluded(Name name, boolean afterwards) {
    for (int labels = apex.labelCount(); labels < name.labelCount(); labels++) {
      Name above = name.suffix(labels);
      if (covers(above, afterwards ? dataAfter(above) : dataBefore(above))) {
        return true;
      }
    }
    return false;
  }

  private Position positionOfData(Name name, List<RRset> rrsets, boolean afterwards) {
    if (isOccluded(name, afterwards)) {
      return Position.OCCLUDED;
    }
    if (rrsets.isEmpty()) {
      return Position.ABSENT;
    }
    if (!name.equals(apex) && has(rrsets, RecordType.NS)) {
      return has(rrsets, RecordType.DS) ? Position.SECURE_CUT : Position.INSECURE_CUT;
    }
    return Position.AUTHORITATIVE;
  }

  /** Changes the data of a name, and the signatures over them; those of its NSEC stay for now. */
  private void signData(Name name, List<RRset> now) {
    Position oldPosition = positionOfData(name, dataBefore(name), false);
    Position position = positionOfData(name, now, true);
    List<RRset> old = before.node(name).map(ChainCheck::shown).orElse(List.of());
    List<Octets> kept = new ArrayList<>(rrsigs(name));
    for (RRset rrset : old) {
      if (!has(now, rrset.type())) {
        step.deleteRRset(name, rrset.type());
        kept.removeIf(rdata -> covers(rdata, rrset.type()));
      }
    }
    for (RRset rrset : now) {
      boolean isSame = old.contains(rrset);
      if (!isSame) {
        step.replace(rrset);
      }
      boolean isSigned = position.isSigned(rrset.type());
      if (!isSame || !isSigned || !oldPosition.isSigned(rrset.type())) {
        kept.removeIf(rdata -> covers(rdata, rrset.type()));
        if (isSigned) {
          kept.addAll(signatures.over(rrset).rdatas());
        }
      }
    }
    setRrsigs(name, kept);
  }

  // --- signatures ---

  private static boolean covers(Octets rrsig, RecordType type) {
    return rrsig.u16(0) == type.code();
  }

  private List<Octets> rrsigs(Name name) {
    return rrsigs.computeIfAbsent(
        name,
        owner -> before
            .node(owner)
            .flatMap(node -> node.rrset(RecordType.RRSIG))
            .map(RRset::rdatas)
            .orElse(List.of()));
  }

  private void setRrsigs(Name name, List<Octets> now) {
    if (!now.equals(rrsigs(name))) {
      rrsigs.put(name, List.copyOf(now));
      if (now.isEmpty()) {
        step.deleteRRset(name, RecordType.RRSIG);
      } else {
        step.replace(RRset.of(name, RecordType.RRSIG, negativeTtl, now));
      }
    }
  }

  private void put(RRset made) {
    step.replace(made);
    List<Octets> now = new ArrayList<>(rrsigs(made.owner()));
    now.removeIf(rdata -> covers(rdata, made.type()));
    now.addAll(signatures.over(made).rdatas());
    setRrsigs(made.owner(), now);
  }

  private void remove(Name owner, RecordType type) {
    step.deleteRRset(owner, type);
    List<Octets> now = new ArrayList<>(rrsigs(owner));
    now.removeIf(rdata -> covers(rdata, type));
    setRrsigs(owner, now);
  }

  // --- chains ---

  /** Finds where the names that changed stand now, and those above them. */
  private void place(CompiledZone after) {
    for (Name name : changed.keySet()) {
      for (int labels = apex.labelCount(); labels <= name.labelCount(); labels++) {
        positions.computeIfAbsent(name.suffix(labels), one -> {
          Position position = positionOfData(one, dataAfter(one), true);
          return position == Position.ABSENT && isEmptyNonTerminal(after, one)
              ? Position.EMPTY
              : position;
        });
      }
    }
  }

  /** Whether names below keep one in the zone; its own NSEC and the signature of that do not. */
  private boolean isEmptyNonTerminal(CompiledZone after, Name name) {
    Optional<ZoneNode> node = after.node(name);
    if (node.isEmpty() || node.get().has(RecordType.NSEC3)) {
      return false;
    }
    return !node.get().has(RecordType.NSEC)
        || after.with(Changeset.of(apex).deleteName(name).build()).node(name).isPresent();
  }

  private void chainNames(CompiledZone after) {
    NavigableSet<Name> leaving = new TreeSet<>();
    NavigableSet<Name> joining = new TreeSet<>();
    NavigableSet<Name> other = new TreeSet<>();
    Map<Name, TypeSet> types = new LinkedHashMap<>();
    positions.forEach((name, position) -> {
      boolean was = before.node(name).map(node -> node.has(RecordType.NSEC)).orElse(false);
      boolean is = position.isInNsecChain();
      if (is) {
        types.put(name, TypeBitmaps.nsec(position, shown(name)));
      }
      if (was && !is) {
        leaving.add(name);
        remove(name, RecordType.NSEC);
      } else if (!was && is) {
        joining.add(name);
      } else if (is && !nsec(name).types().equals(types.get(name))) {
        other.add(name);
      }
    });
    CompiledZone left = take(after);
    ChainLinks<Name> links = new ChainLinks<>(
        leaving,
        joining,
        name -> left.nsecAtOrBefore(name).orElseThrow(this::unchained).name(),
        name -> nsec(name).nextName());
    links.of(other).forEach((name, next) -> {
      TypeSet shown = types.containsKey(name) ? types.get(name) : nsec(name).types();
      put(RRset.of(name, negativeTtl, Nsec.FORMAT.rdata(new Nsec(next.canonical(), shown))));
    });
  }

  private List<RRset> shown(Name name) {
    List<RRset> now = changed.get(name);
    return now != null ? now : before.node(name).map(ChainCheck::shown).orElse(List.of());
  }

  private IllegalArgumentException unchained() {
    return new IllegalArgumentException(apex + " has no chain as the options say");
  }

  private Nsec nsec(Name name) {
    return before
        .node(name)
        .flatMap(node -> node.rrset(RecordType.NSEC))
        .map(rrset -> Nsec.FORMAT.read(rrset.rdatas().get(0)))
        .orElseThrow(this::unchained);
  }

  private void chainHashes(CompiledZone after) {
    Nsec3Hash hasher = new Nsec3Hash();
    NavigableSet<Octets> leaving = new TreeSet<>();
    NavigableSet<Octets> joining = new TreeSet<>();
    NavigableSet<Octets> other = new TreeSet<>();
    Map<Octets, TypeSet> types = new HashMap<>();
    Name next = Name.ROOT; // of those in the chain the one that follows; the root for none
    for (Map.Entry<Name, Position> entry : positions.descendingMap().entrySet()) {
      Name name = entry.getKey();
      Octets hash =
          hasher.of(name, options.denial().iterations(), options.denial().salt());
      boolean was = nsec3(hash).isPresent();
      boolean is = switch (entry.getValue()) {
        case AUTHORITATIVE, SECURE_CUT -> true;
        case INSECURE_CUT -> !options.denial().optOut();
        // It may stay when what kept it in an opted-out chain has left (RFC 5155 §7.1).
        case EMPTY -> !options.denial().optOut() || was || next.isBelow(name);
        case ABSENT, OCCLUDED -> false;
      };
      if (is) {
        next = name;
        types.put(hash, TypeBitmaps.nsec3(entry.getValue(), shown(name)));
      }
      if (was && !is) {
        leaving.add(hash);
        remove(Nsec3Hash.ownerName(hash, apex), RecordType.NSEC3);
      } else if (!was && is) {
        joining.add(hash);
      } else if (is && !nsec3(hash).orElseThrow().types().equals(types.get(hash))) {
        other.add(hash);
      }
    }
    CompiledZone left = take(after);
    ChainLinks<Octets> links = new ChainLinks<>(
        leaving,
        joining,
        hash -> left.nsec3AtOrBefore(hash)
            .flatMap(node -> Nsec3Hash.ofOwner(node.name()))
            .orElseThrow(this::unchained),
        hash -> nsec3(hash).orElseThrow(this::unchained).nextHash());
    links.of(other).forEach((hash, following) -> {
      TypeSet shown = types.containsKey(hash)
          ? types.get(hash)
          : nsec3(hash).orElseThrow(this::unchained).types();
      Nsec3 nsec3 = new Nsec3(
          Nsec3Hash.SHA1,
          options.denial().optOut() ? 1 : 0,
          options.denial().iterations(),
          options.denial().salt(),
          following,
          shown);
      Name owner = Nsec3Hash.ownerName(hash, apex);
      put(RRset.of(owner, negativeTtl, Nsec3.FORMAT.rdata(nsec3)));
    });
  }

  private Optional<Nsec3> nsec3(Octets hash) {
    return before
        .node(Nsec3Hash.ownerName(hash, apex))
        .flatMap(node -> node.rrset(RecordType.NSEC3))
        .map(rrset -> Nsec3.FORMAT.read(rrset.rdatas().get(0)));
  }
}
