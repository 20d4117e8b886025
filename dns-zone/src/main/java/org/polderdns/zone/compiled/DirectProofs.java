package org.polderdns.zone.compiled;

import org.jspecify.annotations.Nullable;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;

/**
 * Adds the NSEC or NSEC3 records that prove an answer from a zone that is signed as stored (RFC 4035
 * §3.1.3, RFC 5155 §7.2), as {@code dns-dnssec} chooses them. What they prove about a name that
 * exists is remembered. For one thread, used again.
 */
final class DirectProofs {
  static final int NAME_ABSENT = 0;
  static final int TYPE_ABSENT = 1;
  static final int WILDCARD_EXPANDED = 2;
  static final int WILDCARD_TYPE_ABSENT = 3;

  private static final int MAX_NEEDS = 10;
  private static final int MAX_RECORDS = 32;

  private final ReplyWriter reply;
  private final Nsec3Hash hasher = new Nsec3Hash();
  private final int[] kinds = new int[MAX_NEEDS];
  private final int[] links = new int[MAX_NEEDS];
  private final int[] enclosers = new int[MAX_NEEDS];
  private int needs;
  private final int[] added = new int[MAX_RECORDS];
  private int addedCount;
  private final byte[] hash = new byte[Nsec3Hash.LENGTH];
  private final byte[] wildcard = new byte[2 + 255];
  private @Nullable CompiledZone zone;
  private boolean wanted;

  DirectProofs(ReplyWriter reply) {
    this.reply = reply;
    wildcard[0] = 1;
    wildcard[1] = '*';
  }

  /** Begins an answer from a zone. */
  void begin(LaidOutZone from, boolean dnssecOk) {
    zone = from instanceof CompiledZone whole ? whole : null;
    wanted = dnssecOk && from.isSigned();
    needs = 0;
    addedCount = 0;
  }

  /** Whether there is anything to prove, for this client and in this zone. */
  boolean wanted() {
    return wanted;
  }

  /**
   * Notes something to be proved.
   *
   * @param link which name of the chain it is about
   * @param labels of the closest encloser, or of the name that has no such type
   */
  void need(int kind, int link, int labels) {
    if (!wanted) {
      return;
    }
    if (needs == MAX_NEEDS) {
      reply.fail();
      return;
    }
    kinds[needs] = kind;
    links[needs] = link;
    enclosers[needs++] = labels;
  }

  /** Writes what proves all that was noted. */
  void write(NameKey[] names) {
    CompiledZone signed = zone;
    if (needs == 0) {
      return;
    }
    if (signed == null) {
      reply.fail(); // the chain is not known
      return;
    }
    Denial denial = signed.denial();
    if (!denial.isUsable()) {
      reply.fail();
      return;
    }
    for (int i = 0; i < needs && !reply.failed(); i++) {
      NameKey name = names[links[i]];
      Nsec3Chain nsec3 = denial.nsec3();
      NsecChain nsec = denial.nsec();
      if (nsec3 != null) {
        prove(signed, denial, nsec3, kinds[i], name, enclosers[i]);
      } else if (nsec != null) {
        prove(signed, denial, nsec, kinds[i], name, enclosers[i]);
      }
    }
  }

  private void prove(
      CompiledZone signed, Denial denial, NsecChain chain, int kind, NameKey name, int labels) {
    if (kind == TYPE_ABSENT) {
      int slot = signed.slot(name, labels);
      int known = slot < 0 ? 0 : denial.own(slot);
      if (known == 0) {
        known = atOrBefore(signed, chain, name, labels);
        if (slot >= 0) {
          denial.rememberOwn(slot, known);
        }
      }
      add(signed, known, RecordType.NSEC);
      return;
    }
    add(signed, atOrBefore(signed, chain, name, name.labels()), RecordType.NSEC);
    if (kind != WILDCARD_EXPANDED) {
      add(signed, wildcard(signed, denial, chain, name, labels), RecordType.NSEC);
    }
  }

  private static int atOrBefore(CompiledZone signed, NsecChain chain, NameKey name, int labels) {
    int from = name.start(labels);
    int length = name.length() - signed.apexLower().length - from;
    return chain.atOrBefore(name.octets(), from, length);
  }

  private int wildcard(
      CompiledZone signed, Denial denial, NsecChain chain, NameKey name, int labels) {
    int slot = signed.slot(name, labels);
    int known = slot < 0 ? 0 : denial.wildcard(slot);
    if (known == 0) {
      int length = wildcardBelow(name, labels) - signed.apexLower().length;
      known = chain.atOrBefore(wildcard, 0, length);
      if (slot >= 0) {
        denial.rememberWildcard(slot, known);
      }
    }
    return known;
  }

  /** Puts the wildcard below a suffix into {@link #wildcard} and tells its length. */
  private int wildcardBelow(NameKey name, int labels) {
    int from = name.start(labels);
    int length = Math.min(name.length() - from, wildcard.length - 2);
    System.arraycopy(name.octets(), from, wildcard, 2, length);
    return 2 + length;
  }

  private void prove(
      CompiledZone signed, Denial denial, Nsec3Chain chain, int kind, NameKey name, int labels) {
    switch (kind) {
      case TYPE_ABSENT -> typeAbsent(signed, denial, chain, name, labels);
      case WILDCARD_EXPANDED -> add(signed, covering(chain, name, labels + 1), RecordType.NSEC3);
      default -> {
        int encloser = own(signed, denial, chain, name, labels);
        if (encloser <= 0) {
          reply.fail(); // opted out: which ancestor can be proved to exist is for the general way
          return;
        }
        add(signed, encloser, RecordType.NSEC3);
        add(signed, covering(chain, name, labels + 1), RecordType.NSEC3);
        add(signed, wildcard(signed, denial, chain, name, labels), RecordType.NSEC3);
      }
    }
  }

  private void typeAbsent(
      CompiledZone signed, Denial denial, Nsec3Chain chain, NameKey name, int labels) {
    int match = own(signed, denial, chain, name, labels);
    if (match > 0) {
      add(signed, match, RecordType.NSEC3);
      return;
    }
    int above = labels > signed.apexLabels() ? own(signed, denial, chain, name, labels - 1) : 0;
    if (above <= 0) {
      reply.fail();
      return;
    }
    add(signed, above, RecordType.NSEC3);
    add(signed, -match, RecordType.NSEC3);
  }

  /** The NSEC3 that matches a name, or if none does, negated, the one that covers it. */
  private int own(CompiledZone signed, Denial denial, Nsec3Chain chain, NameKey name, int labels) {
    int slot = signed.slot(name, labels);
    int known = slot < 0 ? 0 : denial.own(slot);
    if (known == 0) {
      int found = covering(chain, name, labels);
      known = chain.matches(found, hash) ? found : -found;
      if (slot >= 0) {
        denial.rememberOwn(slot, known);
      }
    }
    return known;
  }

  private int covering(Nsec3Chain chain, NameKey name, int labels) {
    hasher.hash(
        name.octets(), name.start(labels), name.length(), chain.iterations(), chain.salt(), hash);
    return chain.atOrBefore(hash);
  }

  private int wildcard(
      CompiledZone signed, Denial denial, Nsec3Chain chain, NameKey name, int labels) {
    int slot = signed.slot(name, labels);
    int known = slot < 0 ? 0 : denial.wildcard(slot);
    if (known == 0) {
      int length = wildcardBelow(name, labels);
      hasher.hash(wildcard, 0, length, chain.iterations(), chain.salt(), hash);
      known = chain.atOrBefore(hash);
      if (slot >= 0) {
        denial.rememberWildcard(slot, known);
      }
    }
    return known;
  }

  /** Adds a node's NSEC or NSEC3 unless it is there. */
  private void add(CompiledZone signed, int place, RecordType type) {
    if (place == 0 || reply.failed()) {
      return;
    }
    for (int i = 0; i < addedCount; i++) {
      if (added[i] == place) {
        return;
      }
    }
    if (addedCount == MAX_RECORDS) {
      reply.fail();
      return;
    }
    added[addedCount++] = place;
    byte[] block = Chunks.array(signed.chunks(), place);
    int node = Chunks.offset(place);
    reply.rrsetWithName(block, node, Blocks.find(block, node, type.code()));
  }
}
